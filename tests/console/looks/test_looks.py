"""What is seen: nothing cut, large enough for a thumb, by keyboard, without scripts, on paper."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.console.looks.conftest import PHONE, TABLET, SignIn
from tests.console.looks.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.failureSummary}`))"""
PRESSED = (
    "main :is(button, .button, summary, select, .back a, .row :is(h2, h3) a, tbody th a), nav a, .self a"
)
SMALL = f"""() => [...document.querySelectorAll("{PRESSED}")]
    .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5)
    .map((one) => one.outerHTML)"""
FITS = "document.documentElement.scrollWidth <= innerWidth"
WIDTHS = (320, 390, 1280)

# Who looks at what; {name} is a request of the stage.
PAGES = {
    "sokha": (
        "/console/",
        "/console/?show=open",
        "/console/?show=open&late=yes",
        "/console/requests/{taken}",
        "/console/requests/{set}",
        "/console/requests/{waiting}",
        "/console/requests/{decided}",
        "/console/requests/{set}/print",
        "/console/requests/{same}/same",
        "/console/requests/000000000",
        "/console/counter",
        "/console/pin-codes",
        "/console/messages",
        "/console/requests/{unheard}",
        "/console/account",
    ),
    "maly": ("/console/requests/{held}",),
    "vanna": (
        "/console/overview",
        "/console/programmes",
        "/console/figures",
        "/console/figures/pace?days=90",
        "/console/figures/officers",
        "/console/figures/asking?area=1201",
        "/console/figures/notices",
        "/console/figures/odd",
        "/console/funnel",
        "/console/funnel?script=request&language=en&days=7",
        "/console/?show=open",
        "/console/requests/{waiting}",
        "/console/requests/{set}/audit",
        "/console/officers",
        "/console/officers/new",
        "/console/officers/{officer}",
        "/console/account/second-factor",
    ),
}


def visits(stage: Stage, username: str) -> list[str]:
    """The addresses that this officer looks at."""
    told = stage.requests | {"officer": stage.officers["sokha"].id}
    return [stage.office.url + path.format(**told) for path in PAGES[username]]


async def grave(page: Page) -> list[str]:
    """What axe finds serious or critical on the page."""
    await page.evaluate(AXE)
    found: list[str] = await page.evaluate(RUN)
    return found


async def widths_that_cut(page: Page) -> list[int]:
    """At which widths something sticks out; 410 is 820 with letters twice as large."""
    cut = []
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        cut += [] if await page.evaluate(FITS) else [width]
    await page.set_viewport_size({"width": 820, "height": 1180})
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    return cut if await page.evaluate(FITS) else [*cut, 410]


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("username", PAGES)
async def test_axe_finds_nothing_serious_and_nothing_sticks_out(
    stage: Stage, sign_in: SignIn, username: str, language: str
) -> None:
    await stage.speak(language)
    page = await sign_in(username)
    for address in visits(stage, username):
        await page.goto(address)
        await expect(page.locator("html")).to_have_attribute("lang", language)
        await page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
        assert (await grave(page), await widths_that_cut(page)) == ([], []), address


async def test_axe_finds_nothing_serious_at_the_sign_in(stage: Stage, browser: Any) -> None:
    page = await browser.new_page(viewport=PHONE)
    await page.goto(f"{stage.office.url}/console/sign-in")
    assert await grave(page) == []
    await page.close()


@pytest.mark.parametrize("username", PAGES)
async def test_everything_is_large_enough_for_a_thumb(stage: Stage, sign_in: SignIn, username: str) -> None:
    page = await sign_in(username, PHONE)
    for address in visits(stage, username):
        await page.goto(address)
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert await page.evaluate(SMALL) == [], address


async def test_the_keyboard_reaches_the_main_button_and_shows_where_it_is(
    stage: Stage, sign_in: SignIn
) -> None:
    await stage.speak("en")
    page = await sign_in("sokha")
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    main = page.get_by_role("button", name="Take the next request")
    await expect(main).to_be_focused()
    await expect(main).to_have_css("outline-style", "solid")


async def test_the_switch_of_language_stays_on_the_page(stage: Stage, sign_in: SignIn) -> None:
    await stage.speak("km")
    page = await sign_in("sokha")
    address = f"{stage.office.url}/console/requests/{stage.requests['taken']}"
    await page.goto(address)
    await page.get_by_role("button", name="English").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == address
    await expect(page.get_by_role("heading", name="The household", exact=True)).to_be_visible()


async def test_the_printed_page_has_no_buttons(stage: Stage, sign_in: SignIn) -> None:
    page = await sign_in("sokha")
    await page.goto(f"{stage.office.url}/console/requests/{stage.requests['set']}")
    await page.emulate_media(media="print")
    for selector in ("nav", "main button", ".tongues", ".other"):
        assert not await page.locator(selector).first.is_visible(), selector
    await expect(page.locator(".told").first).to_be_visible()


async def test_a_day_of_work_needs_no_script(stage: Stage, sign_in: SignIn) -> None:
    await stage.speak("en")
    page = await sign_in("chan", TABLET, java_script_enabled=False)
    await page.goto(f"{stage.office.url}/console/counter")
    await page.fill("input[name=name]", "Keo Sophea")
    await page.check("input[name=agreed]")
    await page.click("main form .main")
    await expect(page.get_by_role("status")).to_contain_text("The request was filed.")
    await page.click("text=Write a note")
    await page.fill("details[open] textarea", "Comes back on Monday")
    await page.click("details[open] button")
    await expect(page.locator(".story")).to_contain_text("Comes back on Monday")


async def test_khmer_is_drawn_with_our_own_font(stage: Stage, sign_in: SignIn) -> None:
    await stage.speak("km")
    page = await sign_in("sokha")
    await page.evaluate("document.fonts.ready")
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("DOM.enable")
    await devtools.send("CSS.enable")
    root = (await devtools.send("DOM.getDocument"))["root"]["nodeId"]
    node = (await devtools.send("DOM.querySelector", {"nodeId": root, "selector": "h1"}))["nodeId"]
    fonts = (await devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node}))["fonts"]
    assert {(font["familyName"], font["isCustomFont"]) for font in fonts} == {("Noto Sans Khmer", True)}
