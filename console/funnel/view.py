"""One conversation's steps with their numbers, and where each stands in the picture."""

from __future__ import annotations

from dataclasses import dataclass

from console.funnel.lettering import broken
from console.funnel.names import step_name
from console.tongue import Tongue
from core.funnel.figures import Choice, Figures
from core.funnel.tally import What
from flows.script import Script
from flows.steps.step import Saying

LINE_EMS, LINES = 17.0, 2
"""Of a step's words in the picture: what a phone of 320 pixels has room for."""
LONGEST = 58.0
"""Per cent of the picture's width that the longest bar has; the numbers stand behind it."""
HIDDEN = 5.0
"""Per cent for a number that is not shown: the same for all of them."""
_LINE, _UNDER, _BAR, _GAP = 1.25, 0.25, 1.125, 0.75
"""Heights in rem: of a line of text, between text and bar, of a bar, between two rows."""


@dataclass(frozen=True)
class Row:
    """A step; None for a number that stays hidden."""

    name: str
    reached: int | None
    again: int | None
    left: int | None


@dataclass(frozen=True)
class Bar:
    """A row in the picture: lengths in per cent of its width, heights in rem."""

    row: Row
    lines: tuple[tuple[str, float], ...]
    """The step's words, each line with its baseline."""
    top: float
    length: float
    ended: float
    """The part of the length that ended here."""

    @property
    def middle(self) -> float:
        """Baseline of the numbers beside the bar."""
        return self.top + _BAR * 0.8


@dataclass(frozen=True)
class Picture:
    """All bars, and how high they are together in rem."""

    bars: tuple[Bar, ...]
    height: float


def rows(script: Script, figures: Figures, choice: Choice, _: Tongue) -> list[Row]:
    """The steps that somebody came to, in the script's order."""
    found = []
    for step in script.steps.values():
        if isinstance(step, Saying):
            numbers = [figures.number(what, step.spot, choice) for what in What]
            if any(number != 0 for number in numbers):
                found.append(Row(step_name(step, _), *numbers))
    return found


def picture(told: list[Row]) -> Picture:
    """The rows as bars under one another."""
    longest = max((row.reached or 0 for row in told), default=0)
    bars, top = [], 0.0
    for row in told:
        words = broken(row.name, LINE_EMS, LINES)
        lines = tuple((words, round(top + _LINE * (at + 0.8), 3)) for at, words in enumerate(words))
        top += _LINE * len(words) + _UNDER
        bars.append(_bar(row, lines, round(top, 3), longest))
        top += _BAR + _GAP
    return Picture(tuple(bars), round(top, 3))


def _bar(row: Row, lines: tuple[tuple[str, float], ...], top: float, longest: int) -> Bar:
    if row.reached is None or not longest:
        return Bar(row, lines, top, HIDDEN, 0)
    one = LONGEST / longest
    ended = min(row.left or 0, row.reached)  # who came on an earlier day may have left on this one
    return Bar(row, lines, top, round(row.reached * one, 2), round(ended * one, 2))
