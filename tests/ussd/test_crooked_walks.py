"""However crookedly people walk, every screen fits, is in their language, and shows only their own."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from random import Random

import pytest

from app.house import House
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.crooked_walker import CrookedWalker
from tests.ussd.filed import requests_of, shown

WALKS = int(os.environ.get("CROOKED_WALKS", "2000"))
PARTS = 4
"""So that both cores of a machine have some of them."""
PHONES = 50
PRESSES = 8

pytestmark = pytest.mark.timeout(120 + WALKS // PARTS)


@pytest.mark.parametrize("part", range(PARTS))
async def test_every_screen_fits_in_the_language_of_the_moment_and_shows_only_ones_own(
    small_house: House, part: int
) -> None:
    door = patient(small_house).door(NoCounts())
    walkers = [
        CrookedWalker(Caller(door, f"+8551212{phone:04}"), Random(part * PHONES + phone))
        for phone in range(PHONES)
    ]
    await asyncio.gather(*(walker.file_for_two_families("12"[part % 2]) for walker in walkers[::3]))
    for _ in range(WALKS // PARTS // PHONES):
        await asyncio.gather(*(walker.walk(PRESSES) for walker in walkers))
    filed = []
    for walker in walkers:
        own = await requests_of(small_house, walker.caller.number)
        assert walker.references <= {shown(request) for request in own}
        filed += own
    # or the walks led nowhere
    assert {request.own for request in filed} == {True, False}
    assert {walker.language for walker in walkers} >= {"km", "en"}


def patient(house: House) -> House:
    """The same house, whose door has all the time that a busy machine takes."""
    return replace(house, settings=house.settings.model_copy(update={"ussd_reply_seconds": 100.0}))
