"""All talks, and each played once in each way: who asks again gets what was found."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvloop

from app.dci_server.holdings import Holdings
from app.house import House
from flows.library import FOLDER
from tests.flows.talks import (
    at_home,
    at_the_office,
    at_the_operator,
    in_the_registry,
)  # they tell their sentences
from tests.flows.talks.at_once import statements_at_once
from tests.flows.talks.on_the_door import DoorPhone
from tests.flows.talks.on_the_engine import EnginePhone
from tests.flows.talks.openings import Openings
from tests.flows.talks.passing import Passed, noted
from tests.flows.talks.playing import Played, play
from tests.flows.talks.sentences import is_told_by
from tests.flows.talks.talk import Happening, Talk, read
from tests.flows.talks.world import new_house, new_world

TALKS = FOLDER.with_name("talks")
TOLD = (at_home, at_the_office, at_the_operator, in_the_registry)


def all_talks() -> list[Talk]:
    """Every talk of the service."""
    return [read(path) for path in sorted(TALKS.glob("*/*.txt"))]


def asks_the_registry(talk: Talk) -> bool:
    """Whether the talk tells something of a registry."""
    told = (line.sentence for line in talk.lines if isinstance(line, Happening))
    return any(is_told_by(sentence, in_the_registry) for sentence in told)


@dataclass
class Stage:
    """Plays talks, each in a world of its own. `passed`: what a talk went through on the door.

    `houses`: by whether days are promised. `over_dci`: one whose registry is a server, and what that holds.
    """

    runner: asyncio.Runner
    houses: Mapping[bool, House]
    over_dci: tuple[House, Holdings]
    passed: dict[str, Passed] = field(default_factory=dict)
    _openings: Openings = field(default_factory=Openings)
    _shown: dict[str, Mapping[str, Played]] = field(default_factory=dict)

    def on_the_door(self, talk: Talk) -> Mapping[str, Played]:
        """By language; whoever asks again gets what was shown."""
        if talk.name not in self._shown:
            run = self.runner.run
            with noted(self.passed.setdefault(talk.name, Passed())):
                self._shown[talk.name] = {each: run(self._on_the_door(talk, each)) for each in talk.languages}
        return self._shown[talk.name]

    def on_the_door_over_dci(self, talk: Talk) -> Mapping[str, Played]:
        """The same, the registry asked over HTTP."""
        return {language: self.runner.run(self._over_dci(talk, language)) for language in talk.languages}

    def on_the_engine(self, talk: Talk) -> Mapping[str, Played]:
        """The same without a door."""
        return {language: self.runner.run(self._on_the_engine(talk, language)) for language in talk.languages}

    async def _on_the_door(self, talk: Talk, language: str) -> Played:
        async with new_world(self._house(talk), language) as world:
            return await play(talk, world, DoorPhone(world), self._openings.tell)

    async def _over_dci(self, talk: Talk, language: str) -> Played:
        house, holdings = self.over_dci
        async with new_world(house, language, holdings) as world:
            return await play(talk, world, DoorPhone(world))

    async def _on_the_engine(self, talk: Talk, language: str) -> Played:
        async with new_world(self._house(talk), language) as world:
            return await play(talk, world, EnginePhone(world), self._openings.tell)

    def _house(self, talk: Talk) -> House:
        """Whether days are promised is a setting, and so stands before all else happens."""
        return self.houses[Happening(at_home.NO_PROMISES) not in talk.lines]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Stage]:
    """Where this module's talks are played, in one loop."""

    async def opened(*, promises: bool, holdings: Holdings | None = None) -> House:
        folder = tmp_path_factory.mktemp("talks")
        opening = new_house(folder, sqlite_template, promises=promises, holdings=holdings)
        return await doors.enter_async_context(opening)

    with statements_at_once(), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        doors = AsyncExitStack()
        houses = {promises: runner.run(opened(promises=promises)) for promises in (True, False)}
        holdings = Holdings()
        over_dci = runner.run(opened(promises=True, holdings=holdings))
        yield Stage(runner, houses, (over_dci, holdings))
        runner.run(doors.aclose())
