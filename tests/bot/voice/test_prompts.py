"""A screen with a recording can be heard, in the language it is shown in."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.chats import Unreachable
from bot.voice.prompts import Prompts
from flows.screen import Choice, Kind, Screen, Texts
from flows.values import Value
from locales.voices import Voices, file_name
from tests.bot.voice.tape import Tape
from tests.servers.sounds import opus

CHAT = 7
ITEM = Choice(None, Value("place", "12"), "12")
SCREEN = Screen(
    "request/contact",
    Kind.MENU,
    Texts(
        "May we call?", short="Call?", again="Not understood. May we call?", fuller="May the commune call?"
    ),
    choices=(ITEM, Choice("1", "Yes", "1"), Choice("2", "Type 2 for no", "2", button="No")),
)
READ_OUT = ("May the commune call?", "Yes", "No")


@pytest.fixture
def tape() -> Tape:
    return Tape()


def prompts(tape: Tape, folder: Path, *ids: str) -> Prompts:
    """With one Khmer recording that reads out these messages."""
    path = folder / "km" / "voice" / file_name(*ids)
    path.parent.mkdir(parents=True)
    path.write_bytes(opus())
    return Prompts(Voices.load(folder), tape)


async def test_it_is_sent_once_and_then_by_its_name_at_telegram(tape: Tape, tmp_path: Path) -> None:
    prompt = prompts(tape, tmp_path, *READ_OUT)
    assert prompt.heard(SCREEN, "km")
    assert await prompt.play(CHAT, SCREEN, "km")
    assert await prompt.play(8, SCREEN, "km")
    assert await prompt.play(CHAT, SCREEN, "km")
    assert tape.played == [(CHAT, opus()), (8, "file-1"), (CHAT, "file-1")]


@pytest.mark.parametrize("ids", [("May we call?", "Yes", "No"), (*READ_OUT, "Maybe"), READ_OUT[:1]])
async def test_one_that_reads_out_something_else_is_not_played(
    tape: Tape, tmp_path: Path, ids: tuple[str, ...]
) -> None:
    prompt = prompts(tape, tmp_path, *ids)
    assert not prompt.heard(SCREEN, "km")
    assert not await prompt.play(CHAT, SCREEN, "km")
    assert tape.played == []


async def test_nobody_hears_another_language(tape: Tape, tmp_path: Path) -> None:
    prompt = prompts(tape, tmp_path, *READ_OUT)
    assert not prompt.heard(SCREEN, "en")


async def test_what_did_not_arrive_is_sent_whole_the_next_time(tape: Tape, tmp_path: Path) -> None:
    prompt = prompts(tape, tmp_path, *READ_OUT)
    tape.down = True
    with pytest.raises(Unreachable):
        await prompt.play(CHAT, SCREEN, "km")
    tape.down = False
    assert await prompt.play(CHAT, SCREEN, "km")
    assert tape.played == [(CHAT, opus())]
