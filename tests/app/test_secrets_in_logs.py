"""A PIN, a code and digits of a card stand in no log, also where a fault of ours met them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import logs
from core.disclosure import Disclosure
from tests.flows.talks.homes import SECRETS
from tests.flows.talks.with_money import with_money
from tests.flows.talks.world import PHONE, new_house
from tests.plain_logs import logs_as_before
from tests.ussd.caller import Caller, NoCounts

CARD, PIN = SECRETS["the end of their card"], SECRETS["the PIN"]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything logged during a test, as `serve` logs it."""
    stream = io.StringIO()
    with logs_as_before():
        logs.configure("debug", secrets=[], stream=stream)
        yield stream


async def test_a_walk_that_breaks_at_the_pin_tells_no_secret(
    written: io.StringIO, tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Disclosure.look

    async def breaks(self: Disclosure, *given: object, **named: object) -> object:
        if PIN in given:
            raise ValueError(f"no good: {given}")
        return await real(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Disclosure, "look", breaks)
    async with new_house(tmp_path, sqlite_template, promises=True) as house:
        await with_money(house, PHONE)
        caller = Caller(house.door(NoCounts()), PHONE)
        await caller.dial()
        await caller.press("3", CARD, "1", PIN)
    assert caller.replies[-1][1].outcome == "failed"
    logged = written.getvalue()
    assert "ussd.turn_failed" in logged
    assert not re.search(rf"(?<!\d)({CARD}|{PIN})(?!\d)", logged)
