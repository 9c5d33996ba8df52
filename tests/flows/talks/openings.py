"""What talks begin with, told once a house and language: a talk that begins as another did finds its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from core.tables import switch_changes
from tests.flows.talks.bare_tables import BareTables, Rows
from tests.flows.talks.homes import Homes
from tests.flows.talks.sentences import happen
from tests.flows.talks.world import World

_SWITCHES = switch_changes.name
Key: TypeAlias = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True)
class _Found:
    """A world after these sentences: all that they change."""

    rows: Rows
    moment: datetime
    drawn: int
    homes: Homes
    network: str


class Openings:
    """For houses on SQLite that ask no registry elsewhere."""

    def __init__(self) -> None:
        self._found: dict[Key, _Found] = {}

    async def tell(self, world: World, sentences: Sequence[str]) -> None:
        """To a world in which nothing happened yet."""
        told = await self._told_before(world, sentences)
        for end in range(told + 1, len(sentences) + 1):
            await happen(world, sentences[end - 1])
            self._keep(world, sentences[:end])

    async def _told_before(self, world: World, sentences: Sequence[str]) -> int:
        """How many of them, from the first on; by now they have happened."""
        for end in range(len(sentences), 0, -1):
            if found := self._found.get(_key(world, sentences[:end])):
                await _happened(world, found)
                return end
        return 0

    def _keep(self, world: World, sentences: Sequence[str]) -> None:
        if world.patched:
            return
        rows = BareTables.of(world.house).taken()
        moment, drawn = world.clock.now(), world.references.drawn
        found = _Found(rows, moment, drawn, world.homes.copied(), world.network)
        self._found[_key(world, sentences)] = found


async def _happened(world: World, found: _Found) -> None:
    BareTables.of(world.house).put(found.rows)
    world.clock.advance((found.moment - world.clock.now()).total_seconds())
    world.references.drawn = found.drawn
    world.homes, world.network = found.homes.copied(), found.network
    if _SWITCHES in found.rows:  # the one thing that the service keeps in mind
        await world.house.switches.fresh()


def _key(world: World, sentences: Sequence[str]) -> Key:
    return world.house.settings.storage_url(), world.language, tuple(sentences)
