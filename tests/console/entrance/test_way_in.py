"""The way in: links, the two steps, and the cookie that is given."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.console.entrance.conftest import Open
from tests.console.entrance.hall import FIRST, Hall, accept, everything
from tests.console.entrance.tablet import PASSWORD


async def test_an_invitation_leads_all_the_way_in(hall: Hall) -> None:
    link, tablet = await hall.invite("sok"), await hall.tablet()
    done, secret, codes = await accept(tablet, link)
    assert done.status == 200
    assert len(set(codes)) == 10
    assert (await tablet.see("/console/account")).status == 200
    shown = (await tablet.see("/console/account")).text
    assert not [code for code in codes if code in shown]
    assert (await tablet.see(link)).status == 404

    other = await hall.tablet()
    assert (await other.sign_in("sok", secret=secret)).status == 200
    again = await hall.tablet()
    page = await again.fill(await again.see(FIRST), FIRST, username="sok", password=PASSWORD)
    came = await again.fill(page, "/console/sign-in/code", code=codes[0])
    assert came.url == "/console/"


async def test_opening_a_link_does_not_use_it_up(hall: Hall) -> None:
    link = await hall.invite("sok")
    before = await everything(hall)
    for _ in range(3):
        tablet = await hall.tablet()
        assert (await tablet.see(link)).status == 200
        async with tablet.session.head(link) as reply:
            assert reply.status == 200
    assert await everything(hall) == before


async def test_a_mistyped_or_weak_password_is_asked_for_again(hall: Hall) -> None:
    link, tablet = await hall.invite("sok"), await hall.tablet()
    page = await tablet.see(link)
    for password, again in [("one of mine", "another of mine"), ("12345678", "12345678"), ("short", "short")]:
        page = await tablet.fill(page, link, password=password, again=again)
        assert page.status == 400
        assert 'role="alert"' in page.text
        assert password not in page.text


async def test_the_session_cookie_is_for_the_browser_alone(hall: Hall) -> None:
    sok = await hall.known("sok")
    tablet = await hall.tablet()
    first = await tablet.fill(await tablet.see(FIRST), FIRST, username="sok", password=PASSWORD)
    done = await tablet.fill(first, "/console/sign-in/code", follow=False, code=tablet.code(sok.secret))
    given_cookies = done.headers.getall("Set-Cookie")
    session = next(each for each in given_cookies if each.startswith("samnaeu="))
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(session.split("; "))
    assert not re.search("Max-Age|Expires|Domain", session, re.IGNORECASE)
    assert sok.officer.id not in session


@pytest.mark.parametrize(
    ("given", "sends"),
    [
        (
            {"trusted_proxies": "127.0.0.0/8"},
            {"X_Forwarded_Proto": "https", "X_Forwarded_For": "203.0.113.9"},
        ),
        ({"public_url": "https://samnaeu.example.gov.kh"}, {}),
    ],
)
async def test_with_tls_every_cookie_is_bound_to_it_and_to_this_host(
    open_hall: Open, given: dict[str, Any], sends: dict[str, str]
) -> None:
    hall: Hall = await open_hall(**given)
    seen = await (await hall.tablet(**sends)).see(FIRST)
    cookies = seen.headers.getall("Set-Cookie")
    assert cookies
    assert all(one.startswith("__Host-") and "; Secure" in one and "Domain" not in one for one in cookies)
    assert seen.headers["Strict-Transport-Security"] == "max-age=31536000"


async def test_the_word_of_a_stranger_that_it_came_by_tls_is_not_taken(hall: Hall) -> None:
    seen = await (await hall.tablet(X_Forwarded_Proto="https")).see(FIRST)
    assert "Strict-Transport-Security" not in seen.headers


async def test_a_setting_does_not_make_a_request_in_the_clear_safe(open_hall: Open) -> None:
    hall: Hall = await open_hall(public_url="https://samnaeu.example.gov.kh")
    seen = await (await hall.tablet(X_Forwarded_For="203.0.113.9")).see(FIRST)
    assert seen.status == 403
    assert "password" not in seen.text


async def test_nobody_types_a_password_where_others_listen(hall: Hall) -> None:
    """Passed on by somebody, without TLS as far as we know: not this machine's own browser."""
    tablet = await hall.tablet(X_Forwarded_For="203.0.113.9")
    for path in (FIRST, "/console/", "/console/account"):
        seen = await tablet.see(path, follow=False)
        assert seen.status == 403
        assert "password" not in seen.text
