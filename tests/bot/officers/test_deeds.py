"""The buttons on a request: done through core as that officer, told as it is now, and nothing leaked."""

from __future__ import annotations

from itertools import product

import pytest
from sqlalchemy import select

from core.requests import references
from core.requests.facts import Facts
from core.requests.request import Interview, InterviewPlace, Outcome, Request
from core.requests.states import State
from core.roles import Role
from core.tables import audit_entries
from core.working_days import CAMBODIA
from tests.bot.officers.conftest import Chat, Hall, page
from tests.console.office import COMMUNE, ELSEWHERE

PLACE = "Tuol Svay Prey Ti Muoy"


async def present(hall: Hall, request: Request) -> Request:
    province = request.commune[:2]
    name = f"over{province}"
    boss = await hall.house.officers.find(name)
    boss = boss or await hall.office.employ(name, Role.SUPERVISOR, province)
    return (await hall.house.queue.show(boss, request.reference)).request


async def seen(chat: Chat, request: Request) -> None:
    """The request in the chat, as a button of the list shows it."""
    assert await chat.send(f"o.see.{request.reference}.{request.version}") == ""


async def test_a_request_is_told_by_its_reference_and_its_commune(hall: Hall) -> None:
    _, chat = await hall.employ("sok")
    request = await hall.office.file()
    await seen(chat, request)
    lines = chat.shows.text.splitlines()
    assert lines[0] == f"Request {references.show(request.reference)}"
    assert lines[2:] == ["Waiting for an officer"]
    assert chat.labels() == ["Take this request", "Open the officers' page", "The list"]
    urls = [button.url for row in chat.shows.rows for button in row if button.url]
    assert urls == [page(request.reference)]


async def test_take_makes_it_theirs_and_the_audit_says_by_telegram(hall: Hall) -> None:
    sok, chat = await hall.employ("sok")
    request = await hall.office.file()
    await seen(chat, request)
    assert await chat.touch("Take this request") == "It is yours now."
    assert "An officer has it" in chat.shows.text
    assert chat.labels()[:2] == ["Set the interview", "Hand back to the line"]
    assert (await present(hall, request)).holder == sok.id
    told = audit_entries.c
    query = select(told.channel, told.actor_id).where(
        told.subject_id == request.id, told.to_word == "assigned"
    )
    rows = (await hall.house.database.read(lambda connection: connection.execute(query))).all()
    assert [tuple(row) for row in rows] == [("telegram", sok.id)]


async def test_a_touch_that_telegram_repeats_is_done_once_and_not_called_a_change(hall: Hall) -> None:
    _, chat = await hall.employ("sok")
    request = await hall.office.file()
    await seen(chat, request)
    data = chat.data("Take this request")
    await chat.send(data)
    version = (await present(hall, request)).version
    assert await chat.send(data) == ""
    assert "An officer has it" in chat.shows.text
    assert (await present(hall, request)).version == version


async def test_who_comes_second_is_told_and_sees_how_it_stands(hall: Hall) -> None:
    _, chat = await hall.employ("sok")
    _, other = await hall.employ("dara")
    request = await hall.office.file()
    await seen(chat, request)
    await seen(other, request)
    await other.touch("Take this request")
    assert await chat.touch("Take this request") == (
        "This changed meanwhile, and nothing was done. See how it stands now."
    )
    assert "An officer has it" in chat.shows.text
    assert "Hand back to the line" not in chat.labels()


async def test_out_of_turn_is_taken_on_the_page_with_a_reason(hall: Hall) -> None:
    _, chat = await hall.employ("sok")
    await hall.office.file()
    hall.office.clock.advance(minutes=1)
    later = await hall.office.file()
    assert "write why on the officers' page" in await chat.send(f"o.take.{later.reference}.{later.version}")
    assert (await present(hall, later)).holder is None
    assert "Take this request" not in chat.labels()
    assert "Open the officers' page" in chat.labels()


