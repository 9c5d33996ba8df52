"""A tablet with a browser: keeps cookies, fills in the form that it sees, and shows what came."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pyotp
from aiohttp import ClientSession

from core.clock import FixedClock

PASSWORD = "ទឹកជ្រោះ ភ្នំគូលែន ២០"


@dataclass(frozen=True)
class Seen:
    """An answer. `url` is its path, after any redirects."""

    status: int
    text: str
    url: str
    headers: Any

    def hidden(self, name: str) -> str:
        """The value of the last field of that name: the first may stand in the switch of the language."""
        found = re.findall(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no field {name} on {self.url}: {self.text[-900:]}"
        return unescape(str(found[-1]))


@dataclass
class Tablet:
    """One browser. `sends` are headers that go with each request."""

    session: ClientSession
    clock: FixedClock
    sends: dict[str, str] = field(default_factory=dict)

    async def see(self, path: str, *, follow: bool = True) -> Seen:
        """Open a page."""
        return await self._ask("GET", path, follow)

    async def send(self, path: str, *, follow: Any = True, **fields: Any) -> Seen:
        """Send a form exactly as given."""
        return await self._ask("POST", path, follow, data=fields)

    async def fill(self, seen: Seen, path: str = "", *, follow: Any = True, **fields: Any) -> Seen:
        """Send the form of that page, to where it says."""
        return await self.send(path or seen.url, follow=follow, csrf=seen.hidden("csrf"), **fields)

    async def sign_in(
        self,
        username: str,
        password: str = PASSWORD,
        secret: str = "",
        next: str = "",  # noqa: A002
    ) -> Seen:
        """Both steps; the second where there is a `secret`."""
        page = await self.see("/console/sign-in" + (f"?next={next}" if next else ""))
        came = await self.fill(
            page, "/console/sign-in", username=username, password=password, next=page.hidden("next")
        )
        if not secret:
            return came
        assert came.url.startswith("/console/sign-in/code"), came.text[-900:]
        code = self.code(secret)
        return await self.fill(came, "/console/sign-in/code", code=code, next=came.hidden("next"))

    def code(self, secret: str) -> str:
        """A code that was not taken yet."""
        self.clock.advance(30)
        return pyotp.TOTP(secret).at(self.clock.now())

    def cookies(self) -> dict[str, str]:
        """By name."""
        return {cookie.key: cookie.value for cookie in self.session.cookie_jar}

    async def _ask(self, method: str, path: str, follow: bool, **more: Any) -> Seen:
        async with self.session.request(
            method, path, headers=self.sends, allow_redirects=follow, **more
        ) as reply:
            return Seen(reply.status, await reply.text(), reply.url.path_qs, reply.headers)
