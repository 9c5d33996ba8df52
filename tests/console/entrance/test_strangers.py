"""Who is not signed in: what is closed to them, and what guessing tells."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from core.accounts.guessing import PER_ACCOUNT
from tests.console.entrance.hall import FIRST, OPEN, Hall, everything, filled, routes
from tests.console.entrance.tablet import PASSWORD


async def test_every_page_is_closed_but_the_few_that_must_be_open(hall: Hall) -> None:
    tablet = await hall.tablet()
    before = await everything(hall)
    addresses = [one for one in routes(hall.app, "GET") if one not in OPEN]
    assert len(addresses) > 5
    for address in addresses:
        seen = await tablet.see(filled(address, "0" * 32), follow=False)
        assert seen.status == 303, address
        assert seen.headers["Location"].startswith(FIRST), address
    for address in routes(hall.app, "POST"):
        seen = await tablet.send(filled(address, "0" * 32), follow=False)
        assert seen.status in (303, 403), address
    assert (await tablet.see("/console/no-such-page", follow=False)).status == 303
    assert await everything(hall) == before


@pytest.mark.parametrize("password", ["not the password", PASSWORD])
async def test_nobody_learns_who_has_an_account(hall: Hall, password: str) -> None:
    """Word for word the same, for a wrong password, no such name, one shut out, one who never came in."""
    await hall.known("sok")
    gone = await hall.known("gon")
    await hall.house.accounts.managing.disable(None, gone.officer.id)
    await hall.invite("new")
    told = set()
    for username in ("sok", "nob", "gon", "new"):
        if (username, password) == ("sok", PASSWORD):
            continue
        tablet = await hall.tablet()
        seen = await tablet.fill(await tablet.see(FIRST), FIRST, username=username, password=password)
        plain = re.sub(r'name="csrf" value="[^"]*"', "", seen.text).replace(f'value="{username}"', "")
        told.add((seen.status, plain, seen.url))
    assert len(told) == 1
    assert told.pop()[0] == 403


async def test_a_flood_of_guesses_shuts_out_strangers_and_not_the_officer(hall: Hall) -> None:
    sok = await hall.known("sok")
    own = await hall.signed_in(sok)
    await own.fill(await own.see("/console/account"), "/console/sign-out")

    stranger = await hall.tablet()
    for _ in range(PER_ACCOUNT):
        seen = await stranger.fill(await stranger.see(FIRST), FIRST, username="sok", password="guess of mine")
        assert seen.status == 403
    for password in ("guess of mine", PASSWORD):
        seen = await stranger.fill(await stranger.see(FIRST), FIRST, username="sok", password=password)
        assert seen.status == 429
        assert 60 <= int(seen.headers["Retry-After"]) <= 15 * 60

    assert (await own.sign_in("sok", secret=sok.secret)).url == "/console/"


async def test_whatever_is_typed_as_a_name_is_answered(hall: Hall) -> None:
    tablet = await hall.tablet()
    page = await tablet.see(FIRST)
    for name in ("\0", "sok\0", "x" * 5000, "' OR 1=1 --", "<b>", "ស្រី", "", "../../x", "%00"):
        seen = await tablet.fill(page, FIRST, username=name, password=name)
        assert seen.status == 403, name[:20]
        assert "<b>" not in seen.text.replace("<b></b>", ""), name[:20]


async def test_a_form_of_ten_megabytes_is_refused_in_words(hall: Hall) -> None:
    tablet = await hall.tablet()
    await tablet.see(FIRST)
    body = BytesIO(b"username=sok&password=" + b"x" * 10_000_000)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    async with tablet.session.post(FIRST, data=body, headers=kind) as reply:
        assert reply.status == 413
        assert "<h1>" in await reply.text()
