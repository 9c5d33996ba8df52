"""A basic phone: it shows one page of text, and has a keypad."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

MORE, LESS = "9", "0"
_ITEM = re.compile(r"([1-8])\.(.*)")


class Handset(ABC):
    """What can be done with keys alone. `text`: the page that it shows."""

    text = ""
    final = False

    @property
    @abstractmethod
    def step(self) -> str:
        """Where the conversation stands."""

    @abstractmethod
    async def dial(self, commune: str) -> None:
        """A new call."""

    @abstractmethod
    async def press(self, key: str) -> None:
        """Sends what was typed, be it one key or several."""

    async def type(self, text: str) -> None:
        await self.press(text)

    async def read(self, until: str | None = None, pages: int | None = None) -> list[str]:
        found = [self.text]
        while len(found) != pages and self._more and until not in self._items:
            await self.press(MORE)
            found.append(self.text)
        return found

    async def choose(self, label: str) -> None:
        if label not in self._items:
            raise LookupError(f"no {label!r} on {self.text!r}")
        await self.press(self._items[label])

    @property
    def _more(self) -> bool:
        return any(line.startswith(f"{MORE}.") for line in self.text.splitlines())

    @property
    def _items(self) -> dict[str | None, str]:
        found = [_ITEM.fullmatch(line) for line in self.text.splitlines()]
        return {item[2]: item[1] for item in found if item}
