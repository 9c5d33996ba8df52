"""What is seen: Khmer whole, lines kept, sizes true, nothing cut at any width, a name on every control."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.async_api import Browser, Page, expect

from core.gsm7 import BASIC, EXTENSION
from tests.app.drawn_phone import DrawnPhone
from tests.app.fake_callback import MENU_KM, PROVINCES, TOO_LONG, WELCOME, FakeService
from ussd.typesetting.profiles import SMALLEST, Alphabet, size

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAMED_ROLES = {"button", "textbox", "combobox", "switch", "log", "link", "region"}
PAGES = ("/", "/simulator/")
WIDTHS = (320, 390, 640, 704, 820, 1088, 1280)  # CSS pixels; 640 and 320 are 1280 at 200 and 400 %
COUNT = """async texts => {
    const { measure } = await import("/simulator/static/alphabet.js");
    return texts.map((text) => measure(text)).map((it) => [it.alphabet, it.used, it.limit]);
}"""
GAUGED = (
    (PROVINCES, "fine", "128 of 160 GSM-7"),
    (MENU_KM, "near", "69 of 70 UCS-2"),
    (TOO_LONG, "over", "71 of 70 UCS-2"),
)


async def test_khmer_is_drawn_with_our_own_font(phone: DrawnPhone) -> None:
    await phone.call()
    await phone.shows(WELCOME)
    await phone.send("1")
    await phone.shows(MENU_KM)
    await expect(phone.screen).to_have_attribute("lang", "km")
    await phone.page.evaluate("document.fonts.ready")
    fonts = await fonts_of(phone.page, "#dialog")
    assert {(font["familyName"], font["isCustomFont"]) for font in fonts} == {("Noto Sans Khmer", True)}


async def test_the_longest_menu_stands_whole_with_its_lines(phone: DrawnPhone, service: FakeService) -> None:
    service.screens = {"": PROVINCES}
    await phone.call()
    await phone.shows(PROVINCES)
    assert (await phone.screen.inner_text()).splitlines() == PROVINCES[4:].splitlines()
    assert await phone.screen.evaluate("it => it.scrollHeight <= it.clientHeight")


async def test_the_screen_is_told_to_a_reader(phone: DrawnPhone) -> None:
    status = phone.page.get_by_role("status").and_(phone.screen)
    await expect(status).to_have_attribute("aria-live", "polite")


async def test_the_gauge_says_how_full_the_screen_is(phone: DrawnPhone, service: FakeService) -> None:
    gauge = phone.page.locator("#size-gauge")
    for body, state, words in GAUGED:
        service.screens = {"": body}
        await phone.call()
        await phone.shows(body)
        await expect(gauge).to_have_attribute("data-state", state)
        await expect(gauge.locator("b")).to_have_text(words)
        await phone.hang_up()


async def test_one_foreign_character_is_named(phone: DrawnPhone, service: FakeService) -> None:
    service.screens = {"": "CON It’s free"}
    await phone.call()
    await expect(phone.talk).to_contain_text("9 of 70 units (UCS-2 because of ’)")


async def test_the_browser_counts_as_the_service_does(phone: DrawnPhone) -> None:
    letters = st.sampled_from(BASIC + EXTENSION)
    texts = samples(st.text(letters, max_size=90) | st.text(max_size=90))
    counted = await phone.page.evaluate(COUNT, texts)
    assert counted == [as_browser(text) for text in texts]


@pytest.mark.parametrize("path", PAGES)
async def test_nothing_sticks_out_at_any_width(page: Page, base_url: str, path: str) -> None:
    await page.goto(base_url + path)
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 800})
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


async def test_the_whole_phone_is_seen_on_a_phone(browser: Browser, base_url: str) -> None:
    context = await browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = await context.new_page()
    await page.goto(f"{base_url}/simulator/")
    for part in ("#call-gauge", ".screen", '[data-key="#"]'):
        await expect(page.locator(part)).to_be_in_viewport(ratio=1)
    await context.close()


@pytest.mark.parametrize(("width", "height"), [(360, 640), (320, 568), (390, 664)])
async def test_screen_and_keys_are_seen_together_on_a_small_phone(
    browser: Browser, base_url: str, service: FakeService, width: int, height: int
) -> None:
    service.screens = {"": MENU_KM}
    context = await browser.new_context(viewport={"width": width, "height": height}, has_touch=True)
    page = await context.new_page()
    await page.goto(f"{base_url}/simulator/")
    phone = DrawnPhone(page)
    await phone.call()
    await phone.shows(MENU_KM)
    for part in (".screen", "#dialog", *(f'[data-key="{key}"]' for key in "1590*#")):
        await expect(page.locator(part)).to_be_in_viewport(ratio=1)
    keys = [box for key in await page.locator(".key").all() if (box := await key.bounding_box())]
    assert len(keys) == 15
    assert min(box["height"] for box in keys) >= 32
    await context.close()


@pytest.mark.parametrize("path", PAGES)
async def test_every_control_has_a_name(page: Page, base_url: str, path: str) -> None:
    await page.goto(base_url + path)
    devtools = await page.context.new_cdp_session(page)
    tree = await devtools.send("Accessibility.getFullAXTree")
    controls = [node for node in tree["nodes"] if node.get("role", {}).get("value") in NAMED_ROLES]
    assert controls
    assert [node for node in controls if not node.get("name", {}).get("value")] == []


async def test_tab_reaches_the_phone_and_shows_where_it_is(phone: DrawnPhone) -> None:
    await phone.page.get_by_label("Number to dial, or your answer").focus()
    await phone.page.keyboard.press("Tab")
    green = phone.page.get_by_role("button", name="Call or send")
    await expect(green).to_be_focused()
    await expect(green).to_have_css("outline-style", "solid")
    await phone.page.keyboard.press("Enter")
    await phone.shows(WELCOME)


def as_browser(text: str) -> list[str | int]:
    counted = size(text, SMALLEST)
    return ["GSM-7" if counted.alphabet is Alphabet.GSM7 else "UCS-2", counted.used, counted.limit]


def samples(texts: st.SearchStrategy[str]) -> list[str]:
    """Texts drawn before the page is asked, since hypothesis does not wait for a browser."""
    drawn: list[str] = []

    @settings(max_examples=200, database=None)
    @given(texts)
    def draw(text: str) -> None:
        drawn.append(text)

    draw()
    return drawn


async def fonts_of(page: Page, selector: str) -> list[dict[str, Any]]:
    """The fonts with which the text of one element was really drawn."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("DOM.enable")
    await devtools.send("CSS.enable")
    root = (await devtools.send("DOM.getDocument"))["root"]["nodeId"]
    node = (await devtools.send("DOM.querySelector", {"nodeId": root, "selector": selector}))["nodeId"]
    fonts: list[dict[str, Any]] = (await devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node}))[
        "fonts"
    ]
    return fonts
