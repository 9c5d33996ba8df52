"""The picture of a chat is drawn from what the bot really sends; `make pictures` puts it into docs/."""

from __future__ import annotations

import os
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import Template
from playwright.async_api import async_playwright

from tests.bot.conftest import bot, bot_settings, house, sokha, tally, telegram  # noqa: F401  its fixtures
from tests.servers.bot_api.people import User
from tests.servers.chromium import ARGUMENTS, browser_path

FONT = Path(__file__).parents[3] / "web" / "fonts"
DOCS = Path(__file__).parents[3] / "docs" / "pictures"
MOST = 5
"""Messages that a small phone shows."""

# What somebody says in each language: the name of a place with a slip, and the labels that they touch.
TOUCHED = {
    "en": ("English", "Ask for an IDPoor assessment", "Banteay Neng", "Agree", "Call and text", "5"),
    "km": ("ខ្មែរ", "សុំប័ណ្ណសមធម៌", "បន្ទាយនង", "យល់ព្រម", "ហៅ និងផ្ញើសារបាន", "៥"),
}
LAST = {
    "en": ("☐ With a disability", "☐ Child under 2", "Done", "Send my request"),
    "km": ("☐ ពិការ", "☐ ទារក", "រួចរាល់", "ផ្ញើ"),
}


@dataclass(frozen=True)
class Seen:
    """A message as it looked then."""

    text: str
    by_bot: bool
    buttons: list[list[str]]


def seen(user: User) -> list[Seen]:
    """The last messages with words."""
    messages = [message for message in user.chat.messages if message.text and not message.deleted]
    return [Seen(each.text, each.by_bot, each.buttons) for each in messages[-MOST:]]


@pytest.mark.parametrize("language", ["km", "en"])
async def test_the_bot_has_its_picture(sokha: User, language: str, tmp_path: Path) -> None:  # noqa: F811
    phones = await phones_of(sokha, language)
    font = b64encode(next(FONT.glob("*.woff2")).read_bytes()).decode()
    page = tmp_path / "chat.html"
    template = Template((Path(__file__).parent / "chat.html").read_text("utf-8"), autoescape=True)
    page.write_text(template.render(language=language, phones=phones, font=font), "utf-8")
    folder = DOCS if os.environ.get("PICTURES") else tmp_path
    await shot(page, folder / f"telegram-{language}.png")
    assert (DOCS / f"telegram-{language}.png").is_file(), "run `make pictures`"


async def phones_of(user: User, language: str) -> list[list[Seen]]:
    """The chat at three moments: the place that was typed, who lives there, and the end."""
    tongue, ask, place, agree, contact, people = TOUCHED[language]
    await user.sends_command("start")
    await user.taps(tongue)
    await user.shares_contact()
    await user.taps(ask)
    await user.says(place)
    phones = [seen(user)]
    await user.taps(user.buttons()[0][0])
    for label in (agree, contact):
        await user.taps(label)
    await user.says(people)
    *ticks, done, send = LAST[language]
    for label in ticks:
        await user.taps(label)
    phones.append(seen(user))
    await user.taps(done)
    await user.taps(send)
    return [*phones, seen(user)]


async def shot(page: Path, into: Path) -> None:
    """Take a picture of a page, as large as it is."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=browser_path(), args=list(ARGUMENTS))
        tab = await chromium.new_page(viewport={"width": 1100, "height": 600})
        await tab.goto(page.as_uri())
        await tab.evaluate("document.fonts.ready")
        await tab.screenshot(path=into, full_page=True)
        await chromium.close()
