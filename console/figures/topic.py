"""What a topic is: a page of exhibits, and what it is built from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from console.desk import Desk
from console.figures.choosing import Choice
from console.figures.tables import Cell, Exhibit, Row
from console.tongue import Tongue
from core.figures.count import Count, Told
from core.figures.phones import Phone
from core.figures.scope import Scope
from core.officers import Officer
from flows.messages import N_

R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """Who asks for what, in which language."""

    desk: Desk
    reader: Officer
    choice: Choice
    _: Tongue

    async def told(self, count: Count[R, T]) -> Told[T]:
        """The figures of the chosen area and days. Raises Unknown."""
        return await self.desk.queue.figures.told(self.reader, count, self.choice.area, self.choice.days)

    def by_place(self, scope: Scope, cells: Callable[[str], tuple[Cell, ...]]) -> tuple[Row, ...]:
        """A row for each part of what was asked, that leads to the same figures of the part."""
        return tuple(
            Row(self._.place(part), cells(part), self._narrower(part, scope)) for part in scope.parts
        )

    def _narrower(self, area: str, scope: Scope) -> str:
        """Empty where there is none narrower."""
        return "" if frozenset({area}) == scope.areas else self.choice.within(area).address

    def place_heading(self, scope: Scope) -> str:
        """How the column of places is headed."""
        lengths = {len(part) for part in scope.parts}
        return self._(_PLACES[lengths.pop()] if len(lengths) == 1 else N_("Place"))


@dataclass(frozen=True)
class Shown:
    """A page of figures as of a moment. `remarks`: what is to be known besides."""

    told: Told[Any]
    exhibits: tuple[Exhibit, ...]
    remarks: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()


Build: TypeAlias = Callable[[Asked], Awaitable[Shown]]

_PLACES = {2: N_("Province or capital"), 4: N_("District"), 6: N_("Commune or sangkat")}
