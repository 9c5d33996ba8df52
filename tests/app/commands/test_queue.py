"""`samnaeu queue`: what is shown, at 80 columns, and what is refused.."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from app.commands import refusals
from app.house import open_house
from core.requests import conditions
from core.requests.appointments import DayWish
from core.requests.questions import Reply
from core.requests.transitions import TABLE
from core.working_days import CAMBODIA, WorkingDays
from tests.app.commands.conftest import Samnaeu, refusal
from tests.core.listed import listed
from tests.plain_settings import PlainSettings
from tests.servers.postgres import in_own_loop

NUMBER = re.compile(r"^(\d{3}) (\d{3}) (\d{3})  (\w+)", re.MULTILINE)


def numbers(listed: str, state: str) -> list[str]:
    """The numbers of the requests in this state, in the order of the list."""
    return ["".join(row[:3]) for row in NUMBER.findall(listed) if row[3] == state]


@pytest.fixture(scope="session")
def waiting(joined: Path) -> str:
    """The number of a request that nobody has."""

    async def look() -> str:
        async with open_house(PlainSettings(data_dir=joined)) as house:
            officer = await house.officers.find("officer-120109")
            assert officer
            return next(each.reference for each in await listed(house.queue, officer) if not each.holder)

    return in_own_loop(look())


def test_an_officer_sees_the_requests_of_their_area_and_a_supervisor_all_of_theirs(
    on_the_demo: Samnaeu,
) -> None:
    communes = {}
    for officer in ("officer-120109", "chief-170404", "supervisor-12"):
        listed = on_the_demo("queue", "--officer", officer, "list").stdout
        communes[officer] = re.findall(r"  (\d{6})\s", listed)
    assert communes == {
        "officer-120109": ["120109"] * 3,
        "chief-170404": ["170404"] * 3,
        # who is old and lives alone comes first, then who was asked to pay, which nobody of 120109 sees
        "supervisor-12": ["120101", "120109", "120109", "120101", "120109", "120101", "120109"],
    }


def test_one_kind_is_listed_and_decided_with_its_own_outcomes(on_the_demo: Samnaeu) -> None:
    mine = ("queue", "--officer", "officer-120109")
    [lost] = numbers(on_the_demo(*mine, "list", "--kind", "lost_card").stdout, "queued")
    assert "there is no kind heaven" in refusal(on_the_demo(*mine, "list", "--kind", "heaven"))
    on_the_demo(*mine, "take", lost, "--reason", "they stand here")
    shown = on_the_demo(*mine, "show", lost).stdout
    assert re.search(r"^kind +lost card$", shown, re.MULTILINE)
    assert re.search(r"^wrong +lost$", shown, re.MULTILINE)
    assert re.search(r"^card ends in +1107$", shown, re.MULTILINE)
    assert re.search(r"^outcomes +new_card card_found no_new_card$", shown, re.MULTILINE)
    assert f"decide {lost} --outcome" in shown
    assert "interview" not in shown
    decide = (*mine, "decide", lost, "--reason", "seen")
    assert "one of those that `show` lists" in refusal(on_the_demo(*decide, "--outcome", "poor_1"))
    assert on_the_demo(*decide, "--outcome", "card_found").exit_code == 0


def test_everything_fits_80_columns(on_the_demo: Samnaeu, waiting: str) -> None:
    for command in (("list",), ("show", waiting)):
        shown = on_the_demo("queue", "--officer", "supervisor-12", *command).stdout
        assert max(map(len, shown.splitlines())) <= 80
    on_the_demo("queue", "--officer", "officer-120109", "take", waiting)
    day = WorkingDays.load().after(datetime.now(CAMBODIA).date(), 2)
    on_the_demo("queue", "--officer", "officer-120109", "interview", waiting, "--at", f"{day}T09:30")
    rows = on_the_demo("queue", "--officer", "supervisor-12", "list").stdout.splitlines()
    assert [row for row in rows[1:] if not NUMBER.match(row)] == []  # no row is folded
    assert any("interview_scheduled" in row for row in rows)


def test_the_demos_days_are_those_that_its_households_are_told(on_the_demo: Samnaeu, waiting: str) -> None:
    shown = on_the_demo("queue", "--officer", "officer-120109", "show", waiting).stdout
    due = re.search(r"^due +(\S+)$", shown, re.MULTILINE)
    assert due
    assert date.fromisoformat(due[1])


def test_a_request_tells_who_holds_it_who_did_what_and_why(on_the_demo: Samnaeu, waiting: str) -> None:
    on_the_demo("queue", "--officer", "officer-120109", "take", waiting)
    back = ("move", waiting, "queued", "--reason", "ill this week, sorry; whoever is there should take it")
    on_the_demo("queue", "--officer", "officer-120109", *back)
    given = on_the_demo("queue", "--officer", "supervisor-12", "take", waiting, "--for", "chief-120109")
    assert given.exit_code == 0, given.output

    shown = on_the_demo("queue", "--officer", "officer-120109", "show", waiting).stdout
    assert re.search(r"^held by +chief-120109$", shown, re.MULTILINE)
    assert re.search(r"^\S+ \S+  assigned +officer-120109$", shown, re.MULTILINE)
    assert re.search(r"^ +ill this week, sorry; whoever is there should take it$", shown, re.MULTILINE)
    assert re.search(r"^\S+ \S+  assigned +supervisor-12$", shown, re.MULTILINE)


def test_the_ways_on_are_commands_that_work(on_the_demo: Samnaeu, waiting: str) -> None:
    shown = on_the_demo("queue", "--officer", "officer-120109", "show", waiting).stdout
    way = re.search(r"^next +(.+)$", shown, re.MULTILINE)
    assert way
    assert on_the_demo("queue", "--officer", "officer-120109", *way[1].split()).exit_code == 0


def test_the_next_is_the_first_of_the_list_until_nobody_waits(on_the_demo: Samnaeu, waiting: str) -> None:
    others = on_the_demo("queue", "--officer", "chief-120109", "next")
    assert others.stdout.replace(" ", "") == f"{waiting}:assigned\n"
    assert on_the_demo("queue", "--officer", "officer-120109", "next").exit_code == 0
    assert on_the_demo("queue", "--officer", "officer-120109", "next").stdout == "nobody waits here\n"


def test_who_takes_another_before_their_turn_says_why(on_the_demo: Samnaeu) -> None:
    listed = on_the_demo("queue", "--officer", "officer-170404", "list").stdout
    first, *_, last = numbers(listed, "queued")
    take = ("queue", "--officer", "officer-170404", "take", last)
    assert "`next`" in refusal(on_the_demo(*take))
    assert on_the_demo(*take, "--reason", "they stand at the counter").exit_code == 0
    assert (
        "they stand at the counter" in on_the_demo("queue", "--officer", "chief-170404", "show", last).stdout
    )
    assert on_the_demo("queue", "--officer", "officer-170404", "take", first).exit_code == 0


def test_a_supervisor_names_somebody_who_is_there(on_the_demo: Samnaeu, waiting: str) -> None:
    take = ("queue", "--officer", "supervisor-12", "take", waiting)
    assert "--for" in refusal(on_the_demo(*take))
    assert "there is no officer nobody" in refusal(on_the_demo(*take, "--for", "nobody"))
    assert "of that commune" in refusal(on_the_demo(*take, "--for", "officer-170404"))


def interview(samnaeu: Samnaeu, number: str) -> None:
    """Taken, and set for a day to come."""
    samnaeu("queue", "--officer", "officer-120109", "take", number)
    day = WorkingDays.load().after(datetime.now(CAMBODIA).date(), 2)
    done = samnaeu("queue", "--officer", "officer-120109", "interview", number, "--at", f"{day}T09:30")
    assert done.exit_code == 0, done.output


def test_an_interview_before_its_time_is_taken_with_the_reason_and_its_number_on_the_tablet(
    on_the_demo: Samnaeu, waiting: str
) -> None:
    interview(on_the_demo, waiting)
    held = ("queue", "--officer", "officer-120109", "interviewed", waiting)
    assert "say why: --reason" in refusal(on_the_demo(*held))
    assert "of the tablet" in refusal(on_the_demo(*held, "--reason", "they came", "--tablet", "?"))
    done = on_the_demo(*held, "--reason", "they came today", "--tablet", "OD-17")
    assert done.exit_code == 0, done.output
    shown = on_the_demo("queue", "--officer", "chief-120109", "show", waiting).stdout
    assert "they came today" in shown


def test_what_was_said_about_the_interview_and_what_came_of_it_is_shown(
    on_the_demo: Samnaeu, waiting: str, tmp_path: Path
) -> None:
    interview(on_the_demo, waiting)
    says(tmp_path / "data", waiting, DayWish.LATER)
    shown = on_the_demo("queue", "--officer", "officer-120109", "show", waiting).stdout
    assert re.search(r"^interview +\d{4}-\d\d-\d\d 09:30 at the office$", shown, re.MULTILINE)
    assert re.search(r"^household +asks for another day: later$", shown, re.MULTILINE)
    assert re.search(r"^\S+ \S+  asks for another day: later +household$", shown, re.MULTILINE)
    held = ("interviewed", waiting, "--reason", "they came today", "--tablet", "OD-17")
    on_the_demo("queue", "--officer", "officer-120109", *held)
    decided = ("decide", waiting, "--outcome", "poor_2", "--reason", "by the score")
    assert on_the_demo("queue", "--officer", "chief-120109", *decided).exit_code == 0
    shown = on_the_demo("queue", "--officer", "officer-120109", "show", waiting).stdout
    assert re.search(r"^outcome +poor 2$", shown, re.MULTILINE)
    assert re.search(r"^on the tablet +OD-17$", shown, re.MULTILINE)
    assert re.search(r"^interview +\d{4}-\d\d-\d\d 09:30 at the office$", shown, re.MULTILINE)
    assert max(map(len, shown.splitlines())) <= 80


def test_a_household_that_will_come_and_its_answer_to_a_question_are_shown(
    on_the_demo: Samnaeu, waiting: str, tmp_path: Path
) -> None:
    def desk(*command: str) -> str:
        done = on_the_demo("queue", "--officer", "officer-120109", *command)
        assert done.exit_code == 0, done.output
        return done.stdout

    desk("take", waiting)
    desk("move", waiting, "needs_info", "--reason", "Will you come?", "--answer", "yes_no")
    says(tmp_path / "data", waiting, Reply.COME)
    interview(on_the_demo, waiting)
    says(tmp_path / "data", waiting)
    shown = desk("show", waiting)
    assert "Will you come?" in shown
    assert "answer: I will come to the office" in shown
    assert re.search(r"^household +will come$", shown, re.MULTILINE)


def says(folder: Path, number: str, said: DayWish | Reply | None = None) -> None:
    """The household answers: to the open question, or to the appointment; without a word it will come."""

    async def answer() -> None:
        async with open_house(PlainSettings(data_dir=folder)) as house:
            officer = await house.officers.find("officer-120109")
            assert officer
            request = (await house.queue.show(officer, number)).request
            who = (request.person_id, request.id)
            if isinstance(said, Reply):
                await house.requests.answer_question(*who, said, channel="ussd")
            elif said:
                await house.requests.ask_another_day(*who, channel="ussd", wish=said)
            else:
                await house.requests.confirm_interview(*who, channel="ussd")

    in_own_loop(answer())


def test_a_duplicate_is_joined_to_the_request_that_is_kept(on_the_demo: Samnaeu) -> None:
    desk = ("queue", "--officer", "officer-170404")
    one, other = numbers(on_the_demo(*desk, "list", "--kind", "assessment").stdout, "queued")
    shown = on_the_demo(*desk, "show", one).stdout
    assert f"move {one} duplicate --kept 123456789 --reason '…'" in shown
    join = ("move", one, "duplicate", "--reason", "the same woman")
    assert "--kept" in refusal(on_the_demo(*desk, *join))
    assert "--kept" in refusal(on_the_demo(*desk, *join, "--kept", one))
    done = on_the_demo(*desk, *join, "--kept", other)
    assert done.exit_code == 0, done.output
    assert "another joined to it" in on_the_demo(*desk, "show", other).stdout
    assert f"move {one} queued --reason '…'" in on_the_demo(*desk, "show", one).stdout


def test_what_a_household_had_removed_is_still_shown_by_its_number(
    on_the_demo: Samnaeu, waiting: str, tmp_path: Path
) -> None:
    async def erase() -> None:
        async with open_house(PlainSettings(data_dir=tmp_path / "data")) as house:
            chief = await house.officers.find("supervisor-12")
            assert chief
            person = (await house.queue.show(chief, waiting)).request.person_id
            await house.forgetting.erase(person, (await house.forgetting.plan(person)).told)

    in_own_loop(erase())
    desk = ("queue", "--officer", "supervisor-12")
    shown = on_the_demo(*desk, "show", waiting)
    assert shown.exit_code == 0, shown.output
    assert re.search(r"^answers +no longer kept$", shown.stdout, re.MULTILINE)
    assert re.search(r"^\S+ \S+  removed +household$", shown.stdout, re.MULTILINE)
    assert "--reason" not in shown.stdout
    assert "was removed, as it wished" in refusal(
        on_the_demo(*desk, "move", waiting, "queued", "--reason", "after all")
    )


def test_taking_out_of_turn_is_shown_with_the_reason_that_it_takes(on_the_demo: Samnaeu) -> None:
    desk = ("queue", "--officer", "officer-170404")
    first, *_, last = numbers(on_the_demo(*desk, "list").stdout, "queued")
    assert re.search(rf"^next +take {first}$", on_the_demo(*desk, "show", first).stdout, re.MULTILINE)
    shown = on_the_demo(*desk, "show", last).stdout
    assert re.search(rf"^next +take {last} --reason '…'$", shown, re.MULTILINE)


def test_a_request_is_passed_over_noted_and_handed_over(on_the_demo: Samnaeu, waiting: str) -> None:
    desk = ("queue", "--officer", "officer-120109")
    assert f"skip {waiting} --reason '…'" in on_the_demo(*desk, "show", waiting).stdout
    assert on_the_demo(*desk, "skip", waiting, "--reason", "I know them").exit_code == 0
    assert on_the_demo(*desk, "next").stdout.replace(" ", "") != f"{waiting}:assigned\n"
    assert on_the_demo(*desk, "next").stdout == "nobody waits here\n"
    assert on_the_demo(*desk, "note", waiting, "behind the pagoda").exit_code == 0
    assert "write something" in refusal(on_the_demo(*desk, "note", waiting, " "))
    assert "at most 2000" in refusal(on_the_demo(*desk, "note", waiting, "x" * 2001))

    on_the_demo(*desk, "take", waiting)
    assert f"hand-over {waiting} USERNAME" in on_the_demo(*desk, "show", waiting).stdout
    assert "of that commune" in refusal(on_the_demo(*desk, "hand-over", waiting, "officer-170404"))
    assert on_the_demo(*desk, "hand-over", waiting, "chief-120109").exit_code == 0
    shown = on_the_demo(*desk, "show", waiting).stdout
    assert re.search(r"^held by +chief-120109$", shown, re.MULTILINE)
    for told in ("passed over", "I know them", "behind the pagoda", "handed over", "to chief-120109"):
        assert told in shown


def test_what_cannot_be_is_refused_with_what_to_do(on_the_demo: Samnaeu, waiting: str) -> None:
    desk = ("queue", "--officer", "officer-120109")
    on_the_demo(*desk, "take", waiting)
    for officer in ("officer-120109", "chief-120109", "supervisor-12"):
        said = refusal(on_the_demo("queue", "--officer", officer, "take", waiting))
        assert said.startswith("an officer has this request already: `show` says who")
    move = ("move", waiting, "transferred", "--reason", "they live there", "--commune")
    assert "there is no commune 999999" in refusal(on_the_demo(*desk, *move, "999999"))
    assert "there is no commune 12" in refusal(on_the_demo(*desk, *move, "12"))
    assert "which other commune" in refusal(on_the_demo(*desk, *move, "120109"))


def test_who_works_no_queue_is_told_so(on_the_demo: Samnaeu) -> None:
    def said(officer: str) -> str:
        return refusal(on_the_demo("queue", "--officer", officer, "list"))

    assert said("nobody") == "there is no officer nobody: `samnaeu officers list` names them"
    assert said("admin").startswith("admin is administrator and sees no request: `samnaeu officers list`")
    on_the_demo("officers", "disable", "officer-120101")
    assert "`samnaeu officers enable officer-120101`" in said("officer-120101")


@pytest.mark.parametrize("reference", ["111 111 112", "12", "ទេ", "012345678"])
def test_a_number_that_is_none_does_not_exist(on_the_demo: Samnaeu, reference: str) -> None:
    shown = on_the_demo("queue", "--officer", "officer-120109", "show", reference)
    assert refusal(shown) == "there is no such request in your area"


def test_every_refusal_of_core_has_plain_words() -> None:
    facts = {f"{row.fact}_needed" for row in TABLE if row.fact}
    refused = {*codes(), *facts}
    assert len(refused) > len(facts)
    assert refused - set(refusals.WHY) == set()


def codes() -> Iterator[str]:
    """The codes that core refuses a step with."""
    for node in ast.walk(ast.parse(inspect.getsource(conditions))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("case.refuse", "case.ask_why"):
            yield ast.literal_eval(node.args[0])


def test_what_a_household_says_of_itself_at_the_interview_is_written_down_and_mended(
    on_the_demo: Samnaeu, waiting: str
) -> None:
    interview(on_the_demo, waiting)
    desk = ("queue", "--officer", "officer-120109")
    said = ("--reason", "they came today", "--head", "woman", "--shock", "flood")
    assert on_the_demo(*desk, "interviewed", waiting, *said).exit_code == 0
    mended = on_the_demo(*desk, "describe", waiting, "--shock", "loss_of_work")
    assert mended.exit_code == 0, mended.output
    shown = on_the_demo(*desk, "show", waiting).stdout
    assert re.search(r"^head +woman$", shown, re.MULTILINE)
    assert re.search(r"^shock +loss of work$", shown, re.MULTILINE)
    assert f"describe {waiting} --head … --shock …" in shown
