from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.digits import fold_digits, is_ascii_digits

KHMER = "០១២៣៤៥៦៧៨៩"


@given(st.integers(min_value=0))
def test_a_number_reads_the_same_in_every_set_of_digits(number: int) -> None:
    typed = str(number)
    assert fold_digits(typed.translate(str.maketrans("0123456789", KHMER))) == typed
    assert fold_digits(typed.translate(str.maketrans("0123456789", "０１２３４５６７８９"))) == typed


def test_all_but_digits_is_left_as_typed() -> None:
    assert fold_digits("ភូមិទី ៣ (a²)") == "ភូមិទី 3 (a²)"


@pytest.mark.parametrize(
    ("text", "plain"),
    [("0", True), ("0129", True), ("", False), ("១២", False), ("²", False), ("1 2", False), ("-1", False)],
)
def test_only_ascii_digits_count_as_such(text: str, plain: bool) -> None:
    assert is_ascii_digits(text) is plain
