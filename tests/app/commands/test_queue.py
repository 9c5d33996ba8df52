"""`samnaeu queue`: what is shown, at 80 columns, and what is refused.."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from app.commands import refusals
from core.requests import conditions
from core.requests.transitions import TABLE
from core.working_days import CAMBODIA, WorkingDays
from tests.app.commands.conftest import Samnaeu, refusal

NUMBER = re.compile(r"^(\d{3}) (\d{3}) (\d{3})  (\w+)", re.MULTILINE)


def numbers(listed: str, state: str) -> list[str]:
    """The numbers of the requests in this state, in the order of the list."""
    return ["".join(row[:3]) for row in NUMBER.findall(listed) if row[3] == state]


@pytest.fixture
def waiting(on_the_demo: Samnaeu) -> str:
    """The number of a request that nobody has."""
    return numbers(on_the_demo("queue", "--officer", "officer-120109", "list").stdout, "queued")[0]


def test_an_officer_sees_the_requests_of_their_area_and_a_supervisor_all_of_theirs(
    on_the_demo: Samnaeu,
) -> None:
    communes = {}
    for officer in ("officer-120109", "chief-170404", "supervisor-12"):
        listed = on_the_demo("queue", "--officer", officer, "list").stdout
        communes[officer] = re.findall(r"  (\d{6}) ", listed)
    assert communes == {
        "officer-120109": ["120109"] * 2,
        "chief-170404": ["170404"] * 2,
        # who is old and lives alone comes first, a home with an infant next
        "supervisor-12": ["120101", "120109", "120109", "120101"],
    }


def test_everything_fits_80_columns(on_the_demo: Samnaeu, waiting: str) -> None:
    for command in (("list",), ("show", waiting)):
        shown = on_the_demo("queue", "--officer", "supervisor-12", *command).stdout
        assert max(map(len, shown.splitlines())) <= 80
    on_the_demo("queue", "--officer", "officer-120109", "take", waiting)
    day = WorkingDays.load().after(datetime.now(CAMBODIA).date(), 2)
    on_the_demo("queue", "--officer", "officer-120109", "interview", waiting, "--at", f"{day}T09:30")
    rows = on_the_demo("queue", "--officer", "supervisor-12", "list").stdout.splitlines()
    assert all(NUMBER.match(row) for row in rows[1:])  # no row is folded
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
    assert on_the_demo("queue", "--officer", "officer-120109", "next").stdout == "nobody waits here\n"


def test_who_takes_another_before_their_turn_says_why(on_the_demo: Samnaeu) -> None:
    listed = on_the_demo("queue", "--officer", "officer-170404", "list").stdout
    first, last = numbers(listed, "queued")
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
    assert refusal(on_the_demo(*take, "--for", "nobody")) == "there is no officer nobody"
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
