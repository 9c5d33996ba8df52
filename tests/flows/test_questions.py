"""What a question takes. The doors fold Khmer digits: here everything is ASCII."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.questions import Digits, Number, Several
from flows.questions.asked import Asked
from flows.questions.several import Thing

PEOPLE = Number(1, 30)
CODE = Digits((2, 4, 6, 8))
WHO = Several({"1": Thing("Young", "young"), "2": Thing("Old", "old"), "5": Thing("No one", "none")})


@pytest.mark.parametrize(
    ("asked", "typed", "value"),
    [
        (PEOPLE, "1", 1),
        (PEOPLE, "30", 30),
        (PEOPLE, "007", 7),
        (CODE, "12", "12"),
        (CODE, "0102", "0102"),
        (CODE, "12010901", "12010901"),
        (WHO, "1", ["young"]),
        (WHO, "12", ["young", "old"]),
        (WHO, "21", ["young", "old"]),
        (WHO, "2112", ["young", "old"]),
        (WHO, "5", []),
        (WHO, "55", []),
    ],
)
def test_an_answer_gives_its_value(asked: Asked, typed: str, value: object) -> None:
    assert asked.value(typed) == value


@pytest.mark.parametrize(
    ("asked", "typed"),
    [
        *[(PEOPLE, typed) for typed in ("0", "31", "-1", "1.5", "", " ", "two", "1e1", "9" * 400, "²", "៥")],
        *[(CODE, typed) for typed in ("1", "123", "1234567", "123456789", "", "12a4", "១២")],
        *[(WHO, typed) for typed in ("", "3", "13", "15", "0", "1 2", "1,2", "young")],
    ],
)
def test_what_is_no_answer_is_refused(asked: Asked, typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        asked.value(typed)


@pytest.mark.parametrize("asked", [PEOPLE, CODE, WHO])
@given(typed=st.text())
def test_nothing_typed_raises_anything_else(asked: Asked, typed: str) -> None:
    try:
        asked.value(typed)
    except ValueError:
        return
    assert typed.isascii()
    assert typed.isdigit()


def test_only_several_lists_something_below_the_question() -> None:
    assert [choice.key for choice in WHO.choices()] == ["1", "2", "5"]
    assert WHO.messages() == ("Young", "Old", "No one")
    assert CODE.choices() == PEOPLE.choices() == ()
    assert CODE.messages() == PEOPLE.messages() == ()
