"""The process may end at any moment, as by `kill -9`: what a phone was told stands, and is gone on with."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from app.handset import Handset
from core.requests import references
from tests.conftest import FreshUrl
from tests.whole.conftest import NewPhone
from tests.whole.desk import Desk
from tests.whole.robot import Home, Page, Robot
from tests.whole.service import CALLBACK, Service, turn_of
from tests.whole.tongues import ENGLISH, KHMER

HOME = Home("120109")
QUESTIONS = ("place", "consent", "contact", "people", "care")
STEPS = ("language", "ask", *QUESTIONS, "send")


@pytest.mark.parametrize("steps", range(1, len(STEPS) + 1), ids=STEPS)
async def test_after_a_step_a_request_is_gone_on_with_and_nothing_answered_is_lost(
    demo: Service, new_phone: NewPhone, steps: int
) -> None:
    await cut_off(demo, Robot(new_phone(demo), (ENGLISH, KHMER)[steps % 2], HOME), steps)


async def cut_off(service: Service, robot: Robot, steps: int) -> None:
    """Kill the service when a phone has gone so many steps; go on, if it was not sent yet."""
    page = await robot.dial()
    for _ in range(steps):
        page = await robot.one_step(page)
    service.restart()

    before = robot.told
    assert tuple(before) == STEPS[:steps]
    reference = await gone_on_with(robot, before) if page.more else page.reference
    await stands(service, robot, reference, {*before, *robot.told})


async def gone_on_with(robot: Robot, before: list[str]) -> str:
    """Redial and file it; what was answered before is not asked again, but for the last question."""
    page = await robot.dial()
    if robot.wanted(page).name == "letters":
        page = await robot.one_step(page)
    assert (robot.wanted(page).name == "go on") == ("place" in before), page.text
    reference = await robot.file(page)
    answered = [name for name in before if name in QUESTIONS]
    assert set(answered) & set(robot.told) <= set(answered[-1:])
    return reference


async def stands(service: Service, robot: Robot, reference: str, told: Collection[str]) -> None:
    """The request stands in the queue as it was told; its household follows it and was sent its number."""
    read = await Desk(service, "officer-120109").reads(reference)
    assert read["commune"].startswith(str(HOME.commune))
    assert read["contact"] == "call and text"
    assert read["people"] == ("5" if "people" in told else "not asked")
    assert read["care"] == ("disability, infant" if "care" in told else "not asked")
    assert (await robot.follow()).reference == reference
    assert await received(service, robot.phone, reference) == 1


async def received(service: Service, phone: Handset, reference: str) -> int:
    """How many messages on this phone tell the request's number."""
    messages = await service.get("/simulator/inbox?" + urlencode({"phone": phone.phone}))
    return messages.count(references.show(reference))


@pytest.mark.parametrize("arrived", [False, True], ids=["before it arrived", "when its reply was on the way"])
@pytest.mark.parametrize("redials", [False, True], ids=["the gateway repeats it", "the household redials"])
async def test_a_lost_reply_to_sending_files_one_request(
    demo: Service, new_phone: NewPhone, arrived: bool, redials: bool
) -> None:
    phone = new_phone(demo)
    robot = Robot(phone, KHMER, HOME)
    before = await demo.requests()
    page = await robot.dial()
    while robot.wanted(page).name != "send":
        page = await robot.one_step(page)
    turn = turn_of(phone, page.key_of(KHMER.send))
    await post_and_never_read(demo, turn, arrived)
    demo.restart()

    reference = await robot.file() if redials else Page(await demo.turn(turn), more=False).reference
    assert await demo.requests() == before + 1
    await stands(demo, robot, reference, STEPS)


async def post_and_never_read(service: Service, turn: dict[str, str], arrived: bool) -> None:
    """Post a turn on a line that breaks: at once, or when the first of its reply has come."""
    body = urlencode(turn)
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(
        f"POST {CALLBACK} HTTP/1.1\r\nHost: samnaeu\r\nContent-Length: {len(body)}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}".encode()
    )
    await writer.drain()
    if arrived:
        await reader.readexactly(1)
    writer.close()


async def test_with_postgresql_and_redis_nothing_is_lost_either(
    new_phone: NewPhone, tmp_path: Path, fresh_url: FreshUrl, redis_url: str
) -> None:
    async with fresh_url("postgresql") as database_url:
        stores = {"SAMNAEU_DATABASE_URL": database_url, "SAMNAEU_REDIS_URL": redis_url}
        with Service(tmp_path, stores) as service:
            service.start()
            robot = Robot(new_phone(service), KHMER, HOME)
            await cut_off(service, robot, steps=6)
            await cut_off(service, Robot(new_phone(service), ENGLISH, HOME), steps=len(STEPS))
