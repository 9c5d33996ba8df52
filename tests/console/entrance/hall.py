"""A running service with its entrance, and how people come to it."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from dataclasses import dataclass

from aiohttp import ClientSession, CookieJar, web
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from yarl import URL

from app.house import House
from console.entrance import cookies, visitors
from console.entrance.desk import ENTRANCE
from core.accounts import totp
from core.accounts.sessions import Stage
from core.clock import FixedClock
from core.officers import Officer
from core.roles import Role
from core.tables import metadata
from tests.console.entrance.tablet import PASSWORD, Seen, Tablet

FIRST = "/console/sign-in"
CODES = r"<code class=\"number\">([a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4})<"
_HASHED = PasswordHasher.from_parameters(CHEAPEST).hash(PASSWORD)
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
        areas = [area] if area else []
        _, token = await self.house.accounts.managing.invite(None, username, "Sok (DEMO)", role, areas)
        return f"/console/link/{token}"

    async def known(self, username: str, role: Role = Role.COMMUNE_OFFICER, area: str = "120109") -> Known:
        """An officer as whoever has set up everything; test_way_in.py goes that way, by its pages."""
        officers, credentials = self.house.officers, self.house.accounts.ground.credentials
        officer = officers.new(username, "Sok (DEMO)", role, [area] if area else [])
        now, secret = self.clock.now(), totp.new_secret()
        step = int(now.timestamp()) // totp.STEP_SECONDS

        async def work(connection: AsyncConnection) -> None:
            await officers.insert(connection, officer)
            await credentials.set_password(connection, officer.id, _HASHED, now)
            await credentials.set_second_factor(connection, officer.id, secret, step)
            await officers.set_language(connection, officer.id, "en")

        await self.house.database.write(work)
        return Known(officer, secret)

    async def signed_in(self, who: Known) -> Tablet:
        """A tablet that holds a session of theirs; `Tablet.sign_in` gets one by the pages."""
        sessions, devices = self.house.accounts.sessions, self.house.accounts.ground.devices
        token = await self.house.database.write(
            lambda connection: sessions.open(connection, who.officer.id, Stage.FULL, "")
        )
        tablet = await self.tablet()
        given = {
            cookies.SESSION: visitors.wrapped(self.app[ENTRANCE], token),
            cookies.DEVICE: devices.remember("", who.officer.id),
        }
        tablet.session.cookie_jar.update_cookies(given, URL(self.url))
        return tablet


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
