"""A form that came back begins at the first field to mend, and marks it without striking its name through."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.console.looks.conftest import PHONE, SignIn
from tests.console.looks.stage import Stage
from tests.console.looks.test_looks import grave

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def send_unchecked(page: Page, button: str) -> None:
    """As a browser sends it that checks nothing itself."""
    await page.evaluate("for (const form of document.forms) form.noValidate = true")
    await page.click(button)
    await page.wait_for_load_state()


async def test_the_first_field_to_mend_has_the_focus(stage: Stage, sign_in: SignIn) -> None:
    await stage.speak("en")
    page = await sign_in("sokha", PHONE)
    await page.goto(f"{stage.office.url}/console/counter")
    await send_unchecked(page, "#counter .main")
    await expect(page.locator("#counter-name")).to_be_focused()
    assert await grave(page) == []


async def test_a_choice_to_mend_is_framed_and_its_name_is_not_struck_through(
    stage: Stage, sign_in: SignIn
) -> None:
    page = await sign_in("vanna", PHONE)
    await page.goto(f"{stage.office.url}/console/officers/{stage.officers['chan'].id}")
    await send_unchecked(page, "form[action$='/link'] button")
    group = page.locator("fieldset:has([name=lost])")
    await expect(group).to_have_css("box-shadow", "none")
    first = group.locator("label").first
    await expect(first).to_have_css("border-color", "rgb(156, 36, 39)")
    await expect(group.locator("input").first).to_be_focused()
    assert await grave(page) == []


async def test_another_form_of_the_page_keeps_what_stood_in_it(stage: Stage, sign_in: SignIn) -> None:
    page = await sign_in("vanna", PHONE)
    await page.goto(f"{stage.office.url}/console/officers/{stage.officers['chan'].id}")
    await send_unchecked(page, "form[action$='/link'] button")
    await expect(page.locator("[name=role]")).to_have_value("commune_officer")
    await expect(page.locator("[name=areas]")).to_have_value("120109")


async def test_the_focus_shows_on_a_day_and_on_a_time(stage: Stage, sign_in: SignIn) -> None:
    page = await sign_in("sokha", PHONE)
    await page.goto(f"{stage.office.url}/console/requests/{stage.requests['taken']}")
    for name in ("day", "time"):
        field = page.locator(f".next [name={name}]")
        await field.focus()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Shift+Tab")
        await expect(field).to_have_css("outline-style", "solid")
