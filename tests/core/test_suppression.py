"""Small numbers stay hidden: nobody finds them by reading, by subtracting, or by trying every other table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.null_space import null_space
from core.suppression import ALL, LEAST, CrossKey, cross, hidden, rounded
from tests.examples import examples

LANGUAGES, NETWORKS, DAYS = ("km", "en"), ("a", "b", "c"), ("recent", "older")
counted = st.integers(0, 12)


def total(counts: Mapping[CrossKey, int], atoms: frozenset[CrossKey]) -> int:
    return sum(counts.get(atom, 0) for atom in atoms)


def tables(*axes: tuple[str, ...]) -> st.SearchStrategy[dict[CrossKey, int]]:
    return st.fixed_dictionaries(dict.fromkeys(product(*axes), counted))


def alike(counts: dict[CrossKey, int], shown: list[frozenset[CrossKey]]) -> Iterator[dict[CrossKey, int]]:
    """Every table, of numbers up to 14, of which a reader would be shown the same."""
    atoms = sorted(counts)

    def go_on(told: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        known = dict(zip(atoms, told, strict=False))
        for of in shown:
            so_far, whole = total(known, of), total(counts, of)
            if so_far > whole or (of <= known.keys() and so_far != whole):
                return
        if len(told) == len(atoms):
            yield told
            return
        for more in range(15):
            yield from go_on((*told, more))

    for told in go_on(()):
        yield dict(zip(atoms, told, strict=True))


@settings(max_examples=examples(60), deadline=None)
@given(tables(("x", "y"), ("a", "b")))
def test_trying_every_table_leaves_two_numbers_or_more_for_each_hidden_cell(
    counts: dict[CrossKey, int],
) -> None:
    cells = cross(("x", "y"), ("a", "b"))
    kept = hidden(counts, cells)
    found: dict[CrossKey, set[int]] = {key: set() for key in kept}
    for other in alike(counts, [of for key, of in cells.items() if key not in kept]):
        seen = {key: total(other, cells[key]) for key in kept}
        if all(seen.values()):  # a reader knows that an empty cell would be shown
            for key, number in seen.items():
                found[key].add(number)
    assert [key for key, numbers in found.items() if len(numbers) < 2] == []


@example(
    {
        **dict.fromkeys(product(LANGUAGES, NETWORKS, DAYS), 0),
        **{("km", "b", "older"): 5, ("km", "c", "older"): 1, ("km", "c", "recent"): 4},
        **{("en", "a", "recent"): 1, ("en", "a", "older"): 4, ("en", "b", "recent"): 4},
        **{("en", "b", "older"): 1, ("en", "c", "recent"): 1, ("en", "c", "older"): 4},
    }
)
@settings(max_examples=examples(40, fewest=8), deadline=None)
@given(tables(LANGUAGES, NETWORKS, DAYS))
def test_no_sum_or_difference_of_what_is_shown_is_a_hidden_cell(counts: dict[CrossKey, int]) -> None:
    cells = cross(LANGUAGES, NETWORKS, DAYS)
    unseen = [key for key in cells if key[2] == "older"]
    kept = hidden(counts, cells, unseen)
    assert all(
        total(counts, of) >= LEAST or not total(counts, of) for k, of in cells.items() if k not in kept
    )
    shown = [of for key, of in cells.items() if key not in kept]
    empty = {atom for of in shown if not total(counts, of) for atom in of}
    atoms = [atom for atom in counts if atom not in empty]
    for key in kept:
        if 0 < total(counts, cells[key]) < LEAST or key not in unseen:
            assert not spanned(shown, cells[key], atoms), key


def spanned(shown: list[frozenset[CrossKey]], sought: frozenset[CrossKey], atoms: list[CrossKey]) -> bool:
    """Whether weights exist with which the shown cells add up to the sought one."""
    rows = [[Fraction(atom in of) for of in shown] + [Fraction(atom in sought)] for atom in atoms]
    for column in range(len(shown)):
        at = next((row for row in rows if row[column]), None)
        if at is not None:
            rows = [
                [mine - row[column] / at[column] * its for mine, its in zip(row, at, strict=True)]
                for row in rows
                if row is not at
            ]
    return not any(row[-1] for row in rows)


def kept_back(**counts: int) -> set[str | None]:
    """The hidden cells of a table with one axis and its total."""
    atoms: dict[CrossKey, int] = {(name,): count for name, count in counts.items()}
    return {key[0] for key in hidden(atoms, cross(tuple(counts)))}


def test_a_small_cell_is_hidden_and_another_beside_it() -> None:
    assert kept_back(km=40, en=3, other=7) == {"en", "other"}


def test_no_total_is_shown_that_is_one_small_cell() -> None:
    assert kept_back(km=0, en=3) == {"en", ALL}


def test_two_ones_are_not_hidden_by_one_another() -> None:
    """With their sum known, each could only be 1: an empty one would be shown."""
    assert kept_back(a=1, b=1, c=40) == {"a", "b", "c"}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert kept_back(km=40, en=0, other=5) == set()


def test_what_is_shown_nowhere_is_not_found_by_difference_either() -> None:
    cells = cross(DAYS)
    few: dict[CrossKey, int] = {("recent",): 40, ("older",): 2}
    many: dict[CrossKey, int] = {("recent",): 40, ("older",): 20}
    assert hidden(few, cells, [("older",)]) > {("older",)}
    assert hidden(many, cells, [("older",)]) == {("older",)}


@given(st.integers(LEAST, 1000), st.integers(LEAST, 1000))
def test_between_two_rounded_numbers_no_difference_is_known(one: int, other: int) -> None:
    differences = {a - b for a in alike_rounded(one) for b in alike_rounded(other)}
    assert one - other in differences
    assert len(differences) >= LEAST


def alike_rounded(number: int) -> list[int]:
    return [near for near in range(number - LEAST, number + LEAST) if rounded(near) == rounded(number)]


def test_solutions_are_whole_and_each_row_maps_them_to_nothing() -> None:
    rows = [[1, 1, 0, 0], [0, 2, 3, 1], [1, 3, 3, 1]]
    basis = null_space(rows, 4)
    assert len(basis) == 2
    assert all(sum(a * b for a, b in zip(row, v, strict=True)) == 0 for row in rows for v in basis)
