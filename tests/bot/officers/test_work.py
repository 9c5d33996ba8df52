"""/work: numbers, what is late, and a button for each that one holds; never who a household is."""

from __future__ import annotations

import pytest

from core import line
from core.requests import references
from core.roles import Role
from tests.bot.officers.conftest import Hall
from tests.console.office import ELSEWHERE, OTHER_COMMUNE
from tests.core.listed import listed


async def test_it_counts_what_is_open_in_the_officers_area_alone(hall: Hall) -> None:
    _, chat = await hall.employ("sok")
    for commune in ("120109", "120109", OTHER_COMMUNE, ELSEWHERE):
        await hall.office.file(commune)
    await chat.command("work")
    assert chat.shows.text.splitlines() == [
        "Requests of your area, Monday 23 November",
        "Waiting for an officer: 2",
    ]
    assert chat.labels() == ["Take the next request"]


async def test_it_tells_what_is_late_and_shows_what_one_holds(hall: Hall) -> None:
    sok, chat = await hall.employ("sok")
    request = await hall.office.file()
    await hall.house.queue.take(sok, request.reference, channel="console")
    hall.office.clock.advance(days=3)
    await chat.command("work")
    assert "With you: 1" in chat.shows.text
    label = f"{references.show(request.reference)}: An officer has it"
    assert chat.labels() == [label]
    assert await chat.touch(label) == ""
    assert chat.shows.text.splitlines()[0] == f"Request {references.show(request.reference)}"


async def test_it_says_when_nothing_is_open(hall: Hall) -> None:
    _, chat = await hall.employ("sok")
    await chat.command("work")
    assert "No request is open there." in chat.shows.text
    assert chat.labels() == []


async def test_who_holds_many_sees_ten_and_how_many_more(hall: Hall) -> None:
    sok, chat = await hall.employ("sok")
    for _ in range(12):
        request = await hall.office.file()
        await hall.house.queue.take(sok, request.reference, channel="console", reason="all of one village")
    await chat.command("work")
    assert len(chat.labels()) == 10
    assert "2 more of yours" in chat.shows.text


async def test_a_supervisor_counts_the_whole_district_and_takes_none(hall: Hall) -> None:
    _, chat = await hall.employ("boss", Role.SUPERVISOR, "1201")
    await hall.office.file()
    await hall.office.file(OTHER_COMMUNE)
    await chat.command("work")
    assert "Waiting for an officer: 2" in chat.shows.text
    assert chat.labels() == []


async def test_take_next_takes_one_however_often_its_button_is_touched(hall: Hall) -> None:
    sok, chat = await hall.employ("sok")
    first = await hall.office.file()
    hall.office.clock.advance(minutes=1)
    await hall.office.file()
    await chat.command("work")
    data = chat.data("Take the next request")
    assert await chat.send(data) == "It is yours now."
    assert references.show(first.reference) in chat.shows.text
    assert await chat.send(data) == ""  # Telegram repeats what it had no answer to
    assert references.show(first.reference) in chat.shows.text
    mine = await listed(hall.house.queue, sok)
    assert sum(each.holder == sok.id for each in mine) == 1


async def test_take_next_takes_nothing_where_one_came_to_them_otherwise(hall: Hall) -> None:
    sok, chat = await hall.employ("sok")
    first = await hall.office.file()
    hall.office.clock.advance(minutes=1)
    await hall.office.file()
    await chat.command("work")
    data = chat.data("Take the next request")
    await hall.house.queue.take(sok, first.reference, channel="console")
    assert "nothing was done" in await chat.send(data)
    assert "With you: 1" in chat.shows.text


async def test_where_nobody_counts_further_there_may_be_more(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "COUNTED_TO", 2)
    _, chat = await hall.employ("sok")
    for _ in range(3):
        await hall.office.file()
    await chat.command("work")
    assert "Waiting for an officer: 2+" in chat.shows.text


async def test_take_next_says_when_nobody_waits(hall: Hall) -> None:
    _, chat = await hall.employ("sok")
    assert await chat.send("o.next.0") == "Nobody waits for you to take their request."
