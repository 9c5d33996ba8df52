"""Forms that no page of ours showed to this officer; and pages, which change nothing."""

from __future__ import annotations

import pytest

from core.roles import Role
from tests.app.test_pages import Inline
from tests.console.entrance.hall import FIRST, Hall, everything, filled, routes
from tests.console.entrance.tablet import PASSWORD


async def test_a_form_without_this_officers_own_token_does_nothing(hall: Hall) -> None:
    boss = await hall.known("boss", Role.SUPERVISOR, "12")
    sok = await hall.known("sok")
    tablet, other = await hall.signed_in(boss), await hall.signed_in(sok)
    strangers = await (await hall.tablet()).see(FIRST)
    theirs = (await other.see("/console/account")).hidden("csrf")
    mine = (await tablet.see("/console/account")).hidden("csrf")
    session_id, signature = mine.split(".")
    forged = ["", "x", "\0", theirs, strangers.hidden("csrf"), f"{session_id}.{theirs.split('.')[1]}"]
    forged += [f"{session_id}.{signature[:-1]}x", f"{theirs.split('.')[0]}.{signature}", session_id]
    before = await everything(hall)
    for token in forged:
        for path in (
            f"/console/officers/{sok.officer.id}/disable",
            "/console/sign-out",
            "/console/account/sessions/end-others",
        ):
            seen = await tablet.send(path, follow=False, csrf=token)
            assert seen.status == 403, (token, path)
    assert await everything(hall) == before
    assert (await tablet.see("/console/account")).status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_form_that_another_site_sends_does_nothing(hall: Hall, site: str) -> None:
    sok = await hall.known("sok")
    tablet = await hall.signed_in(sok)
    page = await tablet.see("/console/account")
    tablet.sends["Sec-Fetch-Site"] = site
    assert (await tablet.fill(page, "/console/sign-out")).status == 403
    tablet.sends["Sec-Fetch-Site"] = "same-origin"
    assert (await tablet.see("/console/account")).status == 200


async def test_the_sign_in_form_is_bound_to_its_browser(hall: Hall) -> None:
    """Nobody signs a victim in as somebody else."""
    await hall.known("sok")
    attackers = await (await hall.tablet()).see(FIRST)
    victim = await hall.tablet()
    await victim.see(FIRST)
    seen = await victim.send(
        FIRST, follow=False, csrf=attackers.hidden("csrf"), username="sok", password=PASSWORD
    )
    assert seen.headers["Location"] == FIRST
    assert "samnaeu" not in victim.cookies()


async def test_nothing_changes_by_looking(hall: Hall) -> None:
    """Every page, looked at by those who may see most; and where a form goes, which nobody can open."""
    boss, admin = (
        await hall.known("boss", Role.SUPERVISOR, "12"),
        await hall.known("adm", Role.ADMINISTRATOR, ""),
    )
    sok = await hall.known("sok")
    for who in (admin, sok, boss):
        tablet = await hall.signed_in(who)
        before = await everything(hall)
        for address in routes(hall.app, "GET"):
            seen = await tablet.see(filled(address, sok.officer.id))
            assert seen.status in (200, 404), (address, seen.status)
        assert await everything(hall) == before
    for address in routes(hall.app, "POST"):
        seen = await tablet.see(filled(address, sok.officer.id))
        assert seen.status in (200, 404, 405), (address, seen.status)
    assert await everything(hall) == before


async def test_pages_are_strict_and_no_browser_keeps_them(hall: Hall) -> None:
    link = await hall.invite("new")
    admin = await hall.known("adm", Role.ADMINISTRATOR, "")
    sok = await hall.known("sok")
    tablet = await hall.signed_in(admin)
    stranger = await hall.tablet()
    invited = await stranger.fill(await stranger.see(link), link, password=PASSWORD, again=PASSWORD)
    pages = [
        invited,
        await stranger.see(FIRST),
        await stranger.see("/console/sign-in/code"),
        await stranger.see("/console/link/" + "x" * 43),
        *[
            await tablet.see(f"/console/{path}")
            for path in ("account", "account/second-factor", "again", "officers")
        ],
        *[await tablet.see(f"/console/officers/{path}") for path in ("new", sok.officer.id)],
    ]
    for page in pages:
        inline = Inline()
        inline.feed(page.text)
        assert inline.found == [], page.url
        assert page.headers["Cache-Control"] == "no-store"
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        assert "'unsafe" not in page.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
