"""A running service with its entrance, and how people come to it."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from dataclasses import dataclass

from aiohttp import ClientSession, CookieJar, web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from yarl import URL

from app.house import House
from console.entrance import cookies, visitors
from console.entrance.desk import ENTRANCE
from core.accounts.answers import CodeWanted, SignedIn, Visitor
from core.accounts.carrying import Setup
from core.accounts.setting_up import Finished
from core.clock import FixedClock
from core.officers import Officer
from core.roles import Role
from core.tables import metadata
from tests.console.entrance.tablet import PASSWORD, Seen, Tablet, next_code

FIRST = "/console/sign-in"
HERE = Visitor(address="127.0.0.1")
CODES = r"<code class=\"number\">([a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4})<"
OPEN = {"/console/sign-in", "/console/sign-in/code", "/console/link/{token}", "/console/language"}


@dataclass
class Known:
    """An officer and the secret of their app."""

    officer: Officer
    secret: str


@dataclass
class Hall:
    """A running service, and how people come to it."""

    house: House
    app: web.Application
    clock: FixedClock
    url: str
    stack: AsyncExitStack

    async def tablet(self, **sends: str) -> Tablet:
        """A browser without a past."""
        jar = CookieJar(unsafe=True)
        session = await self.stack.enter_async_context(ClientSession(self.url, cookie_jar=jar))
        return Tablet(session, self.clock, {name.replace("_", "-"): value for name, value in sends.items()})

    async def invite(self, username: str, role: Role = Role.COMMUNE_OFFICER, area: str = "120109") -> str:
        """The path of the link."""
        return f"/console/link/{await self._invited(username, role, area)}"

    async def known(self, username: str, role: Role = Role.COMMUNE_OFFICER, area: str = "120109") -> Known:
        """An officer who has set up everything. No page was shown for it: test_way_in.py goes that way."""
        token, setting_up = await self._invited(username, role, area), self.house.accounts.setting_up
        setup = await setting_up.choose_password(token, PASSWORD)
        assert isinstance(setup, Setup)
        done = await setting_up.finish(token, setup.sealed, next_code(self.clock, setup.secret), HERE)
        assert isinstance(done, Finished)
        officer = done.signed_in.officer
        await self.house.accounts.own.set_language(officer, "en")
        return Known(officer, setup.secret)

    async def signed_in(self, who: Known) -> Tablet:
        """A tablet on which they are signed in, by no page: `Tablet.sign_in` goes through those."""
        signing_in = self.house.accounts.signing_in
        half = await signing_in.with_password(who.officer.username, PASSWORD, HERE)
        assert isinstance(half, CodeWanted)
        whole = await signing_in.with_code(half.token, next_code(self.clock, who.secret), HERE)
        assert isinstance(whole, SignedIn)
        tablet = await self.tablet()
        given = {
            cookies.SESSION: visitors.wrapped(self.app[ENTRANCE], whole.token),
            cookies.DEVICE: whole.device,
        }
        tablet.session.cookie_jar.update_cookies(given, URL(self.url))
        return tablet

    async def _invited(self, username: str, role: Role, area: str) -> str:
        areas = [area] if area else []
        _, token = await self.house.accounts.managing.invite(None, username, "Sok (DEMO)", role, areas)
        return token


async def accept(tablet: Tablet, link: str) -> tuple[Seen, str, list[str]]:
    """Go the whole way of an invitation: the last page, the app's secret, the recovery codes."""
    page = await tablet.see(link)
    page = await tablet.fill(page, link, password=PASSWORD, again=PASSWORD)
    secret = re.search(r"secret=([A-Z2-7]{32})", page.text)
    assert secret, page.text[-900:]
    code = tablet.code(secret[1])
    done = await tablet.fill(page, link, setup=page.hidden("setup"), code=code)
    return done, secret[1], re.findall(CODES, done.text)


async def everything(hall: Hall) -> str:
    """All that stands in the database, but when a session was last used."""

    async def read(connection: AsyncConnection) -> str:
        told = []
        for table in metadata.sorted_tables:
            columns = [column for column in table.c if column.name != "seen_at"]
            told.append(sorted(map(repr, (await connection.execute(select(*columns))).all())))
        return repr(told)

    return await hall.house.database.read(read)


def routes(app: web.Application, method: str) -> list[str]:
    """The console's addresses for a method."""
    found = {
        route.resource.canonical for route in app.router.routes() if route.resource and route.method == method
    }
    return sorted(one for one in found if one.startswith("/console/") and "static" not in one)


def filled(address: str, officer_id: str) -> str:
    """An address with something in its places."""
    return re.sub(r"\{[^}]*\}", "x" * 43, re.sub(r"\{officer[^}]*\}(\{32\}\})?", officer_id, address)).rstrip(
        "}"
    )
