"""A commune office on paper: officers with their browsers, households that file, and the pages in between."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from aiohttp import ClientSession, web
from aiohttp.typedefs import Handler
from sqlalchemy.ext.asyncio import AsyncConnection

from app.house import House
from app.office import desk, entrance
from console.entrance.desk import ENTRANCE
from console.routes import add_console
from console.session import CSRF, OFFICER
from core import chance
from core.acts import Act
from core.clock import FixedClock
from core.consents import Consent, version_of
from core.officers import Officer
from core.requests.facts import NO_FACTS, Facts
from core.requests.filing import Filing
from core.requests.request import Contact, Interview, InterviewPlace, Need, Request
from core.roles import Role
from core.working_days import CAMBODIA
from tests.joining import join_within

COMMUNE = "120109"
OTHER_COMMUNE = "120101"
ELSEWHERE = "170404"
CONSENT = "We send this phone number and your answers to your commune office."
WHO = "X-Officer"
SET = Facts(interview=Interview(datetime(2026, 12, 3, 9, 30, tzinfo=CAMBODIA), InterviewPlace.OFFICE))
"""The day of an interview, ten days after the clock's own morning."""


@dataclass(frozen=True)
class Sheet:
    """One answer of a page."""

    status: int
    text: str
    url: str

    def hidden(self, name: str) -> str:
        """The value of the first field of that name."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no field {name} on {self.url}"
        return found[1]

    def ways(self) -> set[str]:
        """The acts that its forms lead to."""
        return set(re.findall(r'action="/console/requests/[0-9]+/([a-z_]+)"', self.text))


@dataclass
class Clerk:
    """An officer at their tablet."""

    officer: Officer
    session: ClientSession

    async def see(self, path: str) -> Sheet:
        """Open a page."""
        async with self.session.get(path) as reply:
            return Sheet(reply.status, await reply.text(), str(reply.url))

    async def send(self, path: str, **fields: Any) -> Sheet:
        """Send a form just as given."""
        async with self.session.post(path, data=fields) as reply:
            return Sheet(reply.status, await reply.text(), str(reply.url))

    async def send_bytes(self, path: str, body: IO[bytes]) -> Sheet:
        """Send a form whose bytes are ready."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        async with self.session.post(path, data=body, headers=headers) as reply:
            return Sheet(reply.status, await reply.text(), str(reply.url))

    async def do(
        self, act: str, request: Request | str, seen: Sheet | None = None, /, **fields: str
    ) -> Sheet:
        """Fill in a form of the request's page, as it is now or as it was `seen`."""
        page = case_page(request)
        seen = seen or await self.see(page)
        tokens = {"csrf": seen.hidden("csrf"), "version": seen.hidden("version")}
        return await self.send(f"{page}/{act}", **tokens, **fields)


@dataclass
class Office:
    """Everything about it, in one place of the test."""

    house: House
    clock: FixedClock
    url: str = ""
    phones: Any = field(default_factory=lambda: iter(range(12_000_000, 99_000_000)))

    async def employ(
        self, username: str, role: Role = Role.COMMUNE_OFFICER, area: str = COMMUNE, language: str = "en"
    ) -> Officer:
        """A new officer."""
        officers = self.house.officers
        officer = officers.new(username, username.title(), role, [area] if area else [])

        async def work(connection: AsyncConnection) -> None:
            await officers.insert(connection, officer)
            await join_within(connection, officer)
            await officers.set_language(connection, officer.id, language)

        await self.house.database.write(work)
        return officer

    async def file(self, commune: str = COMMUNE, **given: Any) -> Request:
        """A request of a household of its own, by phone."""
        person = await self.house.people.remember(f"+855{next(self.phones)}", "km")
        told: dict[str, Any] = {
            "idempotency_key": chance.identifier(),
            "person_id": person.id,
            "own": True,
            "commune": commune,
            "contact": Contact.CALL_AND_TEXT,
            "consents": (Consent("request", version_of(CONSENT), CONSENT, "en", "ussd", self.clock.now()),),
            "channel": "ussd",
            "language": "km",
            "people": 5,
            "needs": frozenset({Need.OLDER}),
        }
        filed = await self.house.requests.submit(Filing(**(told | given)))
        return filed.request

    async def did(
        self,
        clerk: Clerk,
        act: Act,
        request: Request | str,
        *,
        reason: str | None = None,
        facts: Facts = NO_FACTS,
    ) -> None:
        """An officer did it, and not the test: no page was shown for it."""
        reference = request if isinstance(request, str) else request.reference
        await self.house.queue.do(
            clerk.officer, reference, act, channel="console", reason=reason, facts=facts
        )

    async def phone_of(self, request: Request) -> str:
        """The household's number."""
        return await self.house.people.phone_of(request.person_id)


def case_page(request: Request | str) -> str:
    """The address of its page."""
    reference = request if isinstance(request, str) else request.reference
    return f"/console/requests/{reference}"


def application(house: House) -> web.Application:
    """The console without its entrance: the header says who asks."""

    @web.middleware
    async def somebody(request: web.Request, handler: Handler) -> web.StreamResponse:
        officer = await house.officers.find(request.headers.get(WHO, ""))
        if officer is not None:
            request[OFFICER], request[CSRF] = officer, "token"
        return await handler(request)

    app = web.Application(middlewares=[somebody])
    app[ENTRANCE] = entrance(house, demo=True)
    add_console(app, desk(house, demo=True))
    return app
