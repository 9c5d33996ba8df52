"""A conversation's screen as a message: its words in full, and what it offers as buttons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot import phrases
from bot.message import Button, Message, Rows
from core.digits import fold_digits
from flows.messages import BREAK
from flows.screen import Choice, Kind, Screen
from flows.values import Value
from flows.wording import Words
from flows.wording.requests import TIE

ON_A_PAGE = 8
"""Items of a list below one message: more would push its words off a small phone."""
TICKED, OPEN = "☑", "☐"


class Meaning:
    """What a button means to the door; those of a screen's choices begin with CHOSEN or TICK."""

    CHOSEN, TICK = "chosen:", "tick:"
    BACK, MORE, LESS, DONE, MENU, HEAR = "back", "more", "less", "done", "menu", "hear"


@dataclass(frozen=True)
class Line:
    """One button before it is bound to a chat: its label, and what it means."""

    label: str
    meaning: str


@dataclass(frozen=True)
class Page:
    """A screen, or one page of it: its text, and rows of buttons."""

    text: str
    rows: tuple[tuple[Line, ...], ...]
    number: int = 0

    @property
    def lines(self) -> tuple[Line, ...]:
        """All buttons in their order."""
        return tuple(line for row in self.rows for line in row)

    def bound(self, token: str) -> Message:
        """The message, its buttons bound to this showing of the screen."""
        numbers = iter(range(len(self.lines)))
        rows: Rows = tuple(
            tuple(Button(line.label, f"{token}.{next(numbers)}") for line in row) for row in self.rows
        )
        return Message(self.text, rows)


class Painter:
    """Makes pages of screens."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def page(
        self,
        screen: Screen,
        language: str,
        number: int = 0,
        ticks: Collection[str] = (),
        *,
        heard: bool = False,
    ) -> Page:
        """Page `number` (from 0, the last at most). `heard`: there is a recording of it to hear."""
        say = Said(self._words, language)
        items = [choice for choice in screen.choices if choice.key is None]
        last = max(0, (len(items) - 1) // ON_A_PAGE)
        number = max(0, min(number, last))
        shown = items[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
        fixed = [choice for choice in screen.choices if choice.key is not None]
        rows: list[tuple[Line, ...]] = [(self._line(choice, say, ticks),) for choice in (*shown, *fixed)]
        rows += self._ways(screen, say, ticks, number, last, heard=heard)
        return Page(self._text(screen, say), tuple(row for row in rows if row), number)

    def _text(self, screen: Screen, say: Said) -> str:
        text = say.text(screen.texts.roomiest, screen).strip()
        return f"{say.message(phrases.NOT_UNDERSTOOD)}\n{text}" if screen.not_understood else text

    def _line(self, choice: Choice, say: Said, ticks: Collection[str]) -> Line:
        label = say.label(choice)
        if not choice.joins:
            return Line(label, f"{Meaning.CHOSEN}{choice.value}")
        mark = TICKED if choice.value in ticks else OPEN
        return Line(f"{mark} {label}", f"{Meaning.TICK}{choice.value}")

    def _ways(
        self, screen: Screen, say: Said, ticks: Collection[str], number: int, last: int, *, heard: bool
    ) -> list[tuple[Line, ...]]:
        less = [Line(f"‹ {say.message(phrases.PREVIOUS)}", Meaning.LESS)] if number else []
        more = [Line(f"{say.message(phrases.NEXT)} ›", Meaning.MORE)] if number < last else []
        done = [Line(say.message(phrases.DONE), Meaning.DONE)] if ticks else []
        home = [Line(say.message(phrases.MENU), Meaning.MENU)] if screen.kind is Kind.ENDING else []
        back = [Line(say.message(screen.back), Meaning.BACK)] if screen.back else []
        hear = [Line("🔊", Meaning.HEAR)] if heard else []
        return [tuple(done), (*less, *more), (*back, *hear), tuple(home)]


@dataclass(frozen=True)
class Said:
    """The words of one language."""

    words: Words
    language: str

    def message(self, message: str) -> str:
        """A message without placeholders."""
        return self.words.text(self.language, message)

    def text(self, message: str, screen: Screen) -> str:
        return self.words.text(self.language, message, screen.show)

    def label(self, choice: Choice) -> str:
        """What a choice's button says."""
        if isinstance(choice.label, Value):
            return self.words.value(self.language, choice.label)
        return self.message(choice.button or choice.label)


def typed_choice(screen: Screen, typed: str, say: Said) -> str | None:
    """What somebody chooses who types its key or its label; None for nothing."""
    wanted = plain(typed)
    for choice in screen.choices:
        if choice.key == typed or plain(say.label(choice)) == wanted:
            return choice.value
    return None


def plain(text: str) -> str:
    """As it is compared with what somebody types."""
    """As a keyboard gives it: no break, common blanks, digits that are folded as the typed ones were."""
    return fold_digits(text.replace(BREAK, "").replace(TIE, " ")).strip().casefold()


def own(text: str, *lines: Line) -> Page:
    """A question of the bot's own."""
    return Page(text, tuple((line,) for line in lines))
