"""Sensitive acts, and the accounts of others and one's own."""

from __future__ import annotations

import re

import pyotp
from yarl import URL

from console.officers.form import MOST_AREAS
from core.roles import Role
from tests.console.entrance.hall import CODES, FIRST, Hall, everything
from tests.console.entrance.tablet import PASSWORD


async def test_a_change_of_role_asks_for_the_password_again_and_then_goes_on(hall: Hall) -> None:
    boss, sok = await hall.known("boss", Role.SUPERVISOR, "12"), await hall.known("sok")
    tablet = await hall.signed_in(boss)
    theirs = await hall.signed_in(sok)
    at = f"/console/officers/{sok.officer.id}"
    hall.clock.advance(minutes=11)
    page = await tablet.see(at)
    version = page.hidden("version")
    came = await tablet.fill(
        page, f"{at}/change", role="commune_chief", areas="Banteay Neang", version=version
    )
    assert came.url.startswith("/console/again?next=")
    unchanged = await hall.house.officers.find("sok")
    assert unchanged is not None
    assert unchanged.role is Role.COMMUNE_OFFICER

    wrong = await tablet.fill(
        came, "/console/again", password="a guess", code="000000", next=came.hidden("next")
    )
    assert wrong.status == 403
    cookie = tablet.cookies()["samnaeu"]
    came = await tablet.fill(
        wrong, "/console/again", password=PASSWORD, code=tablet.code(boss.secret), next=wrong.hidden("next")
    )
    assert came.url.startswith("/console/held/")
    assert tablet.cookies()["samnaeu"] != cookie
    fields = {name: came.hidden(name) for name in ("csrf", "role", "version")} | {"areas": "120109"}
    sent = await tablet.send(f"{at}/change", **fields)
    assert sent.url == f"{at}?done=changed"
    changed = await hall.house.officers.find("sok")
    assert changed is not None
    assert changed.role is Role.COMMUNE_CHIEF
    assert (await theirs.see("/console/account")).url.startswith(FIRST)


async def test_a_change_of_role_that_another_came_before_keeps_what_was_typed(hall: Hall) -> None:
    boss, sok = await hall.known("boss", Role.SUPERVISOR, "12"), await hall.known("sok")
    tablet = await hall.signed_in(boss)
    at = f"/console/officers/{sok.officer.id}"
    page = await tablet.see(at)
    await hall.house.accounts.managing.change(None, sok.officer.id, Role.VERIFIER, ["1201"])
    typed = {"role": "commune_chief", "areas": "120109"}
    for seen in ({"version": page.hidden("version")}, {}):
        late = await tablet.fill(page, f"{at}/change", **typed, **seen)
        assert late.status == 409
        assert "Somebody changed this officer while you were writing" in late.text
        assert "Verifier, Khan Chamkar Mon" in late.text
        assert ">\n120109</textarea>" in late.text
        assert '<option value="commune_chief" selected' in late.text
    done = await tablet.fill(late, f"{at}/change", **typed, version=late.hidden("version"))
    assert done.url == f"{at}?done=changed"


async def test_an_officer_has_no_more_places_than_are_read(hall: Hall) -> None:
    tablet = await hall.signed_in(await hall.known("boss", Role.SUPERVISOR, "12"))
    new = "/console/officers/new"
    fields = {"username": "many", "name": "Many (DEMO)", "role": "commune_officer"}
    page = await tablet.see(new)
    refused = await tablet.fill(page, new, **fields, areas="120101," * MOST_AREAS + "120109")
    assert refused.status == 400
    assert f"At most {MOST_AREAS} places." in refused.text
    assert await hall.house.officers.find("many") is None
    await tablet.fill(refused, new, **fields, areas="120101," * (MOST_AREAS - 1) + "120109")
    assert await hall.house.officers.find("many")


