"""A house with texts to send, and a gateway that does as it is told without a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from app.house import House, open_house
from core.clock import FixedClock
from core.database_time import told_by
from tests.ussd.conftest import NewSettings
from ussd.sms.news import HouseholdTexts
from ussd.sms.outcome import Accepted, Outcome, SmsSender


class Told:
    """Gives the outcomes that a test wants, then accepts; `texts` is what it was handed."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.texts: list[tuple[str, str]] = []

    async def send(self, phone: str, text: str) -> Outcome:
        self.texts.append((phone, text))
        return self.outcomes.pop(0) if self.outcomes else Accepted(f"id-{len(self.texts)}")


Worker = Callable[[SmsSender], HouseholdTexts]


@pytest_asyncio.fixture
async def house(new_settings: NewSettings, clock: FixedClock) -> AsyncIterator[House]:
    """A house on SQLite that may spend ten parts a day."""
    async with new_settings("sqlite") as settings:
        few = settings.model_copy(update={"sms_day_parts": 10})
        async with open_house(few, clock, moment=told_by(clock)) as house:
            yield house


@pytest.fixture
def worker(house: House) -> Worker:
    """Makes workers on it."""

    def make(sender: SmsSender) -> HouseholdTexts:
        words, code = house.services.words, house.settings.ussd_service_code
        return HouseholdTexts(house.outbox, house.people, sender, house.sms_spending, words, code, lanes=3)

    return make
