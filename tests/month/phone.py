"""A household with a basic phone: dials, reads the screen, presses the key of what it wants. In English."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aiohttp import ClientSession

from core import chance
from tests.month.log import Log

SECRET = "a-secret-of-the-month"
_OPTION = re.compile(r"^(\d{1,2})\.(.+)$", re.MULTILINE)
_REFERENCE = re.compile(r"\b(\d{3}) (\d{3}) (\d{3})\b")


@dataclass
class Phone:
    """One phone number. `screen` is the last one shown."""

    http: ClientSession
    number: str
    log: Log
    screen: str = ""
    over: bool = True
    _session: str = ""
    _typed: list[str] = field(default_factory=list)

    async def dial(self) -> str:
        """A new call."""
        self._session, self._typed = chance.identifier(), []
        return await self._turn()

    async def press(self, *keys: str) -> str:
        """These keys, which reach the gateway together."""
        assert not self.over, self.screen
        self._typed += keys
        return await self._turn()

    async def choose(self, label: str) -> bool:
        """Press the key of this label, if the screen has one."""
        found = [key for key, words in _OPTION.findall(self.screen) if words.startswith(label)]
        if not found or self.over:
            return False
        await self.press(found[0])
        return True

    @property
    def reference(self) -> str:
        """The request's number on the screen."""
        found = _REFERENCE.search(self.screen)
        assert found, self.screen
        return "".join(found.groups())

    async def _turn(self) -> str:
        form = {
            "sessionId": self._session,
            "phoneNumber": self.number,
            "networkCode": "99999",
            "serviceCode": "*384*2026#",
            "text": "*".join(self._typed),
        }
        async with self.http.post(f"/ussd/africastalking/{SECRET}", data=form) as reply:
            text = await reply.text()
            assert reply.status == 200, text
        self.log.turns += 1
        word, _, self.screen = text.partition(" ")
        self.over = word == "END"
        return self.screen
