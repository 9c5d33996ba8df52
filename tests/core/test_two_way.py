"""In a table of two ways no small cell can be worked out, whatever the table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.null_space import null_space
from core.suppression import ALL, LEAST
from core.two_way import Cell, hidden, with_totals
from tests.examples import examples

ROWS, COLUMNS = ("r1", "r2", "r3", "r4"), ("a", "b", "c")
COUNTS = st.dictionaries(
    st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), st.integers(1, 12), min_size=1, max_size=12
)


def worked_out(cells: Mapping[Cell, int], shown: Collection[Cell]) -> set[Cell]:
    """The cells that equations tell: those that no change alters which leaves all that is shown."""
    atoms = [cell for cell in cells if ALL not in cell]
    parts = {cell: [int(_within(atom, cell)) for atom in atoms] for cell in cells}
    changes = list(null_space([parts[cell] for cell in shown], len(atoms)))
    return {
        cell
        for cell, part in parts.items()
        if not any(sum(a * b for a, b in zip(part, change, strict=True)) for change in changes)
    }


def _within(atom: Cell, cell: Cell) -> bool:
    return all(whole in (ALL, part) for part, whole in zip(atom, cell, strict=True))


@given(COUNTS)
def test_no_small_cell_is_worked_out_from_those_that_are_shown(counts: dict[tuple[str, str], int]) -> None:
    cells = with_totals(counts)
    kept = hidden(cells)
    found = worked_out(cells, cells.keys() - kept)
    assert all(cells[cell] >= LEAST for cell in found)


@given(COUNTS)
def test_what_stays_hidden_is_worked_out_neither(counts: dict[tuple[str, str], int]) -> None:
    cells = with_totals(counts)
    kept = hidden(cells)
    assert worked_out(cells, cells.keys() - kept).isdisjoint(kept)


@given(COUNTS)
def test_nor_where_the_totals_of_the_columns_are_told_elsewhere(counts: dict[tuple[str, str], int]) -> None:
    cells = with_totals(counts)
    known = [cell for cell in cells if cell[0] is ALL]
    if any(cells[cell] < LEAST for cell in known):
        with pytest.raises(ValueError, match="elsewhere"):
            hidden(cells, known)
        return
    kept = hidden(cells, known)
    assert kept.isdisjoint(known)
    found = worked_out(cells, cells.keys() - kept)
    assert all(cells[cell] >= LEAST for cell in found)


def others(cells: Mapping[Cell, int], shown: Collection[Cell]) -> Iterator[dict[Cell, int]]:
    """Tables that agree with all that is shown, some counted one more or less; none hidden is nothing."""
    atoms = [cell for cell in cells if ALL not in cell]
    rows = {row: [atom for atom in atoms if atom[0] == row] for row, _ in atoms}
    told = set(shown)
    changed = [
        [
            dict(zip(of, change, strict=True))
            for change in product((0, 1, -1), repeat=len(of))
            if (row, ALL) not in told or sum(change) == 0
        ]
        for row, of in rows.items()
    ]
    for some in product(*changed):
        more = {atom: number for row in some for atom, number in row.items()}
        other = {
            cell: number + sum(n for atom, n in more.items() if _within(atom, cell))
            for cell, number in cells.items()
        }
        if all(other[cell] == cells[cell] if cell in told else other[cell] > 0 for cell in cells):
            yield other


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(ROWS[:3]), st.sampled_from(COLUMNS)), st.integers(1, 9), min_size=5
    )
)
@settings(max_examples=examples(25, fewest=8), deadline=None)
@example({("r1", "a"): 1, ("r1", "b"): 9, ("r2", "b"): 9, ("r2", "c"): 1, ("r3", "c"): 9, ("r3", "a"): 9})
def test_a_small_cell_might_be_another_for_whoever_knows_that_no_hidden_one_is_empty(
    counts: dict[tuple[str, str], int],
) -> None:
    cells = with_totals(counts)
    left = {cell for cell, number in cells.items() if number < LEAST}
    for other in others(cells, cells.keys() - hidden(cells)):
        left -= {cell for cell in left if other[cell] != cells[cell]}
        if not left:
            break
    assert left == set()


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    assert hidden(with_totals({("r1", "a"): 5, ("r1", "b"): 7, ("r2", "a"): 9})) == frozenset()


def test_one_small_cell_takes_three_others_with_it_and_spares_the_totals() -> None:
    counts = {(row, column): 20 for row in ROWS for column in COLUMNS} | {("r2", "b"): 3, ("r4", "c"): 6}
    kept = hidden(with_totals(counts))
    assert kept == {("r2", "b"), ("r2", "c"), ("r4", "b"), ("r4", "c")}


def test_of_a_single_request_in_the_country_nothing_is_told() -> None:
    cells = with_totals({("r1", "a"): 1})
    assert hidden(cells) == set(cells)
