"""What a household, or its helper, does with its requests."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.clocks import Clocks
from core.database import Database
from core.places.gazetteer import Gazetteer
from core.requests import amending, filing
from core.requests.amending import Amendment
from core.requests.case import Rules
from core.requests.errors import NotAllowed, Stale
from core.requests.filing import Filed, Filing
from core.requests.request import AskFor, Contact, Need, Request
from core.requests.states import State
from core.requests.storing import Store
from core.sealing import Sealer
from core.tables import requests


class Requests:
    """Files requests and follows them. A request of somebody else is Unknown here."""

    def __init__(
        self,
        database: Database,
        sealer: Sealer,
        clock: Clock,
        clocks: Clocks,
        places: Gazetteer,
        rules: Rules | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._places = places
        self._store = Store(sealer, clock, clocks, rules or Rules())

    @property
    def helper_limit(self) -> int:
        """How many open requests one phone may have for other households."""
        return self._store.rules.helped

    async def submit(self, new: Filing) -> Filed:
        """File it exactly once. Raises OpenAlready, TooManyHelped, InvalidFiling.

        With a key that was used before the same request comes back, `repeated`. Where its answers differ they
        are taken over, as long as no officer has it: nothing that a person answered gets lost with a reply.
        """
        return await self._database.write(
            lambda connection: filing.file(self._store, self._places, connection, new)
        )

    async def of(self, person_id: str) -> list[Request]:
        """Their requests, newest first: the open ones, and those that could still be taken up again."""
        since = self._clock.now() - timedelta(days=self._store.rules.reopen_days)
        recent = or_(requests.c.ended_at.is_(None), requests.c.ended_at >= since)
        return await self._database.read(
            lambda connection: self._store.find(connection, requests.c.person_id == person_id, recent)
        )

    async def open_own(self, person_id: str) -> Request | None:
        """The open request of their own household, if there is one."""
        mine = (requests.c.person_id == person_id, requests.c.own, requests.c.ended_at.is_(None))
        found = await self._database.read(lambda connection: self._store.find(connection, *mine))
        return found[0] if found else None

    async def withdraw(self, person_id: str, request_id: str, *, channel: str, version: int) -> Request:
        """Withdraw, from every state before the decision. Raises NotAllowed, Stale, Unknown."""
        return await self.move(person_id, request_id, State.WITHDRAWN, channel=channel, version=version)

    async def move(
        self,
        person_id: str,
        request_id: str,
        to: State,
        *,
        channel: str,
        version: int,
        reason: str | None = None,
    ) -> Request:
        """Any step that the table leaves to a household: withdraw, answer, appeal, open again.

        Raises NotAllowed, Stale, Unknown; OpenAlready or TooManyHelped when it would open beside another.
        """

        async def work(connection: AsyncConnection) -> Request:
            request = await self._store.one(connection, *_theirs(person_id, request_id), lock=True)
            return await self._store.move(
                connection,
                request,
                filing.actor_of(person_id, request.own),
                to,
                channel=channel,
                version=version,
                reason=reason,
            )

        return await self._database.write(work)

    async def amend(
        self,
        person_id: str,
        request_id: str,
        *,
        channel: str,
        version: int | None = None,
        people: int | None = None,
        needs: frozenset[Need] | None = None,
        contact: Contact | None = None,
        village: str | None = None,
        ask_for: AskFor | None = None,
    ) -> Request:
        """Change or add answers, until it has ended. Raises NotAllowed, Stale, Unknown, InvalidFiling."""
        newer = Amendment(None, contact, people, needs, village, ask_for)

        async def work(connection: AsyncConnection) -> Request:
            request = await self._store.one(connection, *_theirs(person_id, request_id), lock=True)
            if version is not None and version != request.version:
                raise Stale(request.version)
            if request.ended or request.answers is None:
                raise NotAllowed("ended", request.state)
            actor = filing.actor_of(person_id, request.own)
            return await amending.amend(self._store, self._places, connection, request, newer, actor, channel)

        return await self._database.write(work)


def _theirs(person_id: str, request_id: str) -> tuple[ColumnElement[bool], ...]:
    return requests.c.person_id == person_id, requests.c.id == request_id
