"""Two workers on one outbox, each with its own gateway's line, and everything that may befall a text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.house import House, open_house
from app.settings import Settings
from app.texts import household_texts
from core.carriers import Carrier
from core.clock import FixedClock
from core.outbox import Status
from tests.conftest import DATABASES, FreshUrl
from tests.plain_settings import PlainSettings
from tests.servers.sms_api.gateway import API_KEY, USERNAME, SmsGateway, serve
from tests.servers.sms_api.mishaps import Mishap
from tests.servers.sms_api.post import texts_wait
from tests.servers.sms_api.reckoning import reckoned
from ussd.sms.africastalking import AfricasTalking
from ussd.sms.news import LOST, HouseholdTexts
from ussd.sms.posting import Bounds, Messaging

TEXTS = 2 * len(Mishap)
"""Each befalls two of them, and each worker may meet it."""


@asynccontextmanager
async def worker(url: str, settings: Settings, clock: FixedClock) -> AsyncIterator[HouseholdTexts]:
    """One as another process would have it: nothing shared but the database."""
    bounds = Bounds(connect=3, silence=0.6, answer=0.7)
    async with open_house(settings, clock) as house:
        sender = AfricasTalking(Messaging(USERNAME, API_KEY, url, bounds))
        yield household_texts(house, sender)
        sender.close()


async def die_with_some(house: House) -> None:
    """A worker that takes a few in hand and is not heard of any more."""
    await house.outbox.take(Carrier.SMS, 3)


@pytest.mark.parametrize("kind", DATABASES)
async def test_each_text_ends_and_none_is_repeated_that_may_have_gone(
    kind: str, fresh_url: FreshUrl, clock: FixedClock, tmp_path: Path
) -> None:
    everything = list(Mishap)
    gateway = SmsGateway(lambda number: everything[number % len(everything)], late=1.0)
    async with fresh_url(kind) as database, serve(gateway) as url:
        settings = PlainSettings.model_validate({"data_dir": tmp_path, "database_url": database})
        async with (
            open_house(settings, clock) as house,
            worker(url, settings, clock) as one,
            worker(url, settings, clock) as other,
        ):
            phones = await texts_wait(house, TEXTS)
            await die_with_some(house)
            await asyncio.gather(one.send(), other.send())
            while (counts := await house.outbox.counts())[Status.PENDING] + counts[Status.SENDING]:
                clock.advance(LOST.total_seconds())
                await asyncio.gather(one.send(), other.send())
            ends = await reckoned(house, gateway, phones)
    assert ends.total() == TEXTS
    assert set(ends) == {Status.SENT, Status.FAILED, Status.MAYBE_SENT}
