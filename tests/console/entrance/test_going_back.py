"""Where one is sent on to after signing in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from console.entrance import paths
from tests.console.entrance.hall import FIRST, Hall
from tests.console.entrance.tablet import PASSWORD

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/console/",
    "/\\evil.example",
    "/console/../../x",
    "/console//evil.example",
    "/console/\r\nSet-Cookie: x=y",
    "javascript:alert(1)",
    "/simulator/",
    "/console/sign-in",
    "/console/link/x",
    "x" * 5000,
]


@pytest.mark.parametrize("next_one", ELSEWHERE)
def test_elsewhere_is_no_page_to_go_back_to(next_one: str) -> None:
    assert paths.safe(next_one) == "/console/"


@pytest.mark.parametrize("next_one", [ELSEWHERE[0], ELSEWHERE[-1]])
async def test_nobody_is_sent_elsewhere(hall: Hall, next_one: str) -> None:
    sok = await hall.known("sok")
    tablet = await hall.tablet()
    page = await tablet.see(FIRST)
    came = await tablet.fill(page, FIRST, username="sok", password=PASSWORD, next=next_one)
    done = await tablet.fill(
        came, "/console/sign-in/code", follow=False, code=tablet.code(sok.secret), next=next_one
    )
    assert done.headers["Location"] == "/console/"


@given(
    st.one_of(st.text(), st.from_regex(r"[/\\.:a-z@%?#\s]{0,20}", fullmatch=True).map("/console/".__add__))
)
def test_what_is_gone_back_to_is_always_a_page_of_ours(path: str) -> None:
    safe = paths.safe(path)
    there = URL("https://samnaeu.example").join(URL(safe))
    assert there.host == "samnaeu.example"
    assert there.path.startswith("/console/")
    assert not set(safe) & set("\r\n\\ ")
    assert paths.safe(safe) == safe