async def test_an_interview_is_set_by_a_day_and_a_time(hall: Hall) -> None:
    _, chat = await hall.employ("sok")
    request = await hall.office.file()
    await seen(chat, request)
    await chat.touch("Take this request")
    await chat.touch("Set the interview")
    assert "On which day is the interview?" in chat.shows.text
    days = [label for label in chat.labels() if "Nov" in label or "Dec" in label]
    assert days[:2] == ["Thu 26 Nov", "Fri 27 Nov"]
    await chat.touch("Fri 27 Nov")
    assert "At what time, Friday 27 November?" in chat.shows.text
    assert await chat.touch("14:00") == "The interview is set."
    now = await present(hall, request)
    assert now.state is State.INTERVIEW_SCHEDULED
    assert now.interview is not None
    assert f"{now.interview.at.astimezone(CAMBODIA):%Y-%m-%d %H:%M}" == "2026-11-27 14:00"
    assert now.interview.place is InterviewPlace.OFFICE
    assert "Interview: 27 November at 14:00" in chat.shows.text
    assert "Set the interview" not in chat.labels()  # another day needs a reason, in writing


@pytest.mark.slow
async def test_every_day_that_is_offered_can_be_set(hall: Hall) -> None:
    """None of them is out of the ordinary, so that core takes each without another word."""
    sok, chat = await hall.employ("sok")
    request = await hall.office.file()
    hall.office.clock.advance(days=10)
    await hall.house.queue.take(sok, request.reference, channel="console")
    now = await present(hall, request)
    await chat.send(f"o.days.{now.reference}.{now.version}")
    offered = [button.data for row in chat.shows.rows for button in row if button.data.startswith("o.times")]
    assert offered
    for data in offered:
        now = await present(hall, request)
        day = data.rpartition(".")[2]
        came = await chat.send(f"o.set.{now.reference}.{now.version}.{day}0800")
        assert came == "The interview is set."
        await hall.house.queue.move(sok, request.reference, State.QUEUED, channel="console", reason="again")
        await hall.house.queue.take(sok, request.reference, channel="console")


@pytest.mark.slow
@pytest.mark.parametrize(
    "extra", ["", "2611271401", "2611280800", "2611220800", "2611230900", "9912310800", "abc", "261127"]
)
async def test_no_other_moment_is_set_than_those_that_are_offered(hall: Hall, extra: str) -> None:
    sok, chat = await hall.employ("sok")
    request = await hall.office.file()
    taken = await hall.house.queue.take(sok, request.reference, channel="console")
    data = f"o.set.{taken.reference}.{taken.version}" + (f".{extra}" if extra else "")
    assert await chat.send(data) == "That is done on the officers' page."
    assert (await present(hall, request)).interview is None


async def test_hand_back_asks_first_and_writes_the_reason_down(hall: Hall) -> None:
    sok, chat = await hall.employ("sok")
    request = await hall.office.file()
    taken = await hall.house.queue.take(sok, request.reference, channel="console")
    await seen(chat, taken)
    assert await chat.touch("Hand back to the line") == ""
    assert (await present(hall, request)).holder == sok.id
    assert await chat.touch("No, keep it") == ""
    await chat.touch("Hand back to the line")
    assert await chat.touch("I am ill or away.") == "It is in the line again, at its place."
    now = await present(hall, request)
    assert (now.state, now.holder) == (State.QUEUED, None)
    steps = (await hall.house.queue.show(sok, request.reference)).steps
    assert (steps[-1].reason, steps[-1].channel) == ("I am ill or away.", "telegram")


async def test_a_khmer_reason_is_written_down_without_break_marks(hall: Hall) -> None:
    sok, chat = await hall.employ("sok", language="km")
    request = await hall.office.file()
    taken = await hall.house.queue.take(sok, request.reference, channel="console")
    await chat.send(f"o.give.{taken.reference}.{taken.version}.busy")
    reason = (await hall.house.queue.show(sok, request.reference)).steps[-1].reason
    assert reason
    assert "\u200b" not in reason
    assert any("\u1780" <= sign <= "\u17ff" for sign in reason)


async def test_before_an_interview_is_given_up_it_is_said_that_the_household_hears_of_it(hall: Hall) -> None:
    sok, chat = await hall.employ("sok")
    request = await hall.office.file()
    await hall.house.queue.take(sok, request.reference, channel="console")
    day = hall.house.queue.interview_days(request)[0]
    now = await present(hall, request)
    await chat.send(f"o.set.{now.reference}.{now.version}.{day:%y%m%d}0900")
    await chat.touch("Hand back to the line")
    assert "The household will hear that its interview is off." in chat.shows.text


