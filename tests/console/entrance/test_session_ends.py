"""Sessions that end, by time or by somebody; and what was typed meanwhile."""

from __future__ import annotations

from core.roles import Role
from tests.console.entrance.hall import FIRST, Hall
from tests.console.entrance.tablet import PASSWORD


async def test_after_twenty_minutes_one_signs_in_again_and_goes_on_there(hall: Hall) -> None:
    sok = await hall.known("sok")
    tablet = await hall.signed_in(sok)
    hall.clock.advance(minutes=21)
    seen = await tablet.see("/console/account?done=ended")
    assert seen.url.startswith(FIRST + "?next=")
    came = await tablet.fill(seen, FIRST, username="sok", password=PASSWORD, next=seen.hidden("next"))
    came = await tablet.fill(
        came, "/console/sign-in/code", code=tablet.code(sok.secret), next=came.hidden("next")
    )
    assert came.url == "/console/account?done=ended"


async def test_what_was_typed_outlives_the_session(hall: Hall) -> None:
    """Nothing is done meanwhile; the same officer finds it, sends it, and it is done."""
    boss = await hall.known("boss", Role.SUPERVISOR, "12")
    tablet = await hall.signed_in(boss)
    form = await tablet.see("/console/officers/new")
    typed = {"name": 'ចាន់ សុខា <b>"&', "username": "chan", "role": "verifier", "areas": "120101,\n120109"}
    hall.clock.advance(minutes=21)
    came = await tablet.fill(form, "/console/officers/new", **typed)
    assert came.url.startswith(FIRST)
    assert await hall.house.officers.find("chan") is None

    held = came.hidden("next")
    came = await tablet.sign_in("boss", secret=boss.secret, next=held)
    assert came.url == held
    assert "ចាន់ សុខា &lt;b&gt;" in came.text
    sent = await tablet.send(
        "/console/officers/new",
        csrf=came.hidden("csrf"),
        name=typed["name"],
        username=typed["username"],
        role=came.hidden("role"),
        areas=typed["areas"],
    )
    assert sent.status == 200
    made = await hall.house.officers.find("chan")
    assert made is not None
    assert made.areas == {"120101", "120109"}
    assert made.name == typed["name"]


async def test_nobody_else_on_the_same_tablet_finds_it(hall: Hall) -> None:
    sok, other = await hall.known("sok"), await hall.known("oth")
    tablet = await hall.signed_in(sok)
    form = await tablet.see("/console/account")
    hall.clock.advance(minutes=21)
    came = await tablet.fill(form, "/console/requests/1/note", note="only for my eyes")
    held = came.hidden("next")
    came = await tablet.sign_in("oth", secret=other.secret, next=held)
    assert came.status == 404
    assert "only for my eyes" not in came.text


async def test_a_form_of_a_tab_from_before_is_shown_again_and_not_done(hall: Hall) -> None:
    """Signed in anew in another tab: the old tab's form is the officer's own, but of another session."""
    sok = await hall.known("sok")
    tablet = await hall.signed_in(sok)
    old = await tablet.see("/console/account")
    await tablet.fill(old, "/console/sign-out")
    await tablet.sign_in("sok", secret=sok.secret)
    came = await tablet.fill(old, "/console/account/sessions/end-others", note="typed before")
    assert came.url.startswith("/console/held/")
    assert "typed before" in came.text


async def test_passwords_and_codes_are_never_kept(hall: Hall) -> None:
    sok = await hall.known("sok")
    tablet = await hall.signed_in(sok)
    form = await tablet.see("/console/account")
    hall.clock.advance(minutes=21)
    secrets = {name: f"secret {name} of mine" for name in ("current", "password", "again", "code", "setup")}
    came = await tablet.fill(form, "/console/account/password", **secrets)
    came = await tablet.sign_in("sok", secret=sok.secret, next=came.hidden("next"))
    assert came.url.startswith("/console/held/")
    assert "of mine" not in came.text


async def test_who_is_shut_out_is_out_with_the_next_click(hall: Hall) -> None:
    boss, sok = await hall.known("boss", Role.SUPERVISOR, "12"), await hall.known("sok")
    tablet, supervisor = await hall.signed_in(sok), await hall.signed_in(boss)
    page = await supervisor.see(f"/console/officers/{sok.officer.id}")
    assert (await supervisor.fill(page, f"/console/officers/{sok.officer.id}/disable")).status == 200
    assert (await tablet.see("/console/account")).url.startswith(FIRST)
    page = await tablet.see(FIRST)
    assert (await tablet.fill(page, FIRST, username="sok", password=PASSWORD)).status == 403


async def test_signing_out_ends_the_session_itself(hall: Hall) -> None:
    sok = await hall.known("sok")
    tablet = await hall.signed_in(sok)
    kept = tablet.cookies()["samnaeu"]
    await tablet.fill(await tablet.see("/console/account"), "/console/sign-out")
    assert tablet.cookies().get("samnaeu", "") == ""
    thief = await hall.tablet(Cookie=f"samnaeu={kept}")
    assert (await thief.see("/console/account", follow=False)).status == 303
