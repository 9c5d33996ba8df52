"""What all work on the queue begins with: the officer as they are now, the request if it exists for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.acts import Act
from core.lookups import Lookups
from core.officers import Officer, Officers
from core.people import People
from core.places.gazetteer import Gazetteer
from core.policy import Policy
from core.requests import leases, references
from core.requests.errors import NotAllowed, Stale, Unknown
from core.requests.request import Request, Step, StepKind
from core.requests.storing import Store
from core.roles import CASE_ROLES, COMMUNE
from core.sight import visible
from core.tables import requests

__all__ = ["Office", "visible"]

_OF_REFERENCE = requests.c.reference == bindparam("reference")


@dataclass(frozen=True)
class Office:
    """Shared by the parts of the queue. All of it is part of a caller's transaction."""

    store: Store
    places: Gazetteer
    officers: Officers
    people: People

    @cached_property
    def policy(self) -> Policy:
        """What officers may do."""
        return Policy(self.store.clock, self.store.rules)

    @cached_property
    def lookups(self) -> Lookups:
        """By which sealed values are found again."""
        return Lookups(self.store.sealer.ring)

    async def present(self, connection: AsyncConnection, officer: Officer, *, acts: bool = False) -> Officer:
        """The officer as stored: a change of role or area, or disabling, holds at once. Raises Unknown.

        `acts`: in a transaction that writes; whoever shuts them out waits until it is over.
        """
        present = await self.officers.within(connection, officer.id, lock=acts)
        if present is None or present.role not in CASE_ROLES:
            raise Unknown
        return present

    async def one(
        self, connection: AsyncConnection, officer: Officer, reference: str, lock: bool = False
    ) -> Request:
        """The request of this reference, in their area. Raises Unknown."""
        known = references.parse(reference)
        if known is None:
            raise Unknown
        return await self.store.one(connection, _OF_REFERENCE, visible(officer), lock=lock, reference=known)

    async def to_change(
        self, connection: AsyncConnection, officer: Officer, reference: str, version: int | None
    ) -> Request:
        """The same, locked, of the version that they saw, and back in the line if its lease is over.

        Raises Unknown, Stale; NotAllowed("lease_expired") to the one who has just lost it.
        """
        request = await self.one(connection, officer, reference, lock=True)
        if version is not None and version != request.version:
            raise Stale(request.version)
        present = await self.store.lapsed(connection, request)
        if present is not request and request.holder == officer.id:
            raise NotAllowed(leases.EXPIRED, present.state)
        return present

    async def could_take(self, connection: AsyncConnection, officer_id: str, request: Request) -> bool:
        """Whether there is such an officer, and they may hold this request."""
        if not chance.is_identifier(officer_id):
            return False
        named = await self.officers.within(connection, officer_id, lock=True)
        if named is None or not named.joined:
            return False
        return named.role in COMMUNE and named.may_see(request.commune)

    def story(self, officer: Officer, request: Request, steps: Sequence[Step]) -> tuple[Step, ...]:
        """The steps that they may see: who passed a request over, and why, is for those above."""
        if self.policy.may(officer, Act.SEE_SKIPS, request):
            return tuple(steps)
        return tuple(s for s in steps if s.kind is not StepKind.SKIPPED or s.actor.id == officer.id)
