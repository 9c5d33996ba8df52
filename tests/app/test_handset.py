"""The robot phone posts what the gateway posts, and trusts no reply."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from app.handset import BadReply, Handset, NotOnCall, Screen
from core.clock import FixedClock
from tests.app.fake_callback import DONE_KM, MENU_EN, MENU_KM, WELCOME, FakeService

pytestmark = pytest.mark.asyncio(loop_scope="session")

CLOCK = FixedClock(datetime(2026, 11, 21, 8, 30, tzinfo=UTC))


@pytest_asyncio.fixture(loop_scope="session")
async def handset(base_url: str) -> AsyncIterator[Handset]:
    async with Handset(base_url, "+85512000101", "*1200#", "45606", clock=CLOCK) as phone:
        yield phone


async def test_a_call_grows_its_text_and_ends_with_an_event(handset: Handset, service: FakeService) -> None:
    assert await handset.dial() == Screen(WELCOME[4:], more=True)
    assert (await handset.press("1")).text == MENU_KM[4:]
    await handset.press("1")
    CLOCK.advance(seconds=90)
    assert await handset.press("1") == Screen(DONE_KM[4:], more=False)
    with pytest.raises(NotOnCall):
        await handset.press("1")
    assert service.texts == ["", "1", "1*1", "1*1*1"]
    assert {post["sessionId"] for post in service.posts} == {handset.session_id}
    assert set(service.posts[0]) == {"sessionId", "phoneNumber", "networkCode", "serviceCode", "text"}
    assert service.events == [
        {
            "date": "2026-11-21 08:31:30",
            "sessionId": handset.session_id,
            "serviceCode": "*1200#",
            "networkCode": "45606",
            "phoneNumber": "+85512000101",
            "status": "Success",
            "cost": "USD 0.00",
            "durationInMillis": "90000",
            "hopsCount": "4",
            "input": "1*1*1",
            "lastAppResponse": DONE_KM,
        }
    ]


async def test_a_deep_dial_is_the_first_text(handset: Handset, service: FakeService) -> None:
    await handset.dial("120109")
    await handset.press("1")
    assert service.texts == ["120109", "120109*1"]


async def test_each_call_is_a_session_of_its_own(handset: Handset, service: FakeService) -> None:
    await handset.dial()
    first = handset.session_id
    await handset.hang_up()
    assert service.events[0]["status"] == "Incomplete"
    await handset.dial()
    assert handset.session_id != first


async def test_an_old_transcript_can_be_posted_again(handset: Handset, service: FakeService) -> None:
    await handset.dial()
    await handset.press("2")
    assert await handset.post("") == WELCOME
    assert (await handset.repeat()).text == MENU_EN[4:]
    assert service.texts == ["", "2", "", "2"]


async def test_a_reply_without_its_prefix_fails_the_call(handset: Handset, service: FakeService) -> None:
    await handset.dial()
    await handset.press("2")
    with pytest.raises(BadReply, match="neither CON nor END"):
        await handset.press("8")
    with pytest.raises(NotOnCall):
        await handset.press("1")
    assert service.events[0]["status"] == "Failed"
    assert "neither" in service.events[0]["errorMessage"]


async def test_a_server_that_fails_fails_the_call(handset: Handset, service: FakeService) -> None:
    service.broken = True
    with pytest.raises(BadReply, match="HTTP 500"):
        await handset.dial()


async def test_keys_need_a_call(handset: Handset) -> None:
    with pytest.raises(NotOnCall):
        await handset.press("1")
    await handset.dial()
    with pytest.raises(NotOnCall):
        await handset.dial()


async def test_a_phone_put_away_hangs_up(base_url: str, service: FakeService) -> None:
    async with Handset(base_url, "+85512000101", "*1200#") as phone:
        await phone.dial()
    assert [event["status"] for event in service.events] == ["Incomplete"]


async def test_events_can_be_lost_altogether(base_url: str, service: FakeService) -> None:
    async with Handset(base_url, "+85512000101", "*1200#", events=False) as phone:
        await phone.dial()
        await phone.hang_up()
    assert service.events == []
