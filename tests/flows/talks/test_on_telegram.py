"""The golden conversations with the real bot: the same steps, said in full, and the same kept in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from difflib import unified_diff
from pathlib import Path

import pytest
import uvloop

from tests.flows.talks.at_once import statements_at_once
from tests.flows.talks.conftest import all_talks
from tests.flows.talks.playing import Played
from tests.flows.talks.talk import Talk
from tests.flows.talks.telegram_stage import TelegramStage, WithBot

OF_DIALLED_CODES = {
    "closed/channel": "it is dialling that is closed",
    "closed/in_the_middle": "nor is anybody hurried who was stopped",
    "reminders/by_text": "whoever asks here is reminded here",
    "reminders/others_read_them": "the same: no text is needed",
    "reminders/by_telegram": "a number has one chat, and here it would be another one",
    "reminders/left_telegram": "nobody asks here who left",
    "request/slow": "no call costs money or drops here: nobody is hurried past a question",
    "request/cut_off": "nor after an interruption",
    "welcome/goes_on": "the same",
    "welcome/letters_seen": "the app brings letters of its own, so that nobody is asked whether they show",
    "welcome/no_letters": "nor answered in English for want of them",
    "welcome/network_without_khmer": "and no network stands between",
}
"""The talks that go another way on Telegram, and why."""

TALKS = all_talks()


def each(talks: list[Talk]) -> pytest.MarkDecorator:
    """In one language of its own, by turns; in the other with `make slow`."""
    held = [(n, talk, language) for n, talk in enumerate(talks) for language in talk.languages]
    return pytest.mark.parametrize(
        ("talk", "language"),
        [
            pytest.param(talk, language, marks=() if is_turn(n, talk, language) else pytest.mark.slow)
            for n, talk, language in held
        ],
        ids=lambda given: given.name if isinstance(given, Talk) else given,
    )


def is_turn(number: int, talk: Talk, language: str) -> bool:
    return talk.languages[number % len(talk.languages)] == language


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[TelegramStage]:
    """Where this module's talks are played, in one loop."""

    async def opened(promises: bool) -> WithBot:
        folder = tmp_path_factory.mktemp("talks")
        return await doors.enter_async_context(WithBot.opened(folder, sqlite_template, promises=promises))

    with statements_at_once(), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        doors = AsyncExitStack()
        yield TelegramStage(runner, {promises: runner.run(opened(promises)) for promises in (True, False)})
        runner.run(doors.aclose())


@each([talk for talk in TALKS if talk.name not in OF_DIALLED_CODES])
def test_the_bot_leads_where_the_engine_leads_and_says_it_in_full(
    talk: Talk, language: str, stage: TelegramStage
) -> None:
    bot, engine = stage.with_the_bot(talk, language), stage.in_full(talk, language)
    differing = difference(engine.played, bot.played)
    assert not differing, f"{talk.name}: - is the engine, + the bot\n{differing}"
    assert bot.held == engine.held


@each([talk for talk in TALKS if talk.name in OF_DIALLED_CODES])
def test_only_what_is_peculiar_to_dialled_codes_goes_another_way(
    talk: Talk, language: str, stage: TelegramStage
) -> None:
    engine = stage.in_full(talk, language)
    try:
        bot = stage.with_the_bot(talk, language)
    except LookupError:
        return  # what the talk touches is not there
    assert difference(engine.played, bot.played)


def test_every_talk_of_dialled_codes_is_there() -> None:
    assert set(OF_DIALLED_CODES) <= {talk.name for talk in TALKS}


def difference(one: Played, other: Played) -> str:
    """Between two ways to hold a talk: the steps that it came to, and all that was shown there."""
    return "\n".join(unified_diff(_shown(one), _shown(other), n=4, lineterm=""))


def _shown(played: Played) -> list[str]:
    return [line for turn in played for line in (f"[{turn.step}]", *"\n".join(turn.pages).splitlines())]
