"""Requests that are likely the same household's: why, and joined or parted by a person only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.acts import Act, target_of
from core.database import Database
from core.office import Office, visible
from core.officers import Officer
from core.requests import marks, references
from core.requests.errors import FactNeeded, NotAllowed
from core.requests.facts import Facts
from core.requests.marks import MarkKind
from core.requests.request import Request, StepKind
from core.requests.states import State
from core.tables import request_marks, requests

_CANDIDATES = 20


class Why(StrEnum):
    """By what two requests look like one household's."""

    PHONE = "phone"
    CARD = "card"
    ID_NUMBER = "id_number"
    NAME_IN_VILLAGE = "name_in_village"
    NAME_IN_COMMUNE = "name_in_commune"


@dataclass(frozen=True)
class Candidate:
    """A request that may be the same, and why."""

    request: Request
    why: frozenset[Why]


class Duplicates:
    """Finds, joins and parts. A request outside the officer's area is not even a candidate."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office

    async def of(self, officer: Officer, reference: str) -> list[Candidate]:
        """What may be the same as this request, the likeliest first. Raises Unknown."""

        async def work(connection: AsyncConnection) -> list[Candidate]:
            present = await self._office.present(connection, officer)
            request = await self._office.one(connection, present, reference)
            found = await self._alike(connection, present, request)
            candidates = [Candidate(other, await self._why(connection, request, other)) for other in found]
            return sorted((c for c in candidates if c.why), key=lambda c: (-len(c.why), c.request.id))

        return await self._database.read(work)

    async def joined(self, officer: Officer, reference: str) -> list[Request]:
        """The requests that ended in favour of this one and lie in their area. Raises Unknown."""

        async def work(connection: AsyncConnection) -> list[Request]:
            present = await self._office.present(connection, officer)
            request = await self._office.one(connection, present, reference)
            return await self._office.store.find(
                connection, requests.c.duplicate_of == request.id, visible(present)
            )

        return await self._database.read(work)

    async def merge(
        self,
        officer: Officer,
        reference: str,
        kept: str,
        *,
        channel: str,
        reason: str,
        version: int | None = None,
    ) -> Request:
        """End `reference` in favour of `kept` (a reference), which is open.

        Raises Unknown, Stale, NotAllowed; FactNeeded("kept") for one that cannot be kept.
        """

        async def work(connection: AsyncConnection) -> Request:
            present = await self._office.present(connection, officer)
            ending = await self._office.to_change(connection, present, reference, version)
            steps = await self._office.store.steps(connection, ending.id)
            self._office.policy.check_move(present, State.DUPLICATE, ending, steps)
            known = requests.c.reference == (references.parse(kept) or "")
            going_on = await self.check_kept(connection, present, ending, known)
            joined = await self._office.store.move(
                connection,
                ending,
                present.actor,
                State.DUPLICATE,
                channel=channel,
                version=None,
                reason=reason,
                facts=Facts(kept=going_on.id),
            )
            return await self.follow(connection, present, ending, joined, channel)

        return await self._database.write(work)

    async def unmerge(
        self, officer: Officer, reference: str, *, channel: str, reason: str, version: int | None = None
    ) -> Request:
        """They were not the same: it stands where it stood.

        Raises Unknown, Stale, NotAllowed; OpenAlready or TooManyHelped where another was filed meanwhile.
        """

        async def work(connection: AsyncConnection) -> Request:
            present = await self._office.present(connection, officer)
            ended = await self._office.to_change(connection, present, reference, version)
            to = target_of(Act.UNMERGE, ended, present.role)
            self._office.policy.check(present, Act.UNMERGE, ended)
            if to is None:
                raise NotAllowed("no_such_step", ended.state)
            parted = await self._office.store.move(
                connection, ended, present.actor, to, channel=channel, version=None, reason=reason
            )
            return await self.follow(connection, present, ended, parted, channel)

        return await self._database.write(work)

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

    async def check_kept(
        self, connection: AsyncConnection, officer: Officer, ending: Request, known: ColumnElement[bool]
    ) -> Request:
        """The request that is kept, locked: another one, open, theirs to see. Raises FactNeeded("kept")."""
        found = await self._office.store.find(connection, known, visible(officer), lock=True)
        if not found or found[0].ended or found[0].id == ending.id:
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

    async def _alike(self, connection: AsyncConnection, officer: Officer, request: Request) -> list[Request]:
        lookups = marks.sought(self._office.lookups, request)
        marked = select(request_marks.c.request_id).where(request_marks.c.lookup.in_(lookups))
        # a helper's phone has many households: two that it helps are not one for that
        same_phone = requests.c.person_id == request.person_id
        if not request.own:
            same_phone &= requests.c.own
        found = await self._office.store.find(
            connection,
            requests.c.id != request.id,
            or_(same_phone, requests.c.id.in_(marked)),
            self._recent(),
            visible(officer),
        )
        return found[:_CANDIDATES]

    def _recent(self) -> ColumnElement[bool]:
        store = self._office.store
        since = store.clock.now() - timedelta(days=store.rules.reopen_days)
        return or_(requests.c.ended_at.is_(None), requests.c.ended_at >= since)

    async def _why(self, connection: AsyncConnection, request: Request, other: Request) -> frozenset[Why]:
        shared = await marks.shared(connection, self._office.lookups, request, other.id)
        why = {Why(kind) for kind in shared & {MarkKind.CARD, MarkKind.ID_NUMBER}}
        if MarkKind.NAME in shared:
            why.add(Why.NAME_IN_VILLAGE if _same_village(request, other) else Why.NAME_IN_COMMUNE)
        if request.person_id == other.person_id:
            why.add(Why.PHONE)
        return frozenset(why)


def _same_village(one: Request, other: Request) -> bool:
    villages = {request.answers.village if request.answers else None for request in (one, other)}
    return len(villages) == 1 and None not in villages
