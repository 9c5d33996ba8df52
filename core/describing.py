"""Mending what was written down of who heads a household and what hit it."""

from __future__ import annotations

from dataclasses import fields, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.acts import Act
from core.database import Database
from core.office import Office
from core.officers import Officer
from core.requests.circumstances import HeadSex, Shock
from core.requests.request import Identity, Request, Step, StepKind


class Describing:
    """Writes circumstances down once the interview or the decision is over."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office

    async def describe(
        self,
        officer: Officer,
        reference: str,
        *,
        channel: str,
        head: HeadSex | None = None,
        shock: Shock | None = None,
        version: int | None = None,
    ) -> Request:
        """The request as it is then; None leaves what stands. Raises Unknown, Stale, NotAllowed.

        Its story tells that something was changed, and never to what.
        """

        async def work(connection: AsyncConnection) -> Request:
            present = await self._office.present(connection, officer, acts=True)
            request = await self._office.to_change(connection, present, reference, version)
            self._office.policy.check(present, Act.DESCRIBE, request)
            identity = request.identity.described(head, shock)
            names = [each.name for each in fields(Identity) if _differ(request.identity, identity, each.name)]
            if not names:
                return request
            now = replace(request, identity=identity, version=request.version + 1)
            step = self._step(now, present, channel, names)
            await self._office.store.amend(connection, request, now, step)
            return now

        return await self._database.write(work)

    def _step(self, now: Request, officer: Officer, channel: str, names: list[str]) -> Step:
        facts, at = {"changed": " ".join(names)}, self._office.store.clock.now()
        kind = StepKind.AMENDED
        return Step(now.id, now.version, kind, now.state, now.state, officer.actor, channel, None, facts, at)


def _differ(was: Identity, now: Identity, name: str) -> bool:
    return bool(getattr(was, name) != getattr(now, name))
