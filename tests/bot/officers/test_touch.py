"""What a button carries: read back as it was made, and nothing else is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.officers import touch
from bot.officers.touch import Deed, Touch
from tests.servers.bot_api.keyboards import DATA_BYTES

REFERENCES = st.integers(100_000_000, 999_999_999).map(str)
EXTRAS = st.from_regex(r"[a-z0-9]{0,12}", fullmatch=True)
OF_NONE = (Deed.WORK, Deed.NEXT)
TOUCHES = st.one_of(
    st.builds(Touch, st.sampled_from(OF_NONE), extra=EXTRAS),
    st.builds(
        Touch,
        st.sampled_from([deed for deed in Deed if deed not in OF_NONE]),
        REFERENCES,
        st.integers(1, 999_999_999),
        EXTRAS,
    ),
)


@given(TOUCHES)
def test_a_button_is_read_back_as_it_was_made_and_fits(made: Touch) -> None:
    assert touch.read(made.data) == made
    assert touch.is_ours(made.data)
    assert len(made.data.encode("ascii")) <= DATA_BYTES


@given(st.text(max_size=80))
def test_nothing_else_is_read_and_nothing_breaks(data: str) -> None:
    read = touch.read(data)
    assert read is None or read.data == data
    assert touch.read("o." + data) is None or touch.is_ours("o." + data)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "o",
        "o.",
        "o.take",
        "o.take.",
        "o.take.123456789",
        "o.take.12345678.1",
        "o.take.123456789.0",
        "o.take.123456789.1.",
        "o.take.123456789.1.A",
        "o.take.១២៣៤៥៦៧៨៩.1",
        "o.decide.123456789.1",
        "o.work.123456789.1",
        "o.next.123456789.1",
        "o.give.123456789.1.x\n",
        "k8Jd9x0A.3",
    ],
)
def test_what_we_never_made_is_no_button_of_ours(data: str) -> None:
    assert touch.read(data) is None
