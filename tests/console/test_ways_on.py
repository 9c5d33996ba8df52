"""No page is an end: each leads back to where one came from."""

from __future__ import annotations

from contextlib import AsyncExitStack

from core.roles import Role
from tests.console.conftest import at_work
from tests.console.office import Office, case_page


def main_of(page: str) -> str:
    """What the page is about, without its navigation."""
    return page[page.index("<main") :]


async def test_a_request_leads_back_to_the_list(office: Office, clerks: AsyncExitStack) -> None:
    chief = await at_work(clerks, office, "chief", Role.COMMUNE_CHIEF)
    page = await chief.see(case_page(await office.file()))
    assert 'href="/console/"' in main_of(page.text)


async def test_a_request_that_is_not_there_leads_on(office: Office, clerks: AsyncExitStack) -> None:
    chief = await at_work(clerks, office, "chief", Role.COMMUNE_CHIEF)
    page = await chief.see("/console/requests/000000000")
    assert (page.status, 'href="/console/"' in main_of(page.text)) == (404, True)
