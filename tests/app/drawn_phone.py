"""The simulator as a finger and an eye use it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect


@dataclass
class DrawnPhone:
    """The page `/simulator/`, opened."""

    page: Page

    @property
    def screen(self) -> Locator:
        return self.page.locator("#dialog")

    @property
    def talk(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def letters(self) -> Locator:
        return self.page.locator("#inbox li")

    async def tap(self, keys: str) -> None:
        """Press drawn keys one by one."""
        for key in keys:
            await self.page.locator(f'[data-key="{key}"]').click()

    async def call(self) -> None:
        """The green key: call, or send."""
        await self.page.get_by_role("button", name="Call or send").click()

    async def send(self, keys: str) -> None:
        await self.tap(keys)
        await self.call()

    async def hang_up(self) -> None:
        await self.page.get_by_role("button", name="Hang up").click()

    async def shows(self, body: str) -> None:
        """Waits until the screen holds exactly the text of this reply."""
        await expect(self.screen).to_have_js_property("textContent", body[4:])

    async def says(self, words: str) -> None:
        """Waits until the screen holds these words of the phone's own."""
        await expect(self.screen).to_have_text(words)
