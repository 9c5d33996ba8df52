"""A native reader fills the sheet in with a browser alone, and what it saves can be brought back."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page

from app.review.entries import by_id, catalogue
from app.review.verdicts import Outcome, Verdicts, apply
from locales.compile import LOCALES
from locales.reviewing import is_reviewed

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]
RUN = """async () => {
  const found = await axe.run({include: [["header"], ["#part1"], ["#save"]]}, {resultTypes: ["violations"]})
  const grave = found.violations.filter(v => ["serious", "critical"].includes(v.impact))
  return grave.map(v => v.id + v.nodes[0].html)
}"""
"""The first part stands for all: they are made alike."""
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Any, sheet_html: str, tmp_path: Path) -> Any:
    (tmp_path / "review.html").write_text(sheet_html, "utf-8")
    found = await browser.new_page()
    await found.goto((tmp_path / "review.html").as_uri())
    yield found
    await found.close()


def message(page: Page, name: str) -> Any:
    return page.locator(f'.message[data-id="{name}"][data-context=""]')


async def better(page: Page, name: str, text: str) -> None:
    """Writes `text` in place of what stands there once the line is entered."""
    box = message(page, name).get_by_role("textbox")
    await box.focus()
    await box.fill(text)


async def saved(page: Page, name: str = "Sok Dara") -> str:
    await page.get_by_label("Your name").fill(name)
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Save my answers").click()
    kept: Path = await (await download.value).path()
    return kept.read_text("utf-8")  # noqa: ASYNC240  small, and nothing else runs


async def test_what_is_ticked_and_corrected_is_saved_and_can_be_brought_back(page: Page) -> None:
    await message(page, "Back").get_by_role("checkbox").check()
    await better(page, "Next", "ទៅមុខ")
    verdicts = Verdicts.model_validate_json(await saved(page))
    found = by_id(catalogue(LOCALES / "km" / "LC_MESSAGES" / "samnaeu.po"))
    assert apply(verdicts, found) == Outcome(right=1, corrected=1)
    assert found["Next"].string == "ទៅមុខ"
    assert is_reviewed(found["Back"])


async def test_looking_at_a_line_corrects_nothing(page: Page) -> None:
    box = message(page, "Next").get_by_role("textbox")
    await box.focus()
    assert await box.input_value() == "បន្ត"  # nearly right need not be typed again
    await box.blur()
    assert await box.input_value() == ""
    assert json.loads(await saved(page))["messages"] == []


async def test_a_correction_that_no_screen_holds_is_told_at_once(page: Page) -> None:
    await better(page, "Next", "ក" * 80)
    assert "room for" in await message(page, "Next").locator(".count").inner_text()


async def test_a_saved_sheet_can_be_gone_on_with(page: Page, tmp_path: Path) -> None:
    await message(page, "Back").get_by_role("checkbox").check()
    kept = tmp_path / "kept.json"
    kept.write_text(await saved(page), "utf-8")
    await page.evaluate("localStorage.clear()")
    await page.reload()
    assert not await message(page, "Back").get_by_role("checkbox").is_checked()
    await page.get_by_label("Go on with a saved file").set_input_files(kept)
    await page.wait_for_selector('.message.done[data-id="Back"]')
    assert await message(page, "Back").get_by_role("checkbox").is_checked()


async def test_axe_finds_nothing_serious(page: Page) -> None:
    await page.add_script_tag(content=AXE)
    assert await page.evaluate(RUN) == []
