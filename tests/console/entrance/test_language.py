"""The language is switched on each page, and neither the page nor what was typed is lost by it."""

from __future__ import annotations

import pytest

from core.roles import Role
from tests.console.entrance.hall import FIRST, Hall

SWITCH = "/console/language"
COUNTER = "/console/counter"


@pytest.mark.parametrize(
    "address",
    ["/console/?show=open&late=yes&area=120109", "/console/again?next=/console/officers", "/console/counter"],
)
async def test_one_stays_where_one_was(hall: Hall, address: str) -> None:
    tablet = await hall.signed_in(await hall.known("sok"))
    page = await tablet.see(address)
    came = await tablet.fill(page, SWITCH, tongue="km", back=page.hidden("back"))
    assert '<html lang="km">' in came.text
    assert came.url == address


async def test_who_signs_in_keeps_the_page_they_wanted(hall: Hall) -> None:
    tablet = await hall.tablet()
    wanted = f"{FIRST}?next=/console/requests/123456789"
    page = await tablet.see(wanted)
    came = await tablet.fill(page, SWITCH, tongue="en", back=page.hidden("back"))
    assert came.url == wanted
    assert came.hidden("next") == "/console/requests/123456789"


async def test_the_form_of_the_counter_goes_on_in_the_other_language(hall: Hall) -> None:
    tablet = await hall.signed_in(await hall.known("sok"))
    page = await tablet.see(COUNTER)
    assert f'form="counter" formaction="{SWITCH}" formnovalidate' in page.text
    typed = {"name": "សុខ ចាន់ថា", "phone": "012 345 678", "language": "en", "form": page.hidden("form")}
    needs = [("needs", "older"), ("needs", "infant")]
    fields = [*typed.items(), *needs, ("tongue", "km"), ("back", COUNTER), ("csrf", page.hidden("csrf"))]
    async with tablet.session.post(SWITCH, data=fields) as reply:
        text, url = await reply.text(), reply.url.path_qs
    assert '<html lang="km">' in text
    for value in (typed["name"], typed["phone"], typed["form"], 'older" checked', 'infant" checked'):
        assert value in text
        assert value not in url
    other = await hall.signed_in(await hall.known("chan"))
    assert typed["name"] not in (await other.see(url)).text


async def test_a_page_that_only_a_form_opens_has_no_switch(hall: Hall) -> None:
    boss, sok = await hall.known("boss", Role.SUPERVISOR, "12"), await hall.known("sok")
    tablet = await hall.signed_in(boss)
    at = f"/console/officers/{sok.officer.id}"
    page = await tablet.see(at)
    assert f'action="{SWITCH}"' in page.text
    refused = await tablet.fill(page, f"{at}/change", role="", areas="Takeo")
    assert "Takeo</textarea>" in refused.text
    assert f'action="{SWITCH}"' not in refused.text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/console/../x", "/simulator/"])
async def test_the_switch_leads_nowhere_else(hall: Hall, back: str) -> None:
    tablet = await hall.tablet()
    page = await tablet.see(FIRST)
    came = await tablet.fill(page, SWITCH, follow=False, tongue="en", back=back)
    assert came.headers["Location"] == "/console/"
