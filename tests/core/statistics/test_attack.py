"""Whoever subtracts all that is told from one another, over every level, finds nobody."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from core.statistics import Counted, told
from core.statistics.telling import LEAST_FOR_MEDIAN, numbers
from core.suppression import LEAST
from tests.core.statistics.attacker import Asked, Atom, Attacker, count, found_people

DISTRICTS = ("0101", "0102", "0103", "1201", "1202", "1203", "2301")
KINDS = ("assessment", "lost_card", "renewal")
ATOMS = list(product(DISTRICTS, KINDS))
NUMBERS = st.one_of(st.integers(0, 9), st.integers(0, 40))
TRUTHS = st.lists(NUMBERS, min_size=len(ATOMS), max_size=len(ATOMS)).map(
    lambda drawn: {atom: number for atom, number in zip(ATOMS, drawn, strict=True) if number}
)


@given(TRUTHS)
def test_nobody_is_found_by_whoever_knows_all_that_is_told(truth: Mapping[Atom, int]) -> None:
    assert found_people(truth, numbers(truth), ATOMS) == set()


@given(TRUTHS)
def test_nor_by_whoever_knows_besides_in_which_provinces_nobody_asked_for_a_kind(
    truth: Mapping[Atom, int],
) -> None:
    asked = {(district[:2], kind) for district, kind in truth}
    atoms = [(district, kind) for district, kind in ATOMS if (district[:2], kind) in asked]
    assert found_people(truth, numbers(truth), atoms) == set()


@given(TRUTHS)
def test_no_few_are_found_as_a_group_by_taking_what_is_told_from_its_total(truth: Mapping[Atom, int]) -> None:
    assert [each for each in Attacker(tuple(ATOMS), numbers(truth)).groups() if 0 < each[1] < LEAST] == []


def test_thirteen_less_nine_tells_of_no_four_in_two_other_districts() -> None:
    truth = {("0101", "renewal"): 9, ("0102", "renewal"): 2, ("0103", "renewal"): 2}
    small_alone: dict[Asked, int] = {("01", None): 13, ("0101", None): 9}
    assert (("01", None), 4) in Attacker(tuple(truth), small_alone).groups()
    assert ("0101", None) not in numbers(truth)


@given(TRUTHS)
def test_what_is_told_is_true_and_never_small(truth: Mapping[Atom, int]) -> None:
    for cell, number in numbers(truth).items():
        assert number == count(truth, cell)
        assert number >= LEAST


@given(TRUTHS, st.integers(0, 50))
def test_days_are_told_only_of_those_whose_number_is_and_of_enough(
    truth: Mapping[Atom, int], most: int
) -> None:
    days = {atom: tuple(n % (most + 1) for n in range(number)) for atom, number in truth.items()}
    for cell in told(Counted({}, days)):
        assert cell.filed is None
        if cell.median_days is not None:
            assert cell.decided is not None
            assert cell.decided >= LEAST_FOR_MEDIAN


def test_without_the_rings_the_attacker_would_find_somebody() -> None:
    """The attack can succeed: of cells hidden only because they are small, it finds one."""
    truth = {("0101", "renewal"): 3, ("0102", "renewal"): 9, ("0103", "renewal"): 8}
    small_alone: dict[Asked, int] = {("", None): 20, ("01", None): 20, ("0102", None): 9, ("0103", None): 8}
    assert ("0101", None) in found_people(truth, small_alone, list(truth))
    assert found_people(truth, numbers(truth), list(truth)) == set()


def test_a_country_with_enough_everywhere_is_told_to_its_districts() -> None:
    truth = dict.fromkeys(ATOMS, 10)
    assert len(numbers(truth)) == (len(DISTRICTS) + 3 + 1) * (len(KINDS) + 1)
