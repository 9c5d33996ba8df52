"""Rings of cells in a table: around one a cell is counted more and the next one less, and no total changes.

Rows and columns are points, a cell is the line between its row and its column, totals are a row and a column
of their own. So a hidden cell of a ring of hidden ones might as well be another number, and a cell of none is
told by its row or column (Gusfield, A graph theoretic approach to statistical data security, 1988).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import Any, Final, Generic, TypeAlias, TypeVar

Point: TypeAlias = tuple[bool, Any]
"""A row, or with True a column."""
C = TypeVar("C", bound=tuple[Any, Any])
"""A cell: its row and its column."""
Lines: TypeAlias = Mapping[Point, Mapping[Point, C]]
"""The cells of a point, by the other one of theirs."""

_INSIDE: Final = 1
_OF_A_ROW: Final = 4
_OF_A_COLUMN: Final = 16
_OF_ALL: Final = 64
_MOST: Final = 10**9


@dataclass(frozen=True)
class Way(Generic[C]):
    """Cells one after another, and what it loses to hide these besides what is hidden already."""

    loss: int = 0
    cells: tuple[C, ...] = ()

    def and_(self, *others: Way[C]) -> Way[C]:
        """All of them."""
        ways = (self, *others)
        return Way(sum(way.loss for way in ways), tuple(cell for way in ways for cell in way.cells))


def lines(cells: Iterable[C]) -> Lines[C]:
    """Each between its row and its column."""
    found: defaultdict[Point, dict[Point, C]] = defaultdict(dict)
    for cell in cells:
        row, column = (False, cell[0]), (True, cell[1])
        found[row][column] = found[column][row] = cell
    return found


def loss(number: int, *, sums_row: bool, sums_column: bool) -> int:
    """What hiding a cell costs: fewer cells first, totals last; then what counts least."""
    weights = (_INSIDE, _OF_A_COLUMN), (_OF_A_ROW, _OF_ALL)
    return weights[sums_row][sums_column] * _MOST + min(number, _MOST - 1)


def more(turn: int, *, sums_row: bool, sums_column: bool) -> bool:
    """Whether a cell is counted more where a ring passes it: from its row with `turn` 1, else with -1.

    A total changes as what it sums does, so the other way about than the ring turns.
    """
    return (turn > 0) == (sums_row == sums_column)


def ways(
    lines: Lines[C], begin: Point, begun: Way[C], loss: Callable[[C, int], int | None], turn: int
) -> Iterator[tuple[Point, Way[C]]]:
    """Every point that can be reached and the way of least loss to it, the nearest first (Dijkstra).

    `begun`: the way to the point where it begins. `loss`: of passing a cell with that turn; None: it cannot
    be. `turn`: how the ring leaves rows.
    """
    order, done = count(), set[Point]()
    waiting = [(begun.loss, next(order), begin, begun)]
    while waiting:
        *_, at, way = heappop(waiting)
        if at in done:
            continue
        done.add(at)
        yield at, way
        for there, cell in lines.get(at, {}).items():
            lost = None if there in done else loss(cell, -turn if at[0] else turn)
            if lost is not None:
                longer = way.and_(Way(lost, (cell,)))
                heappush(waiting, (longer.loss, next(order), there, longer))
