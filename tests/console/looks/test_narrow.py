"""On a small phone: what the page is about comes first, and a wide table shows that it goes on."""

from __future__ import annotations

import pytest
from playwright.async_api import ViewportSize

from tests.console.looks.conftest import SignIn
from tests.console.looks.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

SMALL: ViewportSize = {"width": 360, "height": 740}
SCROLLED = """(box) => { box.scrollLeft = 200; const edge = box.getBoundingClientRect().left;
    return [box.scrollLeft, ...[...box.querySelectorAll("tbody th")].map(
        (one) => Math.round(one.getBoundingClientRect().left - edge))] }"""


async def test_the_navigation_is_closed_and_opens_without_a_script(stage: Stage, sign_in: SignIn) -> None:
    await stage.speak("km")
    page = await sign_in("vanna", SMALL, java_script_enabled=False)
    await page.goto(f"{stage.office.url}/console/figures")
    title = await page.locator("h1").bounding_box()
    assert title is not None
    assert title["y"] < SMALL["height"] / 2
    link = page.locator("details.ways a[href$='/console/overview']")
    assert not await link.is_visible()
    await page.click("details.ways summary")
    assert await link.is_visible()


async def test_a_wide_table_keeps_its_first_column_and_says_by_a_shadow_that_it_goes_on(
    stage: Stage, sign_in: SignIn
) -> None:
    await stage.speak("km")
    page = await sign_in("vanna", SMALL)
    await page.goto(f"{stage.office.url}/console/figures/asking?area=1201")
    box = page.locator(".wide:has(#needs-by-place)")
    scrolled, *lefts = await box.evaluate(SCROLLED)
    assert scrolled == 200
    assert set(lefts) == {0}
    assert "local" in await box.evaluate("(box) => getComputedStyle(box).backgroundAttachment")


async def test_a_phone_sees_all_of_a_picture_and_a_tablet_the_wide_one(stage: Stage, sign_in: SignIn) -> None:
    await stage.speak("km")
    page = await sign_in("vanna", SMALL)
    await page.goto(f"{stage.office.url}/console/figures")
    seen = page.locator(".chart:visible")
    assert await seen.count() == await page.locator(".chart").count() / 2
    assert await page.evaluate("""() => [...document.querySelectorAll(".picture")]
        .every((box) => box.scrollWidth <= box.clientWidth)""")
    hatched = await page.locator(".key rect[fill^=url]").first.get_attribute("fill")
    assert hatched
    assert await page.evaluate(
        """(fill) => [...document.querySelectorAll("pattern")]
        .filter((one) => fill === `url(#${one.id})`)
        .every((one) => getComputedStyle(one.closest("svg")).display !== "none")""",
        hatched,
    )
    await page.set_viewport_size({"width": 820, "height": 1180})
    assert await page.locator(".chart.narrow:visible").count() == 0
    assert await seen.count() == await page.locator(".chart").count() / 2
