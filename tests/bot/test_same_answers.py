"""Whatever is chosen, by whatever way: what a phone stores by keys the bot stores by buttons and lines."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import uvloop
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.wording import LANGUAGES
from tests.bot.dialling import Dialling
from tests.bot.hand import Hand
from tests.bot.twins import Twins
from tests.examples import examples
from tests.flows.talks.at_once import statements_at_once
from tests.flows.talks.telegram_stage import WithBot

COMMUNES = (None, "120109", "010201")
ANSWERS = ("120109", "010201", "1704", "12", "999999", "12010901", "១២០១០៩", "30", "31", "13", "55", "១៣")
ONE_KEY = ("1", "2", "3", "5", "7", "8", "៥")
NONSENSE = ("xx", "Tuol Tumpung", "ទួលទំពូង", "#", "00", "99", "ក", "👪", "99999999999", "5 5")
"""Nothing with `*`, of which the gateway makes several inputs, nor with `/`, which begins a command."""
MANY = int(os.environ.get("TWIN_WALKS", "150"))
RESUME, GO_ON = "welcome/resume", "chosen:1"
"""Not taken: whoever's call dropped is hurried on from there, and nobody in a chat is."""


class Meeting:
    """Where twins meet: always new ones. No dataclass: Hypothesis would write out the whole house."""

    def __init__(self, runner: asyncio.Runner, there: WithBot) -> None:
        self.runner = runner
        self.there = there
        self.numbers = itertools.count(10_000_000)

    def walk(self, data: st.DataObject, acts: int) -> None:
        """A walk that is drawn as it goes."""
        self.runner.run(self._walk(data, acts))

    async def _walk(self, data: st.DataObject, acts: int) -> None:
        twins = self._twins(data.draw(st.sampled_from(LANGUAGES)), data.draw(st.sampled_from(COMMUNES)))
        self.there.tally.outcomes.clear()
        await twins.meet()
        if data.draw(st.booleans()):
            await filed(twins)
        for _ in range(data.draw(st.integers(1, acts))):
            twins.second()
            await act(twins, data)
            dialled, talked = twins.states
            assert dialled == talked
        dialled_in, on_telegram = await twins.held()
        assert dialled_in == on_telegram
        assert set(self.there.tally.outcomes) == {"done"}, "an update went wrong"

    def _twins(self, language: str, commune: str | None) -> Twins:
        house = self.there.house
        phone = Dialling.of(house, f"+855{next(self.numbers)}")
        hand = Hand.of(self.there.somebody(f"+855{next(self.numbers)}"), house)
        return Twins(house, phone, hand, language, commune)


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Meeting]:
    with statements_at_once(), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        doors = AsyncExitStack()
        opening = WithBot.opened(tmp_path_factory.mktemp("twins"), sqlite_template, promises=True)
        yield Meeting(runner, runner.run(doors.enter_async_context(opening)))
        runner.run(doors.aclose())


@pytest.mark.timeout(300)
@settings(max_examples=examples(40, fewest=8), deadline=None)
@given(data=st.data())
def test_any_choices_store_the_same_on_both_ways(data: st.DataObject, meeting: Meeting) -> None:
    meeting.walk(data, acts=10)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@settings(max_examples=MANY, deadline=None)
@given(data=st.data())
def test_any_choices_of_a_long_walk_store_the_same_on_both_ways(
    data: st.DataObject, meeting: Meeting
) -> None:
    meeting.walk(data, acts=40)


async def filed(twins: Twins) -> None:
    """A request stands, so that the walk can come to what is done with one."""
    for key in ("1", "120109", "1", "1", "5", "13", "1"):
        if key == "120109" and twins.step != "place/code":
            continue  # the poster's link named a commune
        await (twins.tick(key, typed=False) if key == "13" else twins.type(key))
    assert twins.over


async def act(twins: Twins, data: st.DataObject) -> None:
    """One more act, mostly one that leads on."""
    kind = data.draw(st.sampled_from(("on", "on", "on", "on", "type", "back", "leaf", "again")))
    if kind == "again" or twins.over:
        await twins.begin_again()
    elif kind == "back":
        await twins.go_back()
    elif kind == "leaf":
        await twins.leaf()
    elif kind == "type":
        await twins.type(data.draw(st.sampled_from(typed(twins))))
    else:
        await lead_on(twins, data)


async def lead_on(twins: Twins, data: st.DataObject) -> None:
    """Something that stands there to be touched, else an answer."""
    lines = [line for line in twins.chosen if (twins.step, line.meaning) != (RESUME, GO_ON)]
    drawn = data.draw(st.integers(0, 3))
    if twins.ticks and drawn < 2:
        keys = data.draw(st.sets(st.sampled_from(twins.ticks), min_size=1))
        await twins.tick(sorted(keys), typed=data.draw(st.booleans()))
    elif lines and drawn:
        await twins.choose(data.draw(st.sampled_from(lines)), typed=data.draw(st.booleans()))
    else:
        await twins.type(data.draw(st.sampled_from(ANSWERS)))


def typed(twins: Twins) -> tuple[str, ...]:
    """What may be typed: on a list a single key is an item on the phone, and nothing in a chat."""
    keys = () if twins.lists else tuple(key for key in ONE_KEY if (twins.step, key) != (RESUME, "1"))
    return (*ANSWERS, *NONSENSE, *keys)
