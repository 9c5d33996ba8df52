"""Cookies that are not ours."""

from __future__ import annotations

from yarl import URL

from tests.console.entrance.hall import FIRST, Hall
from tests.console.entrance.tablet import PASSWORD


async def test_a_forged_cookie_is_as_good_as_none(hall: Hall) -> None:
    sok = await hall.known("sok")
    tablet = await hall.signed_in(sok)
    real = tablet.cookies()["samnaeu"]
    token, signature = real.split("~")
    forged = [
        token,
        f"{token}~",
        f"{token}~{signature[:-2]}xx",
        f"{token[:-1]}x~{signature}",
        f"x{real}",
        "x" * 3000,
        "~",
        "1:~1:",
        sok.officer.id,
    ]
    for cookie in forged:
        other = await hall.tablet(Cookie=f"samnaeu={cookie}")
        seen = await other.see("/console/account", follow=False)
        assert seen.headers["Location"].startswith(FIRST), cookie
    assert (await (await hall.tablet(Cookie=f"samnaeu={real}")).see("/console/account")).status == 200


async def test_a_planted_cookie_is_not_taken_over(hall: Hall) -> None:
    """Fixation: whatever the browser held before, who signs in gets a token that nobody knew."""
    sok = await hall.known("sok")
    attacker = await hall.tablet()
    await attacker.fill(await attacker.see(FIRST), FIRST, username="sok", password=PASSWORD)
    planted = attacker.cookies()["samnaeu"]

    victim = await hall.tablet()
    victim.session.cookie_jar.update_cookies({"samnaeu": planted}, URL(hall.url))
    came = await victim.sign_in("sok", secret=sok.secret)
    assert came.url == "/console/"
    assert victim.cookies()["samnaeu"] != planted
    seen = await attacker.see("/console/account", follow=False)
    assert seen.status == 303


async def test_a_token_that_was_replaced_is_worth_nothing(hall: Hall) -> None:
    sok = await hall.known("sok")
    tablet = await hall.tablet()
    await tablet.fill(await tablet.see(FIRST), FIRST, username="sok", password=PASSWORD)
    half = tablet.cookies()["samnaeu"]
    await tablet.fill(await tablet.see("/console/sign-in/code"), code=tablet.code(sok.secret))
    old = await hall.tablet(Cookie=f"samnaeu={half}")
    assert (await old.see("/console/account", follow=False)).status == 303
