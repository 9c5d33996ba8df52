"""A robot at a phone. It knows no script: it reads each screen and looks for the words of what it wants."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.handset import Handset, Screen
from tests.whole.tongues import Tongue

PATIENCE = 40
"""Screens after which somebody would give up."""

LETTERS_SHOW = "^ឃើញ / Yes$"
"""Asked in both scripts, at the next dial of who chose Khmer and answered nothing in it yet."""

_OPTION = re.compile(r"^(\d{1,2})\.(.+)$", re.MULTILINE)
_REFERENCE = re.compile(r"\b(\d{3}) (\d{3}) (\d{3})\b")


@dataclass(frozen=True)
class Home:
    """What a household would answer; `commune` is a code to type, or the names to look for in lists."""

    commune: str | tuple[str, ...]
    people: int = 5
    needs: tuple[str, ...] = ("disability", "infant")


class Lost(AssertionError):
    """There was nothing on the screen that a person could go on with."""


@dataclass(frozen=True)
class Page:
    """A screen as it is read."""

    text: str
    more: bool

    @property
    def options(self) -> dict[str, str]:
        """Labels by key."""
        return dict(_OPTION.findall(self.text))

    @property
    def reference(self) -> str:
        """The number of a request that stands here."""
        found = _REFERENCE.search(self.text)
        assert found, self.text
        return "".join(found.groups())

    def key_of(self, words: str) -> str | None:
        """The key of the first option in whose label these words stand."""
        return next((key for key, label in self.options.items() if re.search(words, label)), None)


@dataclass(frozen=True)
class Wish:
    """One thing that a person wants. `keys`: what to type on a page, None where it offers nothing of it."""

    name: str
    keys: Callable[[Page], str | None]


class Robot:
    """Somebody who speaks one language, at one phone.

    `seen` are the screens of the last call, `told` what was answered in it, by the names of the wishes.
    """

    def __init__(self, phone: Handset, tongue: Tongue, home: Home) -> None:
        self.phone = phone
        self._tongue = tongue
        self._home = home
        self.seen: list[Page] = []
        self.told: list[str] = []

    async def dial(self, deep: str | None = None) -> Page:
        """Call; whatever call there was is over."""
        await self.phone.hang_up()
        self.seen, self.told = [], []
        return self._read(await self.phone.dial(deep))

    async def file(self, page: Page | None = None) -> str:
        """Ask for an assessment, from `page` on or with a new call; the number of the request."""
        page = await self._pursue(page or await self.dial(), *self._filing())
        return page.reference

    async def one_step(self, page: Page) -> Page:
        """Answer one screen on the way to a request."""
        return await self._grant(page, self.wanted(page))

    def wanted(self, page: Page) -> Wish:
        """What this page offers to somebody on the way to a request."""
        wish = self._offered(page, self._filing())
        if wish is None:
            raise Lost(page.text)
        return wish

    async def follow(self) -> Page:
        """Look how one's own request stands."""
        return await self._pursue(await self.dial(), *self._looking())

    async def add_village(self, name: str) -> Page:
        """Say in which village one lives."""
        words = self._tongue
        ways = option("add", words.add), option("village", words.village), option("name", f"^{name}$")
        return await self._pursue(await self.dial(), *self._looking(), *ways)

    async def withdraw(self) -> Page:
        """Stop asking."""
        words = self._tongue
        ways = told("surely", words.surely), option("withdraw", words.withdraw)
        return await self._pursue(await self.dial(), *self._looking(), *ways)

    def _filing(self) -> tuple[Wish, ...]:
        return filing(self._tongue, self._home)

    def _looking(self) -> tuple[Wish, ...]:
        return option("language", self._tongue.name), option("mine", self._tongue.mine)

    async def _pursue(self, page: Page, *wishes: Wish) -> Page:
        for _ in range(PATIENCE):
            wish = self._offered(page, wishes)
            if not page.more or wish is None:
                return page
            page = await self._grant(page, wish)
        raise Lost(page.text)

    def _offered(self, page: Page, wishes: tuple[Wish, ...]) -> Wish | None:
        further = option("further", f"^{self._tongue.following}$")
        return next((wish for wish in (*wishes, further) if wish.keys(page) is not None), None)

    async def _grant(self, page: Page, wish: Wish) -> Page:
        screen = await self.phone.press(wish.keys(page) or "")
        self.told.append(wish.name)
        return self._read(screen)

    def _read(self, screen: Screen) -> Page:
        page = Page(screen.text, screen.more)
        self.seen.append(page)
        return page


def filing(words: Tongue, home: Home) -> tuple[Wish, ...]:
    """What somebody wants who asks for an assessment."""
    return (
        option("language", words.name),
        option("letters", LETTERS_SHOW),
        option("ask", words.ask),
        *_place(words, home.commune),
        option("consent", words.agree),
        option("contact", words.reach_me),
        answer("people", words.how_many, str(home.people)),
        several("care", words.who, [words.needs[need] for need in home.needs]),
        option("send", words.send),
        option("go on", f"{words.go_on}$"),
    )


def _place(words: Tongue, commune: str | tuple[str, ...]) -> tuple[Wish, ...]:
    if isinstance(commune, str):
        return (answer("place", words.which_code, commune),)
    return (option("by name", words.by_name), *(option("place", f"^{name}$") for name in commune))


def option(name: str, words: str) -> Wish:
    """Press the key of the line with these words."""
    return Wish(name, lambda page: page.key_of(words))


def answer(name: str, question: str, typed: str) -> Wish:
    """Type this where that is asked."""
    return Wish(name, lambda page: typed if re.search(question, page.text) else None)


def several(name: str, question: str, labels: list[str]) -> Wish:
    """Type the keys of all these lines at once."""

    def keys(page: Page) -> str | None:
        found = [key for label in labels if (key := page.key_of(label)) is not None]
        return "".join(found) if re.search(question, page.text) else None

    return Wish(name, keys)


def told(name: str, line: str) -> Wish:
    """Type the digits that a line tells one to type."""

    def digits(page: Page) -> str | None:
        found = re.search(line, page.text)
        return found[1] if found else None

    return Wish(name, digits)
