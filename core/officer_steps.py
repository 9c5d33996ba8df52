"""A step of a request that an officer makes: by policy, in turn, and to whom and where there is somebody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core import turns
from core.acts import Act, act_of
from core.duplicates import Duplicates
from core.office import Office
from core.officers import Officer
from core.requests import questions
from core.requests.errors import FactNeeded
from core.requests.facts import Facts
from core.requests.places import is_commune
from core.requests.request import Request
from core.requests.states import State
from core.roles import COMMUNE


@dataclass(frozen=True)
class OfficerSteps:
    """Makes them, as part of a caller's transaction."""

    office: Office
    duplicates: Duplicates

    async def make(
        self,
        connection: AsyncConnection,
        officer: Officer,
        request: Request,
        to: State,
        channel: str,
        reason: str | None,
        facts: Facts,
    ) -> Request:
        """The request after it, and after what follows for its double. Raises NotAllowed and its kin."""
        office = self.office
        steps = await office.store.steps(connection, request.id)
        office.policy.check_move(officer, to, request, steps)
        if act_of(request.state, to, officer.role) is Act.ASK:
            reason = questions.put(reason or "")
        facts = await self._checked(connection, officer, request, to, facts)
        takes = to is State.ASSIGNED and officer.role in COMMUNE and request.state is State.QUEUED
        later = takes and await turns.check_turn(office, connection, officer, request, reason)
        moved = await office.store.move(
            connection,
            request,
            officer.actor,
            to,
            channel=channel,
            version=None,
            reason=reason,
            facts=facts,
            steps=steps,
        )
        if later:
            await turns.taken_out_of_turn(office, connection, officer, moved)
        return await self.duplicates.follow(connection, officer, request, moved, channel)

    async def _checked(
        self, connection: AsyncConnection, officer: Officer, request: Request, to: State, facts: Facts
    ) -> Facts:
        office = self.office
        if facts.commune is not None and not self._elsewhere(facts.commune, request):
            raise FactNeeded("commune", request.state, to)
        if facts.officer is not None and not await office.could_take(connection, facts.officer, request):
            raise FactNeeded("officer", request.state, to)
        if to is State.DUPLICATE and facts.kept is not None:
            kept = await self.duplicates.kept(connection, officer, request, facts.kept)
            return replace(facts, kept=kept.id)
        return facts

    def _elsewhere(self, commune: str, request: Request) -> bool:
        return commune != request.commune and is_commune(self.office.places, commune)
