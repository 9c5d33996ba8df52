from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import damm

from core.requests import references

NUMBERS = st.integers(10_000_000, 99_999_999).map(str)
REFERENCES = NUMBERS.map(lambda number: number + str(damm.calc_check_digit(number)))
KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


def test_what_is_drawn_is_read_back_and_is_no_phone_number() -> None:
    for _ in range(500):
        reference = references.draw()
        assert len(reference) == 9
        assert reference[0] != "0"
        assert references.parse(references.show(reference)) == reference


@given(REFERENCES, st.integers(0, 8), st.sampled_from("0123456789"))
def test_any_single_wrong_digit_is_caught(reference: str, place: int, digit: str) -> None:
    assume(reference[place] != digit)
    assert references.parse(reference[:place] + digit + reference[place + 1 :]) is None


@given(REFERENCES, st.integers(0, 7))
def test_any_swap_of_neighbours_is_caught(reference: str, place: int) -> None:
    one, other = reference[place], reference[place + 1]
    assume(one != other)
    assert references.parse(reference[:place] + other + one + reference[place + 2 :]) is None


@given(
    REFERENCES, st.lists(st.sampled_from(["", " ", "-", "\u200b", "\u00a0", "  "]), min_size=10, max_size=10)
)
def test_spaces_hyphens_and_khmer_digits_do_not_matter(reference: str, between: list[str]) -> None:
    typed = between[0] + "".join(digit + gap for digit, gap in zip(reference, between[1:], strict=True))
    assert references.parse(typed) == reference
    assert references.parse(typed.translate(KHMER)) == reference


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    read = references.parse(text)
    assert read is None or (len(read) == 9 and read.isascii() and read.isdigit())


def test_it_is_shown_in_threes() -> None:
    assert references.show("123456789") == "123 456 789"
