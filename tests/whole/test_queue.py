"""A request is carried to its end in the terminal, and its household hears of each step on its next dial."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
import pytest_asyncio

from core.working_days import CAMBODIA, WorkingDays
from tests.whole.conftest import NewPhone
from tests.whole.desk import Desk
from tests.whole.robot import Home, Robot
from tests.whole.service import Service
from tests.whole.tongues import ENGLISH
from tests.whole.traces import written


@pytest.fixture
def officer(demo: Service) -> Desk:
    return Desk(demo, "officer-120109")


@pytest.fixture
def chief(demo: Service) -> Desk:
    return Desk(demo, "chief-120109")


@pytest.fixture
def stranger(demo: Service) -> Desk:
    """An officer of a commune far away."""
    return Desk(demo, "officer-170404")


@pytest_asyncio.fixture
async def household(demo: Service, new_phone: NewPhone) -> Robot:
    return Robot(new_phone(demo), ENGLISH, Home("120109"))


HELD_SOONER = ("--reason", "they came today")


@pytest_asyncio.fixture
async def reference(household: Robot) -> str:
    """The number of a request that waits."""
    return await household.file()


def soon() -> str:
    """A time of the next working day, as an officer types it."""
    return f"{WorkingDays.load().after(datetime.now(CAMBODIA).date(), 1)}T09:30"


async def hears(household: Robot, words: str) -> bool:
    return words in (await household.follow()).text


async def test_two_officers_carry_it_to_its_card(
    officer: Desk, chief: Desk, household: Robot, reference: str
) -> None:
    assert await hears(household, "your commune has it")
    await officer.takes(reference)
    assert await hears(household, "an officer is arranging your interview")
    await officer.does("interview", reference, "--at", soon())
    assert await hears(household, "9:30")
    await officer.does("interviewed", reference, *HELD_SOONER)
    assert await hears(household, "commune is deciding")
    await chief.does("decide", reference, "--outcome", "poor_1", "--reason", "as the criteria say")
    assert await hears(household, "there is a decision")
    await officer.does("move", reference, "card_pending")
    assert await hears(household, "your card is being made")
    await officer.does("move", reference, "card_ready")
    assert await hears(household, "Your card is ready")
    await officer.does("move", reference, "card_collected")
    await officer.does("move", reference, "closed")
    assert await hears(household, "is closed")

    told = await chief.does("show", reference)
    assert "as the criteria say" in told
    everything = "".join(officer.printed + chief.printed)
    assert [text for text in written(household.phone.phone) if text in everything] == []


async def test_it_is_closed_without_a_card_for_who_was_not_identified(
    officer: Desk, chief: Desk, household: Robot, reference: str
) -> None:
    await officer.takes(reference)
    await officer.does("interview", reference, "--at", soon(), "--place", "home")
    await officer.does("interviewed", reference, *HELD_SOONER)
    await chief.does("decide", reference, "--outcome", "not_identified", "--reason", "as the criteria say")
    assert "no card" in await officer.is_refused("move", reference, "card_pending")
    await officer.does("move", reference, "closed")
    assert await hears(household, "is closed")


async def test_who_alone_interviewed_never_decides(officer: Desk, chief: Desk, reference: str) -> None:
    await chief.takes(reference)
    await chief.does("interview", reference, "--at", soon())
    await chief.does("interviewed", reference, *HELD_SOONER)
    decision = ("decide", reference, "--outcome", "poor_2", "--reason", "as the criteria say")
    assert "somebody else must decide" in await chief.is_refused(*decision)
    assert "your role may not" in await officer.is_refused(*decision)


async def test_another_areas_request_does_not_exist(stranger: Desk, reference: str) -> None:
    nothing = "there is no such request in your area"
    assert await stranger.is_refused("show", reference) == nothing
    assert await stranger.is_refused("take", reference) == nothing
    assert await stranger.is_refused("move", reference, "transferred", "--commune", "170404") == nothing
    shown = f"{reference[:3]} {reference[3:6]} {reference[6:]}"
    assert shown not in await stranger.does("list")
    assert shown in await Desk(stranger.service, "supervisor-12").does("list")


async def test_a_wrong_step_is_refused_in_plain_words(officer: Desk, chief: Desk, reference: str) -> None:
    assert await officer.is_refused("move", reference, "card_ready") == (
        "from queued there is no step to card_ready: `show` lists what may be done next"
    )
    assert "--commune" in await officer.is_refused("move", reference, "transferred", "--reason", "moved")
    assert "--reason" in await officer.is_refused("move", reference, "transferred", "--commune", "120101")
    await officer.takes(reference)
    assert await chief.is_refused("interview", reference, "--at", soon()) == (
        "another officer holds this request"
    )
    assert "name one to come" in await officer.is_refused("interview", reference, "--at", "2020-01-01T09:30")
    assert "no such request" in await officer.is_refused("show", reference[::-1])


async def test_a_stranger_to_the_house_may_do_nothing(demo: Service, reference: str) -> None:
    assert "there is no officer nobody" in await Desk(demo, "nobody").is_refused("list")


async def test_a_withdrawn_request_leaves_the_queue(officer: Desk, household: Robot, reference: str) -> None:
    shown = f"{reference[:3]} {reference[3:6]} {reference[6:]}"
    assert shown in await officer.does("list")
    await household.withdraw()
    assert shown not in await officer.does("list")
    assert shown in await officer.does("list", "--state", "withdrawn")
    assert "no step" in await officer.is_refused("take", reference)


async def test_officers_work_on_the_same_database_while_households_dial(
    demo: Service, new_phone: NewPhone, officer: Desk
) -> None:
    crowd = [Robot(new_phone(demo), ENGLISH, Home("120109")) for _ in range(12)]
    first = [await robot.file() for robot in crowd[:4]]

    async def take_all() -> list[str]:
        return [await officer.takes(reference) for reference in first]

    *filed, taken = await asyncio.gather(*(robot.file() for robot in crowd[4:]), take_all())
    assert len({*first, *filed}) == len(crowd)
    assert [line.split(":")[1].strip() for line in taken] == ["assigned"] * len(first)
    assert all([await hears(robot, "arranging") for robot in crowd[:4]])
