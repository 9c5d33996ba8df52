"""`samnaeu dial` shows each screen whole and ends as a call does."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable

import pytest
from rich.console import Console

from app.dial import dial_interactively
from app.handset import Handset
from tests.app.fake_callback import CONSENT_KM, DONE_KM, TOO_LONG, WELCOME, FakeService

pytestmark = pytest.mark.asyncio(loop_scope="session")


def typing(*answers: str) -> Callable[[str], str]:
    """Somebody who types these, then closes the terminal."""
    waiting = iter(answers)

    def ask(_: str) -> str:
        for answer in waiting:
            return answer
        raise EOFError

    return ask


async def call(base_url: str, *answers: str, deep: str | None = None) -> tuple[bool, str]:
    """Whether the call went well, and all that the terminal showed."""
    console = Console(file=io.StringIO(), width=80)
    handset = Handset(base_url, "+85512000101", "*1200#")
    well = await asyncio.to_thread(dial_interactively, handset, deep, console=console, ask=typing(*answers))
    assert isinstance(console.file, io.StringIO)
    return well, console.file.getvalue()


def lines(screen: str) -> list[str]:
    return screen[4:].splitlines()


async def test_screens_keep_their_lines_and_say_their_size(base_url: str) -> None:
    well, shown = await call(base_url, "1", "1", "1")
    assert well
    assert all(line in shown for line in lines(WELCOME) + lines(DONE_KM)[:1])
    assert "68 of 70 UCS2, the call is over" in shown


async def test_an_empty_answer_is_not_sent(base_url: str, service: FakeService) -> None:
    await call(base_url, "", "2", "q")
    assert service.texts == ["", "2"]


@pytest.mark.parametrize("answers", [("2", "q"), ("2",)])
async def test_q_or_the_end_of_input_hangs_up(
    base_url: str, service: FakeService, answers: tuple[str, ...]
) -> None:
    well, _ = await call(base_url, *answers)
    assert well
    assert [event["status"] for event in service.events] == ["Incomplete"]


async def test_a_deep_dial_goes_straight_there(base_url: str) -> None:
    _, shown = await call(base_url, deep="120109")
    assert lines(CONSENT_KM)[1] in shown


async def test_a_screen_that_is_too_long_is_counted(base_url: str) -> None:
    _, shown = await call(base_url, "2", "9")
    assert f"{len(TOO_LONG) - 4} of 70 UCS2" in shown
