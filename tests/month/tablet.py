"""An officer's tablet: signs in with password and code, opens cases, sends their forms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape

import pyotp
from aiohttp import ClientSession

from core.clock import FixedClock
from tests.month.log import Log

PASSWORD = "seven quiet buffaloes"
_SIGN_IN = "/console/sign-in"


@dataclass(frozen=True)
class Page:
    """One answer. `path` is where it came from, after any redirects; `goes_to` where it would lead."""

    status: int
    text: str
    path: str
    goes_to: str = ""

    def hidden(self, name: str) -> str:
        """The last field of that name."""
        found = re.findall(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no field {name} on {self.path}: {self.text[-600:]}"
        return unescape(str(found[-1]))

    @property
    def ways(self) -> set[str]:
        """The acts that the page of a case offers."""
        return set(re.findall(r'action="/console/requests/[0-9]+/([a-z_]+)"', self.text))

    def references(self) -> list[str]:
        """The requests that a page of the line names."""
        return re.findall(r'<h2><a class="number" href="/console/requests/([0-9]{9})"', self.text)

    def steps(self) -> dict[str, str]:
        """What the buttons of the line say, by request."""
        button = r'<a class="button plain" href="/console/requests/([0-9]{9})"[^>]*>([^<]+)<'
        return dict(re.findall(button, self.text))


@dataclass
class Tablet:
    """One officer with their browser, whose user name is `username`."""

    http: ClientSession
    username: str
    clock: FixedClock
    log: Log
    _secret: str = ""
    _csrf: str = ""
    _seen: datetime | None = field(default=None)

    async def accept(self, link: str) -> None:
        """Go the whole way of an invitation."""
        page = await self._get(link)
        page = await self._send(link, csrf=page.hidden("csrf"), password=PASSWORD, again=PASSWORD)
        secret = re.search(r"secret=([A-Z2-7]{32})", page.text)
        assert secret, page.text[-600:]
        self._secret = secret[1]
        csrf, setup = page.hidden("csrf"), page.hidden("setup")
        page = await self._send(link, csrf=csrf, setup=setup, code=self._code())
        assert page.status == 200, page.text[-600:]
        await self._arrive()
        await self._send("/console/language", csrf=self._csrf, tongue="en", back="/console/")

    async def come_in(self) -> None:
        """Sign in, unless the session still lives."""
        if self._seen and self.clock.now() - self._seen < timedelta(minutes=100):
            return
        page = await self._get(_SIGN_IN)
        csrf, username = page.hidden("csrf"), self.username
        page = await self._send(_SIGN_IN, csrf=csrf, username=username, password=PASSWORD, next="")
        page = await self._send(f"{_SIGN_IN}/code", csrf=page.hidden("csrf"), code=self._code(), next="")
        assert page.status == 200, page.text[-600:]
        assert not page.path.startswith(_SIGN_IN), page.text[-600:]
        self.log.sign_ins.append(self.clock.now())
        self._csrf, self._seen = page.hidden("csrf"), self.clock.now()

    async def case(self, reference: str) -> Page:
        """Open the page of a request."""
        return await self._get(f"/console/requests/{reference}")

    async def leaf(self, address: str) -> list[Page]:
        """All pages of a part of the line."""
        pages: list[Page] = []
        following: str | None = address
        while following:
            pages.append(await self._get(following))
            assert pages[-1].status == 200, pages[-1].text[-600:]
            more = re.search(r'href="([^"]*after=[^"]*)"', pages[-1].text)
            following = unescape(more[1]) if more else None
        self._seen = self.clock.now()
        return pages

    async def take_next(self, batch: str) -> str | None:
        """The request whose turn it is. `batch`: who takes at the same time."""
        page = await self._post("/console/take_next", {"csrf": self._csrf})
        self._seen = self.clock.now()
        taken = re.match(r"/console/requests/([0-9]{9})", page.goes_to)
        if taken:
            self.log.add(self.clock.now(), "take_next", taken[1], self.username, batch=batch)
        return taken[1] if taken else None

    async def do(self, seen: Page, act: str, **fields: str) -> bool:
        """Send a form of the page of a case that was seen, if it is there; whether it was done."""
        if act not in seen.ways:
            return False
        reference = seen.path.rsplit("/", 1)[1]
        fields = {"csrf": self._csrf, "version": seen.hidden("version"), **fields}
        page = await self._post(f"{seen.path}/{act}", fields)
        self._seen = self.clock.now()
        done = page.status == 303
        if done:
            told = {name: fields[name] for name in fields if name not in ("csrf", "version")}
            self.log.add(self.clock.now(), act, reference, self.username, **told)
        else:
            assert page.status in (404, 409), page.text[-2000:]
            self.log.refused[act] += 1
        return done

    async def _arrive(self) -> None:
        page = await self._get("/console/")
        self._csrf = page.hidden("csrf")
        self._seen = self.clock.now()

    def _code(self) -> str:
        self.clock.advance(30)
        return pyotp.TOTP(self._secret).at(self.clock.now())

    async def _get(self, path: str) -> Page:
        self.log.pages += 1
        async with self.http.get(path) as reply:
            return Page(reply.status, await reply.text(), reply.url.path)

    async def _send(self, path: str, **fields: str) -> Page:
        return await self._post(path, fields, follow=True)

    async def _post(self, path: str, fields: dict[str, str], *, follow: bool = False) -> Page:
        self.log.pages += 1
        async with self.http.post(path, data=fields, allow_redirects=follow) as reply:
            goes_to = reply.headers.get("Location", "")
            return Page(reply.status, await reply.text(), reply.url.path, goes_to)
