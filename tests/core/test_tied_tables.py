"""Of tables that share their totals no hidden number is known to whoever thinks of every other table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from core.suppression import ALL
from core.tied_tables import Spot, Tied, hidden
from tests.examples import examples

TOTAL, LATE, NEW, OLD, IN_TIME = 0, 1, 2, 3, -2
LEAST, MOST = 3, 4
"""Smaller than in earnest, so that every table can be thought of."""

Line: TypeAlias = tuple[int, int, int, int]
"""Open, late, new and old ones."""
line_of_open = st.tuples(st.integers(0, MOST), st.integers(0, MOST), st.integers(0, 2 * MOST)).map(
    lambda drawn: (drawn[0] + drawn[1], min(drawn[2], drawn[0] + drawn[1]), drawn[0], drawn[1])
)


def tied(lines: list[Line], untold: tuple[int | None, ...] = ()) -> Tied:
    """Late of open, and the same open ones by two ages; `untold` rows and columns are shown nowhere."""
    counts: dict[Spot, int] = {
        (row, column): line[column] for row, line in enumerate(lines) for column in range(4)
    }
    counts |= {(row, IN_TIME): line[TOTAL] - line[LATE] for row, line in enumerate(lines)}
    last: dict[Spot, int] = {
        (ALL, at): sum(counts[row, at] for row in range(len(lines))) for at in (*range(4), IN_TIME)
    }
    told = {**counts, **last}
    unseen = [(row, at) for row, at in told if at == IN_TIME or row in untold]
    return Tied(told, TOTAL, ((LATE, IN_TIME), (NEW, OLD)), unseen)


def thought_of(lines: list[Line], shown: Mapping[Spot, int], kept: frozenset[Spot]) -> Iterator[list[Line]]:
    """Every set of tables that agrees with what is shown, where what is hidden counts somebody."""
    each = [
        (new + old, late, new, old)
        for new, old in product(range(MOST + 2), repeat=2)
        for late in range(new + old + 1)
    ]
    fitting = [[line for line in each if agrees(line, row, shown, kept)] for row in range(len(lines))]
    for some in product(*fitting):
        last = tuple(map(sum, zip(*some, strict=True)))
        if agrees((last[0], last[1], last[2], last[3]), ALL, shown, kept):
            yield list(some)


def agrees(line: Line, row: int | None, shown: Mapping[Spot, int], kept: frozenset[Spot]) -> bool:
    return all(
        line[at] == shown[row, at] if (row, at) in shown else (row, at) not in kept or line[at] > 0
        for at in range(4)
    )


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(line_of_open, min_size=1, max_size=2), st.booleans())
def test_every_hidden_number_might_be_another(lines: list[Line], summed: bool) -> None:
    tables = tied(lines, () if summed else (ALL,))
    kept = hidden(tables, LEAST)
    seen = tables.counts.keys() - set(tables.unseen)
    assert {spot for spot in seen if 0 < tables.counts[spot] < LEAST} <= kept
    shown = {spot: tables.counts[spot] for spot in seen - kept}
    possible: dict[Spot, set[int]] = {spot: set() for spot in kept}
    for other in thought_of(lines, shown, kept):
        counts = tied(other).counts
        for spot in kept:
            possible[spot].add(counts[spot])
    assert all(len(numbers) > 1 for numbers in possible.values()), (kept, possible)


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    assert hidden(tied([(9, 4, 4, 5), (12, 3, 6, 6)]), LEAST) == frozenset()


def test_a_small_number_takes_three_others_of_its_own_table_and_no_total() -> None:
    kept = hidden(tied([(20, 9, 2, 18), (30, 9, 15, 15)]))
    assert kept == {(0, NEW), (0, OLD), (1, NEW), (1, OLD)}


def test_of_a_single_request_nothing_is_told() -> None:
    kept = hidden(tied([(1, 1, 1, 0), (0, 0, 0, 0)]))
    assert kept == {(row, at) for row in (0, ALL) for at in (TOTAL, LATE, NEW)}


def test_two_that_are_alone_are_not_told_apart_by_their_sum() -> None:
    """1 and 1 of 2 would be known, since neither is nobody."""
    kept = hidden(tied([(1, 0, 1, 0), (1, 0, 1, 0), (30, 0, 30, 0)]))
    assert {(2, NEW), (2, TOTAL)} <= kept or {(ALL, NEW), (ALL, TOTAL)} <= kept


def test_a_table_of_many_places_is_judged_whole() -> None:
    lines = [(6 + at % 9, at % 5, 2 + at % 3, 4 + at % 9 - at % 3) for at in range(60)]
    tables = tied(lines)
    kept = hidden(tables)
    assert all(spot in kept for spot, n in tables.counts.items() if 0 < n < 5 and spot[1] != IN_TIME)