async def test_a_decision_is_left_to_the_page(hall: Hall) -> None:
    sok, _ = await hall.employ("sok")
    _, chief = await hall.employ("chief", Role.COMMUNE_CHIEF)
    request = await hall.office.file()
    await hall.house.queue.take(sok, request.reference, channel="console")
    at = hall.office.clock.now().replace(hour=3)
    facts = Facts(interview=Interview(at, InterviewPlace.OFFICE), any_day=True)
    await hall.house.queue.move(
        sok, request.reference, State.INTERVIEW_SCHEDULED, channel="console", facts=facts
    )
    hall.office.clock.advance(hours=4)
    await hall.house.queue.move(sok, request.reference, State.INTERVIEWED, channel="console")
    await seen(chief, await present(hall, request))
    assert "What comes next is done on the officers' page." in chief.shows.text
    assert chief.labels() == ["Open the officers' page", "The list"]
    for deed in ("decide", "close", "outcome"):
        forged = f"o.{deed}.{request.reference}.1.{Outcome.POOR_1.replace('_', '')}"
        assert await chief.send(forged) == "There is no such request in your area."
    assert (await present(hall, request)).outcome is None


DEEDS = ("see", "take", "days", "times", "set", "back", "give")
EXTRAS = (".away", ".261127", ".2611270900")


async def test_what_lies_elsewhere_is_answered_like_what_is_not_there(hall: Hall) -> None:
    _, chat = await hall.employ("sok")
    elsewhere = await hall.office.file(ELSEWHERE)
    unused = next(
        text for text in map(str, range(100_000_000, 100_000_100)) if references.parse(text) is not None
    )
    answers = set()
    for deed in DEEDS:
        for reference in (elsewhere.reference, unused, "123456789"):
            await chat.send(f"o.{deed}.{reference}.{elsewhere.version}")
            answers.add((chat.toast, chat.shows))
    for forged in ("o.", "o.take", "o.take.1.1", "o." + "x" * 60, "o.give.123456789.1.nonsense"):
        await chat.send(forged)
        answers.add((chat.toast, chat.shows))
    assert len(answers) == 1
    assert chat.toast == "There is no such request in your area."
    assert (await present(hall, elsewhere)).version == elsewhere.version


async def test_a_forged_button_does_nothing_that_its_officer_may_not(hall: Hall) -> None:
    sok, _ = await hall.employ("sok")
    request = await hall.office.file()
    taken = await hall.house.queue.take(sok, request.reference, channel="console")
    _, dara = await hall.employ("dara")
    _, boss = await hall.employ("head", Role.SUPERVISOR, "12")
    _, verifier = await hall.employ("veri", Role.VERIFIER)
    # each alone, and with more behind it those that look at that, and one that does not
    forged = [*product(DEEDS, [""]), *product(("take", "times", "set", "give"), EXTRAS)]
    for chat, (deed, extra) in product((dara, boss, verifier), forged):
        await chat.send(f"o.{deed}.{taken.reference}.{taken.version}{extra}")
    assert (await present(hall, request)).version == taken.version


async def test_a_request_that_was_lost_by_silence_is_said_to_be_lost(hall: Hall) -> None:
    sok, chat = await hall.employ("sok")
    request = await hall.office.file()
    taken = await hall.house.queue.take(sok, request.reference, channel="console")
    hall.office.clock.advance(days=20)
    assert "You have lost this request" in await chat.send(
        f"o.set.{taken.reference}.{taken.version}.{hall.house.queue.interview_days(taken)[0]:%y%m%d}0900"
    )


async def test_without_an_address_of_the_page_there_is_no_button_for_it(hall: Hall) -> None:
    _, chat = await hall.employ("sok")
    request = await hall.office.file(COMMUNE)
    hall.desk._page = lambda _: ""
    await seen(chat, request)
    assert chat.labels() == ["Take this request", "The list"]
