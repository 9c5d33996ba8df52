"""What is not there leads everybody on, and an account back to the list of officers."""

from __future__ import annotations

import pytest

from core.roles import CASE_ROLES, COMMUNE, OFFICER_ROLES, Role
from tests.console.entrance.hall import Hall


def main_of(page: str) -> str:
    """What the page is about, without its navigation."""
    return page[page.index("<main") :]


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES))
async def test_what_is_not_there_leads_everybody_on_to_what_is_theirs(hall: Hall, role: Role) -> None:
    who = await hall.known("sok", role, "120109" if role in COMMUNE else "12")
    tablet = await hall.signed_in(who)
    missing = await tablet.see("/console/nowhere")
    assert (missing.status, 'href="/console/"' in main_of(missing.text)) == (404, True)
    assert ("To the requests" in missing.text) == (role in CASE_ROLES)
    assert (await tablet.see("/console/")).status == 200


async def test_an_account_leads_back_to_the_list_of_officers(hall: Hall) -> None:
    tablet = await hall.signed_in(await hall.known("above", Role.SUPERVISOR, "12"))
    beside = await hall.known("beside")
    for path in (f"/console/officers/{beside.officer.id}", "/console/officers/new"):
        assert 'href="/console/officers"' in main_of((await tablet.see(path)).text), path


async def test_nobody_reads_a_comma_where_no_place_is_theirs(hall: Hall) -> None:
    tablet = await hall.signed_in(await hall.known("viewer", Role.ADMINISTRATOR, ""))
    page = await tablet.see("/console/account")
    assert "Administrator</span>" in page.text
