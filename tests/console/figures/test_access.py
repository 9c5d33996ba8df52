"""Figures are for those above the commune, each within their own area; what lies outside is not there."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack

from aiohttp import ClientSession

from console.figures.routes import TOPICS
from core.roles import OFFICER_ROLES, OVERSEERS, Role
from tests.console.conftest import at_work
from tests.console.figures.reading import tables
from tests.console.office import WHO, Clerk, Office

PAGES = [f"/console/figures/{topic}" for topic in TOPICS]


async def test_they_are_for_whoever_sees_the_overview(quick_office: Office, clerks: AsyncExitStack) -> None:
    for role in OFFICER_ROLES - OVERSEERS:
        one = await at_work(clerks, quick_office, str(role).replace("_", "-"), role, "12")
        assert {(await one.see(path)).status for path in PAGES} == {404}, role
        assert "/console/figures" not in (await one.see("/console/")).text


async def test_an_area_outside_ones_own_is_not_there(quick_office: Office, clerks: AsyncExitStack) -> None:
    above = await at_work(clerks, quick_office, "above", Role.SUPERVISOR, "1201")
    for area in ("12", "1202", "120201", "17", "129", "x", "1299", "120199", "១២"):
        assert {(await above.see(f"{path}?area={area}")).status for path in PAGES} == {404}, area


async def test_each_level_leads_to_the_one_below_and_back(
    quick_office: Office, clerks: AsyncExitStack
) -> None:
    await quick_office.file("120101")
    above = await at_work(clerks, quick_office, "above", Role.PDOP_REVIEWER, "12")
    province = (await above.see("/console/figures")).text
    assert 'href="/console/figures/waiting?area=1201"' in province
    district = (await above.see("/console/figures/waiting?area=1201")).text
    assert 'href="/console/figures/waiting?area=120101"' in district
    assert 'href="/console/figures/waiting?area=12"' in district
    commune = (await above.see("/console/figures/waiting?area=120101&days=7")).text
    assert tables(commune)["places"]["Sangkat Tonle Basak"][0] == "1"
    assert "area=120101" in commune
    assert 'href="/console/figures/waiting?area=1201&amp;days=7"' in commune


async def test_who_has_several_provinces_sees_them_side_by_side(quick_office: Office) -> None:
    areas = ("12", "1703", "17", "0102")
    nation = await quick_office.house.officers.add("nation", "Nation", Role.SUPERVISOR, areas)
    await quick_office.house.accounts.own.set_language(nation, "en")
    for commune in ("120109", "120101", "170404", "170301", "010201"):
        await quick_office.file(commune)
    async with ClientSession(quick_office.url, headers={WHO: "nation"}) as session:
        clerk = Clerk(nation, session)
        page = await clerk.see("/console/figures")
        inside = await clerk.see("/console/figures/asking?area=1704")
    lines = tables(page.text)["places"]
    assert [told[0] for told in lines.values()] == ["1", "2", "2", "5"]
    assert inside.status == 200


async def test_what_is_no_period_means_a_month(quick_office: Office, clerks: AsyncExitStack) -> None:
    above = await at_work(clerks, quick_office, "above", Role.SUPERVISOR, "12")
    for days in ("", "0", "-1", "366", "90000000000", "<b>", "៧"):
        page = await above.see(f"/console/figures/pace?days={days}")
        assert page.status == 200
        assert "25 Oct 2026 to 23 Nov 2026" in page.text


async def test_unknown_figures_are_not_there(quick_office: Office, clerks: AsyncExitStack) -> None:
    above = await at_work(clerks, quick_office, "above", Role.SUPERVISOR, "12")
    for topic in ("secrets", "..%2Foverview", "phones", "file"):
        assert (await above.see(f"/console/figures/{topic}")).status in (404, 405)


async def test_their_pages_name_the_same_pages_as_every_other(
    quick_office: Office, clerks: AsyncExitStack
) -> None:
    above = await at_work(clerks, quick_office, "above", Role.SUPERVISOR, "12")
    named = links_of((await above.see("/console/overview")).text)
    assert {path: links_of((await above.see(path)).text) for path in PAGES} == dict.fromkeys(PAGES, named)


def links_of(page: str) -> list[str]:
    """Where the navigation leads."""
    (navigation,) = re.findall(r'<nav class="ways on-wide".*?</nav>', page, re.DOTALL)
    return re.findall(r'href="([^"]*)"', navigation)
