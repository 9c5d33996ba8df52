from __future__ import annotations

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from core.areas import around, covers, is_area, within

CODES = st.text("0123456789", min_size=6, max_size=6)
AREAS = st.lists(
    st.one_of(
        *(st.text("0189", min_size=n, max_size=n) for n in (2, 4, 6)), st.sampled_from(["", "1", "12%", "១២"])
    ),
    max_size=4,
)
ENGINE = sa.create_engine("sqlite://")


def test_an_area_has_two_four_or_six_digits() -> None:
    assert [code for code in ("12", "1202", "120201", "", "1", "12020101", "1a", "១២") if is_area(code)] == [
        "12",
        "1202",
        "120201",
    ]


def test_a_prefix_that_is_no_area_covers_nothing() -> None:
    assert not covers(["", "1", "12010"], "120101")


@given(AREAS, st.one_of(CODES, st.text("0189", min_size=6, max_size=6)))
def test_the_query_and_the_check_agree(areas: list[str], commune: str) -> None:
    asked = sa.select(within(sa.literal(commune), areas))
    with ENGINE.connect() as connection:
        assert bool(connection.scalar(asked)) == covers(areas, commune)


@given(CODES, CODES)
def test_around_a_commune_lies_each_area_that_covers_it(commune: str, other: str) -> None:
    assert all(covers([area], commune) for area in around(commune))
    assert len(around(commune)) == 3
    assert [area for area in around(other) if covers([area], commune)] == [
        area for area in around(other) if area in around(commune)
    ]
