"""All talks, and each played once in each way: who asks again gets what was found."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pytest
import uvloop

from app.house import House
from flows.library import FOLDER
from tests.flows.talks import at_home, at_the_office  # they tell their sentences
from tests.flows.talks.at_once import statements_at_once
from tests.flows.talks.on_the_door import DoorPhone
from tests.flows.talks.on_the_engine import EnginePhone
from tests.flows.talks.playing import Played, play
from tests.flows.talks.talk import Happening, Talk, read
from tests.flows.talks.world import new_house, new_world

TALKS = FOLDER.with_name("talks")
Passed: TypeAlias = "tuple[set[str], set[tuple[str, str]]]"
TOLD = (at_home, at_the_office)


def all_talks() -> list[Talk]:
    """Every talk of the service."""
    return [read(path) for path in sorted(TALKS.glob("*/*.txt"))]


@dataclass
class Stage:
    """Plays talks, each in a world of its own. `passed`: the steps and outcomes that a talk went through."""

    runner: asyncio.Runner
    houses: Mapping[bool, House]
    passed: dict[str, Passed] = field(default_factory=dict)

    def on_the_door(self, talk: Talk) -> Mapping[str, Played]:
        """By language."""
        return {language: self.runner.run(self._on_the_door(talk, language)) for language in talk.languages}

    def on_the_engine(self, talk: Talk) -> Mapping[str, Played]:
        """By language; notes what was passed."""
        self.passed[talk.name] = (set(), set())
        return {language: self.runner.run(self._on_the_engine(talk, language)) for language in talk.languages}

    async def _on_the_door(self, talk: Talk, language: str) -> Played:
        async with new_world(self._house(talk), language) as world:
            return await play(talk, world, DoorPhone(world))

    async def _on_the_engine(self, talk: Talk, language: str) -> Played:
        async with new_world(self._house(talk), language) as world:
            phone = EnginePhone(world)
            played = await play(talk, world, phone)
        steps, outcomes = self.passed[talk.name]
        steps |= phone.passed[0]
        outcomes |= phone.passed[1]
        return played

    def _house(self, talk: Talk) -> House:
        """Whether days are promised is a setting, and so stands before all else happens."""
        return self.houses[Happening(at_home.NO_PROMISES) not in talk.lines]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Stage]:
    """Where this module's talks are played, in one loop."""

    async def opened() -> dict[bool, House]:
        folders = {promises: tmp_path_factory.mktemp("talks") for promises in (True, False)}
        return {
            promises: await doors.enter_async_context(new_house(folder, sqlite_template, promises=promises))
            for promises, folder in folders.items()
        }

    with statements_at_once(), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        doors = AsyncExitStack()
        yield Stage(runner, runner.run(opened()))
        runner.run(doors.aclose())
