"""The phone in a terminal, for whoever has no browser at hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from app.handset import BadReply, Handset, Screen
from ussd.typesetting.profiles import SMALLEST, size

HANG_UP = "q"
PROMPT = "your answer, q hangs up > "


def draw(screen: Screen) -> Panel:
    """A screen with its size under it; no sides, since few terminals measure Khmer alike."""
    used = size(screen.text, SMALLEST)
    state = "waits for an answer" if screen.more else "the call is over"
    words = f"{used.used} of {used.limit} {used.alphabet.name}, {state}"
    colour = "green" if used.fits else "red"
    return Panel(
        Text(screen.text), box=box.HORIZONTALS, subtitle=Text(words, colour), subtitle_align="left", width=46
    )


def dial_interactively(
    handset: Handset,
    deep: str | None = None,
    *,
    console: Console | None = None,
    ask: Callable[[str], str] | None = None,
) -> bool:
    """One call from dialling to its end; True unless the service failed the phone.

    `ask` gives the next answer; `q`, or the end of the input, hangs up.
    """
    console = console or Console()
    ask = ask or console.input
    with asyncio.Runner() as loop:
        try:
            screen = loop.run(handset.dial(deep))
            while _show(console, screen) and (answer := _answer(ask)) != HANG_UP:
                screen = loop.run(handset.press(answer))
        except BadReply as error:
            console.print(Text(f"Connection problem: {error}", "red"))
            return False
        finally:
            loop.run(handset.close())
    return True


def _show(console: Console, screen: Screen) -> bool:
    console.print(draw(screen))
    return screen.more


def _answer(ask: Callable[[str], str]) -> str:
    """What is typed, asked for until there is something: a handset does not send an empty answer."""
    try:
        while not (answer := ask(PROMPT)):
            pass
    except (EOFError, KeyboardInterrupt):
        return HANG_UP
    return answer
