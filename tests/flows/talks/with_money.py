"""A home with a card, money that waits and a PIN, for tests that are no talks."""

from __future__ import annotations

from app.house import House
from core.clock import FixedClock
from tests.flows.talks import in_the_registry  # noqa: F401  it tells these sentences
from tests.flows.talks.homes import Homes
from tests.flows.talks.registers import OnTables
from tests.flows.talks.sentences import happen
from tests.flows.talks.world import World

TOLD = (
    "Their home has a card, valid until 30 June 2028.",
    "Their home is enrolled in the programme Family Package.",
    "61,500 riel of the programme Family Package came on 20 November 2026, "
    "and wait at Wing until 20 December 2026.",
    "They have a PIN.",
)


async def with_money(house: House, number: str) -> World:
    """The home of whoever has this number; the registry knows it by now."""
    assert isinstance(house.clock, FixedClock)
    world = World(house, house.clock, "en", Homes(OnTables(house), number), number)
    for sentence in TOLD:
        await happen(world, sentence)
    return world
