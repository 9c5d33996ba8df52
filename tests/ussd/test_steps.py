"""Every reply names its step, and nothing of whose call it is; calls are counted by it, without people."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.house import House
from core.tables import step_counts
from flows.library import load_scripts
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.conftest import SECRETS
from tests.ussd.filed import FILING
from tests.ussd.gateway import Gateway, rows, service
from ussd.africastalking import HOP

STEP = re.compile(r"[a-z_]+/[a-z_]+")


@pytest.fixture
async def gateway(small_house: House) -> AsyncIterator[Gateway]:
    async with service(small_house, SECRETS[0]) as gateway:
        yield gateway


async def counted(house: House) -> dict[tuple[str, str, str, str], int]:
    """How often by what, step, language and network, after what was counted has been written."""
    await house.step_tally.flush()

    async def work(connection: AsyncConnection) -> dict[tuple[str, str, str, str], int]:
        found = (await connection.execute(select(step_counts))).all()
        return {(what, step, language, network): times for _, what, step, language, network, times in found}

    return await house.database.read(work)


async def steps(caller: Caller, *keys: str) -> list[str]:
    await caller.dial()
    await caller.press(*keys)
    return [reply.step for _, reply in caller.replies]


def test_every_step_has_a_name_that_a_gateway_takes() -> None:
    spots = [f"{script.flow}/{name}" for script in load_scripts().scripts.values() for name in script.steps]
    assert [spot for spot in spots if not STEP.fullmatch(spot) or len(spot) > 99] == []


async def test_a_reply_names_its_step_over_http(gateway: Gateway) -> None:
    said = [await gateway.turn(text=text) for text in ("", "2", "2*1", "2*1*9")]
    assert [answer.headers[HOP] for answer in said] == [
        "welcome/language",
        "menu/main",
        "place/code",
        "place/code",
    ]


async def test_two_households_with_other_answers_are_told_the_same_steps(small_house: House) -> None:
    door = small_house.door(NoCounts())
    there = await steps(Caller(door, "+85512345671"), "2", "1", "120109", "1", "1", "5", "13", "1")
    here = await steps(Caller(door, "+85512345672"), "2", "1", "170404", "1", "1", "9", "24", "1")
    assert there == here
    assert all(STEP.fullmatch(step) for step in there)


async def test_a_turn_that_comes_again_names_the_step_of_the_first_time(
    house: House, neighbour: House
) -> None:
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING)
    caller.door = neighbour.door(NoCounts())
    for tokens, reply in caller.replies[-4:]:
        again = await caller.post(tokens)
        assert (again.text, again.step, again.outcome) == (reply.text, reply.step, "repeated")


async def test_what_is_no_turn_of_the_call_names_no_step(gateway: Gateway) -> None:
    await gateway.turn()
    await gateway.turn(text="2")
    for answer in (
        await gateway.turn(text="2", phoneNumber="+85512345679"),
        await gateway.turn(text="3"),
        await gateway.turn(text="2" + "*1" * 40),
        await gateway.turn(phoneNumber="anonymous"),
        await gateway.turn(serviceCode="no code"),
    ):
        assert answer.headers[HOP] == "none"


async def test_whoever_does_not_know_the_secret_is_told_nothing(gateway: Gateway) -> None:
    gateway.secret = "another"
    assert HOP not in (await gateway.turn()).headers


async def test_a_call_is_counted_by_step_language_and_network(small_house: House) -> None:
    caller = Caller(small_house.door(NoCounts()), network="45606")
    await caller.dial()
    await caller.press("2", "1", "x", "120109")
    assert await counted(small_house) == {
        ("reached", "welcome/language", "km", "smart"): 1,
        ("reached", "menu/main", "en", "smart"): 1,
        ("reached", "place/code", "en", "smart"): 1,
        ("again", "place/code", "en", "smart"): 1,
        ("reached", "request/consent", "en", "smart"): 1,
    }


async def test_a_network_that_nobody_knows_is_another(small_house: House) -> None:
    door = small_house.door(NoCounts())
    for number in range(3):
        await Caller(door, f"+8551234567{number}", network=f"4569{number}").dial()
    assert await counted(small_house) == {("reached", "welcome/language", "km", "other"): 3}


async def test_what_comes_again_or_is_refused_is_not_counted(small_house: House) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    before = await counted(small_house)
    await caller.post(())
    await Caller(caller.door, "+85512345679", session=caller.session).post(())
    assert await counted(small_house) == before


async def test_an_early_end_is_counted_once_where_the_call_stood(
    gateway: Gateway, small_house: House
) -> None:
    await gateway.event(status="Incomplete", hopsMetadata="menu/main")  # before its session: nothing is known
    await gateway.turn()
    await gateway.turn(text="2")
    await gateway.turn(text="2*1")
    kept = await rows(small_house)
    for _ in range(3):
        await gateway.event(status="Incomplete", hopsMetadata="welcome/language|made/up", networkCode="45608")
    left = {key: count for key, count in (await counted(small_house)).items() if key[0] == "left"}
    assert left == {("left", "place/code", "en", "metfone"): 1}
    assert {name: n for name, n in (await rows(small_house)).items() if name != "step_counts"} == kept
    assert (await gateway.turn(text="2*1*120109")).headers[HOP] == "request/consent"


async def test_a_call_that_came_to_its_last_screen_was_not_left(gateway: Gateway, small_house: House) -> None:
    for end in range(len(FILING) + 1):
        await gateway.turn(text="*".join(FILING[:end]))
    for status in ("Success", "Incomplete", "Failed"):
        await gateway.event(status=status)
    assert "left" not in {what for what, *_ in await counted(small_house)}
