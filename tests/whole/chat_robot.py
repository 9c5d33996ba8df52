"""A robot in a chat. It knows no script: it reads the newest question and touches what it wants."""

from __future__ import annotations

from tests.servers.bot_api.people import User
from tests.servers.bot_api.seen import plain
from tests.whole.robot import PATIENCE, Home, Lost, Page, Wish, filing
from tests.whole.tongues import Tongue

TYPED = ("place", "people")
LIMIT = 60.0
"""Seconds that somebody waits for an answer: one a second comes into a chat."""


class ChatRobot:
    """Somebody who speaks one language; `told` is what was answered, by the names of the wishes."""

    def __init__(self, user: User, tongue: Tongue, home: Home) -> None:
        self.user = user
        self._tongue = tongue
        self._wishes = filing(tongue, home)
        self.told: list[str] = []

    async def start(self) -> Page:
        """As far as the first page of the conversation: a language, and one's own number."""
        await self.user.sends_command("start")
        await self._answered()
        await self.user.taps(self._tongue.name)
        await self._answered()
        await self.user.shares_contact()
        await self._answered()
        return self.page

    async def file(self) -> str:
        """Ask for an assessment; the number of the request."""
        for _ in range(PATIENCE):
            if self._wish() is None:
                return self.page.reference
            await self.one_step()
        raise Lost(self.page.text)

    async def up_to(self, name: str) -> None:
        """As far as the page that asks for this."""
        while self.wanted.name != name:
            await self.one_step()

    async def one_step(self) -> None:
        """Answer one page, and wait for the next."""
        wish = self.wanted
        await self.grant(wish)
        await self._answered()

    @property
    def wanted(self) -> Wish:
        """What the newest page offers to somebody on the way to a request."""
        wish = self._wish()
        if wish is None:
            raise Lost(self.page.text)
        return wish

    @property
    def page(self) -> Page:
        """The newest message with its buttons as lines, which is how a phone would show it."""
        shown = self.user.chat.heard[-1]
        labels = (label for row in shown.buttons for label in row)
        lines = [f"{number}.{plain(label)}" for number, label in enumerate(labels, 1)]
        text = plain(shown.text).replace("\xa0", " ")
        return Page("\n".join([text, *lines]), more=bool(lines))

    async def grant(self, wish: Wish) -> None:
        """Do it, and wait for nothing, but between the ticks of one question."""
        page = self.page
        keys = wish.keys(page) or ""
        self.told.append(wish.name)
        if wish.name in TYPED:
            await self.user.says(keys)
        elif wish.name == "care":
            await self._tick([page.options[key] for key in keys])
        else:
            await self.user.taps(page.options[keys])

    async def _tick(self, labels: list[str]) -> None:
        for label in labels:
            await self.user.taps(label)
            await self._answered()
        await self.user.taps(self._tongue.done)

    async def _answered(self) -> None:
        await self.user.until(self.user.reply, LIMIT, f"{self.user.first_name} is answered")
        await self.user.telegram.settled(LIMIT)

    def _wish(self) -> Wish | None:
        return next((wish for wish in self._wishes if wish.keys(self.page) is not None), None)
