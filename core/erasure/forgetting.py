"""Doing what a household asked for, exactly as it was told, and later what had to wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core import people
from core.channels import Channel
from core.database import Database
from core.erasure import cases, persons
from core.erasure.plan import ErasurePlan, Fate, Item
from core.outbox import recalling
from core.requests import filing
from core.requests.request import Request, StepKind
from core.requests.states import ENDED, State
from core.requests.storing import Store
from core.roles import SYSTEM, Actor, ActorKind, Role
from core.tables import requests
from core.unavailable import StoreUnavailable

log = structlog.get_logger(__name__)

_AT_ONCE = 50


@dataclass(frozen=True)
class Done:
    """What was done: how many requests were erased, and what is kept for now."""

    removed: int
    kept: tuple[Item, ...]


class Forgetting:
    """Erases people and their requests, by the rules of this package."""

    def __init__(self, database: Database, store: Store) -> None:
        self._database = database
        self._store = store

    async def plan(self, person_id: str) -> ErasurePlan:
        """What erasing the person would do now; nothing is done by asking."""
        return await self._database.read(lambda connection: self._plan(connection, person_id))

    async def erase(self, person_id: str, told: str, channel: str = Channel.TELEGRAM) -> ErasurePlan | Done:
        """Do it, in one transaction, if the plan is still the one that they were `told` (`ErasurePlan.told`).

        Otherwise nothing is done, and the present plan comes back, to be told anew. Doing it twice is doing
        it once. Their unfinished form is the door's to forget, together with its own record.
        """

        async def work(connection: AsyncConnection) -> ErasurePlan | Done:
            phone = await people.hold(connection, person_id)
            found = await self._not_erased(connection, person_id, lock=True)
            plan = ErasurePlan.of(found, phone)
            if plan.told != told and not plan.nothing_left:
                return plan
            for request, item in zip(found, plan.items, strict=True):
                await self._do(connection, request, item, channel)
            await persons.leave_telegram(connection, person_id)
            await persons.end_pins(connection, person_id)
            await persons.end_reminders(connection, person_id)
            actor = Actor(ActorKind.PERSON, person_id, Role.HOUSEHOLD)
            await persons.forget(self._store, connection, person_id, actor, channel)
            return Done(len(plan.items) - len(plan.kept), plan.kept)

        return await self._database.write(work)

    async def erase_due(self, limit: int = _AT_ONCE) -> int:
        """Erase what was kept and has been over for long enough; how many requests.

        One that cannot be erased, which is a bug, is told to the operator and keeps no other.
        """
        query = select(requests.c.id).where(self._due()).order_by(requests.c.ended_at).limit(limit)

        async def ids(connection: AsyncConnection) -> list[str]:
            return list((await connection.scalars(query)).all())

        return sum([await self._tried(each) for each in await self._database.read(ids)])

    async def _tried(self, request_id: str) -> int:
        try:
            return await self._erase_one(request_id)
        except StoreUnavailable:
            raise
        except Exception:
            log.exception("erasure.failed")
            return 0

    async def _erase_one(self, request_id: str) -> int:
        async def work(connection: AsyncConnection) -> int:
            found = await self._store.find(connection, requests.c.id == request_id, self._due(), lock=True)
            for request in found:
                await cases.erase(self._store, connection, request, SYSTEM, Channel.SYSTEM)
                await self._forget_later(connection, request.person_id)
            return len(found)

        return await self._database.write(work)

    async def _forget_later(self, connection: AsyncConnection, person_id: str) -> None:
        await people.hold(connection, person_id)
        if not await persons.is_on_telegram(connection, person_id):  # else they came back of themselves
            await persons.forget(self._store, connection, person_id, SYSTEM, Channel.SYSTEM)

    async def _plan(self, connection: AsyncConnection, person_id: str) -> ErasurePlan:
        found = await self._not_erased(connection, person_id)
        return ErasurePlan.of(found, await persons.has_phone(connection, person_id))

    async def _not_erased(
        self, connection: AsyncConnection, person_id: str, lock: bool = False
    ) -> list[Request]:
        theirs = requests.c.person_id == person_id, requests.c.answers_sealed.is_not(None)
        return await self._store.find(connection, *theirs, lock=lock)

    async def _do(self, connection: AsyncConnection, request: Request, item: Item, channel: str) -> None:
        actor = filing.actor_of(request.person_id, request.own)
        if item.fate is Fate.KEPT:
            await self._keep(connection, request, actor, channel)
            return
        if item.fate is Fate.WITHDRAWN:
            request = await self._store.move(
                connection, request, actor, State.WITHDRAWN, channel=channel, version=None
            )
        await cases.erase(self._store, connection, request, actor, channel)

    async def _keep(self, connection: AsyncConnection, request: Request, actor: Actor, channel: str) -> None:
        now = self._store.clock.now()
        await recalling.leave_telegram(connection, request, now)
        if request.erasure_asked_at is None:
            await self._store.act(
                connection, request, actor, StepKind.ERASURE_ASKED, channel=channel, erasure_asked_at=now
            )

    def _due(self) -> ColumnElement[bool]:
        over = self._store.clock.now() - timedelta(days=self._store.rules.appeal_days)
        return and_(
            requests.c.erasure_asked_at.is_not(None),
            requests.c.state.in_(ENDED),
            or_(requests.c.ended_at <= over, requests.c.state == State.WITHDRAWN),
        )
