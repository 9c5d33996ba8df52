"""The queue as an officer works it. A request outside their area does not exist for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.areas import within
from core.clock import Clock
from core.clocks import Clocks
from core.database import Database
from core.officers import Officer, Officers
from core.people import People
from core.places.gazetteer import Gazetteer
from core.requests import references, transitions
from core.requests.case import Rules
from core.requests.errors import FactNeeded, NotAllowed, Unknown
from core.requests.facts import NO_FACTS, Facts
from core.requests.places import is_commune
from core.requests.request import Contact, Outcome, Request, Step, StepKind
from core.requests.states import OPEN, State
from core.requests.storing import Store, every_request
from core.requests.transitions import Transition
from core.roles import CASE_ROLES, Role
from core.sealing import Sealer
from core.tables import requests

_TAKERS = frozenset({Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF})


@dataclass(frozen=True)
class Dossier:
    """All that an officer sees of one request; `next` are the steps that the table leaves to their role."""

    request: Request
    steps: tuple[Step, ...]
    next: tuple[Transition, ...]


class Queue:
    """Each call looks the officer up anew, so that a change of role or area, or disabling, holds at once."""

    def __init__(
        self,
        database: Database,
        sealer: Sealer,
        clock: Clock,
        clocks: Clocks,
        places: Gazetteer,
        officers: Officers,
        people: People,
        rules: Rules | None = None,
    ) -> None:
        self._database = database
        self._places = places
        self._officers = officers
        self._people = people
        self._store = Store(sealer, clock, clocks, rules or Rules())

    async def listing(
        self, officer: Officer, states: Iterable[State] | None = None, limit: int = 200
    ) -> list[Request]:
        """The requests of their area in these states (all open ones if unsaid), the longest waiting first."""
        waiting = func.coalesce(requests.c.queued_at, requests.c.submitted_at)
        query = (
            every_request()
            .where(requests.c.state.in_(sorted(OPEN if states is None else states)))
            .order_by(waiting, requests.c.id)
            .limit(limit)
        )

        async def work(connection: AsyncConnection) -> list[Request]:
            present = await self._present(connection, officer)
            return await self._store.read(connection, query.where(_visible(present)))

        return await self._database.read(work)

    async def counts(self) -> dict[str, int]:
        """How many requests stand in each state; every state has its number."""
        query = select(requests.c.state, func.count()).group_by(requests.c.state)

        async def work(connection: AsyncConnection) -> dict[str, int]:
            rows = (await connection.execute(query)).all()
            return {**dict.fromkeys(map(str, State), 0), **{str(state): count for state, count in rows}}

        return await self._database.read(work)

    async def show(self, officer: Officer, reference: str) -> Dossier:
        """One request with its story. Raises Unknown."""

        async def work(connection: AsyncConnection) -> Dossier:
            present = await self._present(connection, officer)
            request = await self._one(connection, present, reference)
            steps = await self._store.steps(connection, request.id)
            return Dossier(request, steps, transitions.steps_from(request.state, present.role))

        return await self._database.read(work)

    async def take(
        self, officer: Officer, reference: str, *, channel: str, version: int | None = None
    ) -> Request:
        """Make it one's own; of several who try at once one does. Raises Unknown, Stale, NotAllowed."""
        return await self.move(officer, reference, State.ASSIGNED, channel=channel, version=version)

    async def decide(
        self,
        officer: Officer,
        reference: str,
        outcome: Outcome,
        *,
        channel: str,
        reason: str,
        version: int | None = None,
    ) -> Request:
        """Write down what the commune decided. Raises Unknown, Stale, NotAllowed."""
        facts = Facts(outcome=outcome)
        return await self.move(
            officer, reference, State.DECIDED, channel=channel, version=version, reason=reason, facts=facts
        )

    async def move(
        self,
        officer: Officer,
        reference: str,
        to: State,
        *,
        channel: str,
        version: int | None = None,
        reason: str | None = None,
        facts: Facts = NO_FACTS,
    ) -> Request:
        """Any step that the table leaves to the officer. Raises Unknown, Stale, NotAllowed and its kin.

        `version` is the one they saw. Without it the step is judged by the request as it stands now.
        """

        async def work(connection: AsyncConnection) -> Request:
            present = await self._present(connection, officer)
            request = await self._one(connection, present, reference, lock=True)
            await self._check(connection, request, to, facts)
            return await self._store.move(
                connection,
                request,
                present.actor,
                to,
                channel=channel,
                version=version,
                reason=reason,
                facts=facts,
            )

        return await self._database.write(work)

    async def phone(self, officer: Officer, reference: str, *, channel: str) -> str:
        """The household's number, to call it: only for who holds the request, and written in its story.

        Raises Unknown; NotAllowed for anybody else, or when the household said not to call.
        """

        async def work(connection: AsyncConnection) -> str:
            present = await self._present(connection, officer)
            request = await self._one(connection, present, reference, lock=True)
            if request.holder != present.id:
                raise NotAllowed("held_by_another", request.state)
            if request.contact is Contact.NONE:
                raise NotAllowed("no_contact", request.state)
            await self._note_shown(connection, request, present, channel)
            return await self._people.phone_within(connection, request.person_id)

        return await self._database.write(work)

    async def _present(self, connection: AsyncConnection, officer: Officer) -> Officer:
        present = await self._officers.within(connection, officer.id)
        if present is None or present.role not in CASE_ROLES:
            raise Unknown
        return present

    async def _one(
        self, connection: AsyncConnection, officer: Officer, reference: str, lock: bool = False
    ) -> Request:
        known = references.parse(reference)
        if known is None:
            raise Unknown
        return await self._store.one(connection, requests.c.reference == known, _visible(officer), lock=lock)

    async def _check(self, connection: AsyncConnection, request: Request, to: State, facts: Facts) -> None:
        if facts.commune is not None and not self._elsewhere(facts.commune, request):
            raise FactNeeded("commune", request.state, to)
        if facts.officer is not None and not await self._could_take(connection, facts.officer, request):
            raise FactNeeded("officer", request.state, to)

    def _elsewhere(self, commune: str, request: Request) -> bool:
        return commune != request.commune and is_commune(self._places, commune)

    async def _could_take(self, connection: AsyncConnection, officer_id: str, request: Request) -> bool:
        named = await self._officers.within(connection, officer_id)
        return named is not None and named.role in _TAKERS and named.may_see(request.commune)

    async def _note_shown(
        self, connection: AsyncConnection, request: Request, officer: Officer, channel: str
    ) -> None:
        shown = replace(request, version=request.version + 1)
        step = Step(
            request_id=request.id,
            version=shown.version,
            kind=StepKind.PHONE_SHOWN,
            source=request.state,
            target=request.state,
            actor=officer.actor,
            channel=channel,
            reason=None,
            facts={},
            at=self._store.clock.now(),
        )
        await self._store.amend(connection, request, shown, step)


def _visible(officer: Officer) -> ColumnElement[bool]:
    return within(requests.c.commune_code, officer.areas)