async def test_the_pages_of_accounts_do_not_exist_for_who_keeps_none(hall: Hall) -> None:
    far, sok = await hall.known("far", Role.COMMUNE_OFFICER, "170404"), await hall.known("sok")
    boss = await hall.known("boss", Role.SUPERVISOR, "12")
    officers, supervisors = await hall.signed_in(sok), await hall.signed_in(boss)
    token = (await officers.see("/console/account")).hidden("csrf")
    bosses = (await supervisors.see("/console/account")).hidden("csrf")
    before = await everything(hall)
    for path in ("", "/new", f"/{far.officer.id}", f"/{sok.officer.id}"):
        assert (await officers.see(f"/console/officers{path}")).status == 404
    for target in (far.officer.id, boss.officer.id, "0" * 32):
        assert (await supervisors.see(f"/console/officers/{target}")).status == 404
        for act in ("change", "link", "disable", "enable", "end-sessions"):
            fields = {"role": "verifier", "areas": "120101", "lost": "password"}
            seen = await supervisors.send(f"/console/officers/{target}/{act}", csrf=bosses, **fields)
            assert seen.status == 404, act
            seen = await officers.send(f"/console/officers/{target}/{act}", csrf=token, **fields)
            assert seen.status == 404, act
    seen = await supervisors.send(
        "/console/officers/new", csrf=bosses, name="X", username="xx", role="administrator", areas="120101"
    )
    assert seen.status == 400
    assert await everything(hall) == before


async def test_a_supervisors_link_brings_back_who_lost_the_password_and_nobody_else(hall: Hall) -> None:
    boss, sok = await hall.known("boss", Role.SUPERVISOR, "12"), await hall.known("sok")
    supervisor = await hall.signed_in(boss)
    at = f"/console/officers/{sok.officer.id}"
    made = await supervisor.fill(await supervisor.see(at), f"{at}/link", lost="password")
    link = URL(re.search(r'class="address">([^<]+)<', made.text)[1]).path  # type: ignore[index]
    page = await supervisor.see(link)
    new = "a new one for the rainy season"
    refused = await supervisor.fill(page, link, password=new, again=new, code="000000")
    assert refused.status == 403

    tablet = await hall.tablet()
    came = await tablet.fill(
        await tablet.see(link), link, password=new, again=new, code=tablet.code(sok.secret)
    )
    assert came.url == "/console/"
    assert (await tablet.see(link)).status == 404


async def test_an_officer_changes_their_own_password_and_app(hall: Hall) -> None:
    sok = await hall.known("sok")
    tablet, elsewhere = await hall.signed_in(sok), await hall.signed_in(sok)
    new = "a new one for the rainy season"
    at = "/console/account"
    page = await tablet.see(at)
    wrong = await tablet.fill(page, f"{at}/password", current="a guess", password=new, again=new)
    assert wrong.status == 403
    done = await tablet.fill(page, f"{at}/password", current=PASSWORD, password=new, again=new)
    assert done.url == f"{at}?done=password"
    assert (await elsewhere.see(at)).url.startswith(FIRST)

    page = await tablet.see(f"{at}/second-factor")
    secret = re.search(r"secret=([A-Z2-7]{32})", page.text)
    assert secret
    wrong = await tablet.fill(page, f"{at}/second-factor", setup=page.hidden("setup"), code="000000")
    assert wrong.status == 403
    code = pyotp.TOTP(secret[1]).at(hall.clock.now())
    done = await tablet.fill(wrong, f"{at}/second-factor", setup=wrong.hidden("setup"), code=code)
    assert len(set(re.findall(CODES, done.text))) == 10
    other = await hall.tablet()
    assert (await other.sign_in("sok", new, secret[1])).url == "/console/"


async def test_a_visitor_chooses_the_language(hall: Hall) -> None:
    tablet = await hall.tablet()
    page = await tablet.see(FIRST)
    assert '<html lang="km">' in page.text
    came = await tablet.fill(page, "/console/language", tongue="en", back=FIRST)
    assert came.url == FIRST
    assert '<html lang="en">' in came.text


async def test_who_has_not_used_the_invitation_stands_so_in_the_list(hall: Hall) -> None:
    tablet = await hall.signed_in(await hall.known("boss", Role.SUPERVISOR, "12"))
    await hall.known("sok")
    listed = await tablet.see("/console/officers")
    assert "has not used the invitation yet" not in listed.text
    await hall.invite("new")
    listed = await tablet.see("/console/officers")
    assert listed.text.count("has not used the invitation yet") == 1


async def test_areas_of_another_level_than_the_roles_are_refused_in_plain_words(hall: Hall) -> None:
    tablet = await hall.signed_in(await hall.known("boss", Role.SUPERVISOR, "12"))
    page = await tablet.see("/console/officers/new")
    new = {"name": "New (DEMO)", "username": "new", "role": "commune_officer"}
    refused = await tablet.fill(page, "/console/officers/new", **new, areas="1201")
    assert refused.status == 400
    assert "Officers and chiefs work in communes" in refused.text
    assert await hall.house.officers.find("new") is None
