"""Requests that are likely the same household's: why, and joined or parted by a person only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.acts import Act
from core.database import Database
from core.office import Office, visible
from core.officers import Officer
from core.requests import marks, references
from core.requests.errors import FactNeeded
from core.requests.marks import MarkKind
from core.requests.request import Request, Step, StepKind
from core.requests.states import State
from core.tables import request_marks, request_steps, requests

_CANDIDATES = 20


class Likeness(StrEnum):
    """By what two requests look like one household's."""

    PHONE = "phone"
    CARD = "card"
    ID_NUMBER = "id_number"
    NAME_IN_VILLAGE = "name_in_village"
    NAME_IN_COMMUNE = "name_in_commune"


@dataclass(frozen=True)
class Candidate:
    """A request that may be the same, and why; that they joined it, where nothing shows why.

    `may_end`: whether the officer may end it in favour of another.
    """

    request: Request
    why: frozenset[Likeness]
    may_end: bool


class Duplicates:
    """Finds them, and does what follows on joining and parting, which are steps (`Queue.do`).

    A request outside the officer's area is not even a candidate.
    """

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office

    async def of(self, officer: Officer, reference: str) -> list[Candidate]:
        """What may be the same as this request or was joined to it, the likeliest first. Raises Unknown."""

        async def work(connection: AsyncConnection) -> list[Candidate]:
            present = await self._office.present(connection, officer)
            request = await self._office.one(connection, present, reference)
            return await self.within(connection, present, request)

        return await self._database.read(work)

    async def within(
        self, connection: AsyncConnection, officer: Officer, request: Request
    ) -> list[Candidate]:
        """`of` as part of another's transaction, which found the request to be theirs to see."""
        found = await self._joined(connection, officer, request)
        found += await self._alike(connection, officer, request)
        candidates = await self._candidates(connection, officer, request, found)
        return sorted(candidates, key=lambda c: (-len(c.why), c.request.id))

    async def follow(
        self, connection: AsyncConnection, officer: Officer, was: Request, now: Request, channel: str
    ) -> Request:
        """After any move: its name is sought in its new commune; what it was joined to is told."""
        if now.commune != was.commune:
            await marks.write(connection, self._office.lookups, now)
        if now.duplicate_of and not was.duplicate_of:
            await self._tell(connection, officer, now.duplicate_of, StepKind.JOINED, now, channel)
        if was.duplicate_of and not now.duplicate_of:
            await self._tell(connection, officer, was.duplicate_of, StepKind.PARTED, now, channel)
        return now

    async def kept(
        self, connection: AsyncConnection, officer: Officer, ending: Request, reference: str
    ) -> Request:
        """The request that is kept, locked: another of its kind, open, theirs to see.

        Raises FactNeeded("kept").
        """
        known = requests.c.reference == (references.parse(reference) or "")
        found = await self._office.store.find(connection, known, visible(officer), lock=True)
        if not found or found[0].ended or found[0].id == ending.id or found[0].kind != ending.kind:
            raise FactNeeded("kept", ending.state, State.DUPLICATE)
        return found[0]

    async def _tell(
        self,
        connection: AsyncConnection,
        officer: Officer,
        kept_id: str,
        kind: StepKind,
        other: Request,
        channel: str,
    ) -> None:
        store, facts = self._office.store, {"other": other.id}
        for kept in await store.find(connection, requests.c.id == kept_id, lock=True):
            await store.act(connection, kept, officer.actor, kind, channel=channel, facts=facts)

    async def _joined(self, connection: AsyncConnection, officer: Officer, request: Request) -> list[Request]:
        return await self._office.store.find(
            connection, requests.c.duplicate_of == request.id, visible(officer)
        )

    async def _alike(self, connection: AsyncConnection, officer: Officer, request: Request) -> list[Request]:
        if request.answers is None:
            return []  # erased: it is nobody's
        lookups = marks.sought(self._office.lookups, request)
        marked = select(request_marks.c.request_id).where(request_marks.c.lookup.in_(lookups))
        # a helper's phone has many households: two that it helps are not one for that
        same_phone = requests.c.person_id == request.person_id
        if not request.own:
            same_phone &= requests.c.own
        found = await self._office.store.find(
            connection,
            requests.c.id != request.id,
            requests.c.kind == request.kind,
            or_(same_phone, requests.c.id.in_(marked)),
            or_(requests.c.duplicate_of.is_(None), requests.c.duplicate_of != request.id),
            requests.c.answers_sealed.is_not(None),
            self._recent(),
            visible(officer),
        )
        return found[:_CANDIDATES]

    def _recent(self) -> ColumnElement[bool]:
        store = self._office.store
        since = store.clock.now() - timedelta(days=store.rules.reopen_days)
        return or_(requests.c.ended_at.is_(None), requests.c.ended_at >= since)

    async def _candidates(
        self, connection: AsyncConnection, officer: Officer, request: Request, found: Sequence[Request]
    ) -> list[Candidate]:
        ids, store = [other.id for other in found], self._office.store
        shared = await marks.shared(connection, self._office.lookups, request, ids)
        steps: dict[str, list[Step]] = {each: [] for each in ids}
        for step in await store.journal(connection, request_steps.c.request_id.in_(ids)):
            steps[step.request_id].append(step)
        return [
            Candidate(other, why, self._office.policy.may(officer, Act.MERGE, other, steps[other.id]))
            for other in found
            if (why := _why(request, other, shared[other.id])) or other.duplicate_of == request.id
        ]


def _why(request: Request, other: Request, shared: Collection[MarkKind]) -> frozenset[Likeness]:
    why = {Likeness(kind) for kind in shared if kind is not MarkKind.NAME}
    if MarkKind.NAME in shared:
        why.add(Likeness.NAME_IN_VILLAGE if _same_village(request, other) else Likeness.NAME_IN_COMMUNE)
    if request.person_id == other.person_id:
        why.add(Likeness.PHONE)
    return frozenset(why)


def _same_village(one: Request, other: Request) -> bool:
    villages = {request.answers.village if request.answers else None for request in (one, other)}
    return len(villages) == 1 and None not in villages
