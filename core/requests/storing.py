"""Requests in the database. Everything here is part of a caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit import AuditLog
from core.channels import Channel
from core.clock import Clock
from core.clocks import Clocks
from core.database_time import Moment, database_now
from core.notices import NoticeKind
from core.outbox import recalling, writing
from core.requests import audited, leases, moving, rows, slots
from core.requests.case import Case, Rules
from core.requests.errors import Stale, Unknown
from core.requests.facts import NO_FACTS, Facts
from core.requests.request import Contact, Request, Step, StepKind
from core.requests.states import State
from core.roles import SYSTEM, Actor
from core.sealing import CaseSealer, Sealer
from core.tables import case_keys, officers, request_steps, requests
from core.working_days import day_of

NO_WORDS: Mapping[str, str] = MappingProxyType({})

_ROWS = (
    select(requests, case_keys.c.key_sealed)
    .outerjoin(case_keys, case_keys.c.request_id == requests.c.id)
    .order_by(requests.c.submitted_at.desc(), requests.c.id)
)
_STEPS = (
    select(request_steps, case_keys.c.key_sealed)
    .outerjoin(case_keys, case_keys.c.request_id == request_steps.c.request_id)
    .order_by(request_steps.c.request_id, request_steps.c.version)
)
_STEPS_OF = _STEPS.where(request_steps.c.request_id == bindparam("request"))
_KEY_OF = select(case_keys.c.key_sealed).where(case_keys.c.request_id == bindparam("request"))
_UPDATING = update(requests).where(requests.c.id == bindparam("of"), requests.c.version == bindparam("was"))


@dataclass(frozen=True)
class Store:
    """Reads requests, and writes each step together with its notice."""

    sealer: Sealer
    clock: Clock
    clocks: Clocks
    rules: Rules = field(default_factory=Rules)
    moment: Moment = database_now

    @cached_property
    def audit(self) -> AuditLog:
        """Where every step is told of."""
        return AuditLog(self.sealer.ring)

    async def find(
        self,
        connection: AsyncConnection,
        *where: ColumnElement[bool],
        lock: bool = False,
        skip_locked: bool = False,
        **values: Any,
    ) -> list[Request]:
        """The requests that fit, newest first; `lock` keeps others from changing them meanwhile.

        `skip_locked`: without those that somebody else is changing. `values`: of the parameters in `where`.
        """
        query = _ROWS.where(*where)
        if lock:
            query = query.with_for_update(of=requests, skip_locked=skip_locked)
        now = self.clock.now()
        found = (await connection.execute(query, values)).all()
        return [rows.request(row, self._case(row.id, row.key_sealed), self.clocks, now) for row in found]

    async def one(
        self, connection: AsyncConnection, *where: ColumnElement[bool], lock: bool = False, **values: Any
    ) -> Request:
        """The request that fits; raises Unknown."""
        found = await self.find(connection, *where, lock=lock, **values)
        if not found:
            raise Unknown
        return found[0]

    async def steps(self, connection: AsyncConnection, request_id: str) -> tuple[Step, ...]:
        """All that was done to a request, oldest first."""
        return tuple(self._told((await connection.execute(_STEPS_OF, {"request": request_id})).all()))

    async def journal(self, connection: AsyncConnection, *where: ColumnElement[bool]) -> list[Step]:
        """The steps that fit, of any requests; those of one request together, oldest first."""
        return self._told((await connection.execute(_STEPS.where(*where))).all())

    async def case(self, connection: AsyncConnection, request_id: str) -> CaseSealer | None:
        """The sealer of a request's own key; None once the case was anonymised."""
        wrapped = await connection.scalar(_KEY_OF, {"request": request_id})
        return self._case(request_id, wrapped)

    async def move(
        self,
        connection: AsyncConnection,
        request: Request,
        actor: Actor,
        to: State,
        *,
        channel: str,
        version: int | None,
        reason: str | None = None,
        facts: Facts = NO_FACTS,
        steps: Sequence[Step] | None = None,
    ) -> Request:
        """Move a request that was read (and locked) in this transaction, with its steps and notices.

        `version` is the one that the actor saw, None for who saw none. `steps`: all earlier ones, where the
        caller has read them already. Raises Stale, NotAllowed and its kin,
        and OpenAlready or TooManyHelped when an ended request would open again beside another.
        """
        if version is not None and version != request.version:
            raise Stale(request.version)
        earlier = tuple(await self.steps(connection, request.id) if steps is None else steps)
        now = self.clock.now()
        case = Case(
            request,
            earlier,
            actor,
            to,
            facts,
            now,
            self.rules,
            self.clocks.days,
            interview_due=self.interview_due(request, now),
        )
        moved = moving.move(case, self.clocks, channel=channel, reason=reason)
        after = await self._leased(connection, request, moved.request, actor)
        await self._write(connection, request, after)
        await self.record(connection, request.id, moved.steps)
        await self.tell(connection, after, moved.notices)
        return await self._worked_on(connection, after, actor)

    def interview_due(self, request: Request, now: datetime) -> date | None:
        """The last day on which its interview is in time; None without a target."""
        starts = request.step_from, request.queue_from
        due = self.clocks.due(State.INTERVIEW_SCHEDULED, *starts, day_of(now), request.kind)
        return due.by if due else None

    async def lapsed(self, connection: AsyncConnection, request: Request) -> Request:
        """The request, read and locked; back in the line if its holder was silent for too long."""
        if not leases.runs(request) or not leases.expired(request, await self.moment(connection)):
            return request
        return await self._put_back(connection, request, leases.EXPIRED)

    async def act(
        self,
        connection: AsyncConnection,
        request: Request,
        actor: Actor,
        kind: StepKind,
        *,
        channel: str,
        reason: str | None = None,
        facts: Mapping[str, str] = NO_WORDS,
        **changes: Any,
    ) -> Request:
        """Write a step that leaves the state: `changes` are fields of the request. Raises Stale."""
        now = replace(request, version=request.version + 1, **changes)
        now = await self._leased(connection, request, now, actor)
        step = Step(
            request_id=request.id,
            version=now.version,
            kind=kind,
            source=request.state,
            target=request.state,
            actor=actor,
            channel=channel,
            reason=reason,
            facts=dict(facts),
            at=self.clock.now(),
        )
        await self._update(connection, request, rows.values(now))
        await self.record(connection, request.id, (step,))
        return now

    async def amend(self, connection: AsyncConnection, was: Request, now: Request, step: Step) -> None:
        """Store what was changed in a request besides its state."""
        extra: dict[str, Any] = {}
        if now.answers is not None and now.answers != was.answers:
            case = await self.case(connection, was.id)
            extra = {"answers_sealed": rows.sealed_answers(now.answers, was.id, case)} if case else {}
        extra |= await self._new_identity(connection, was, now)
        await self._update(connection, was, rows.values(now) | extra)
        await self.record(connection, was.id, (step,))
        await self._new_contact(connection, was, now)

    async def record(self, connection: AsyncConnection, request_id: str, steps: Iterable[Step]) -> None:
        """Write steps to the journal and to the audit: the one way into either."""
        steps = tuple(steps)
        case = await self.case(connection, request_id) if any(step.reason for step in steps) else None
        await connection.execute(request_steps.insert(), [rows.step_values(step, case) for step in steps])
        await self.audit.write(connection, *map(audited.entry_of, steps))

    async def tell(self, connection: AsyncConnection, request: Request, kinds: Iterable[NoticeKind]) -> None:
        """Put notices in the outbox, as far as anything may carry them."""
        for kind in kinds:
            await writing.write(connection, request, kind, self.clock.now())

    async def heed_contact(self, connection: AsyncConnection, request: Request) -> None:
        """Who says with a request that texts are not safe gets none of any kind from then on."""
        if request.contact is not Contact.CALL_AND_TEXT:
            await recalling.refuse_texts(connection, request.person_id, self.clock.now())

    async def _worked_on(self, connection: AsyncConnection, request: Request, actor: Actor) -> Request:
        """The request; back in the line if a step, an answer as a rule, gave it to who is shut out by now."""
        if request.holder == actor.id or not leases.runs(request):
            return request
        active = select(officers.c.active).where(officers.c.id == request.holder)
        if await connection.scalar(active):
            return request
        return await self._put_back(connection, request, leases.GONE)

    async def _put_back(self, connection: AsyncConnection, request: Request, why: str) -> Request:
        return await self.move(
            connection,
            request,
            SYSTEM,
            State.QUEUED,
            channel=Channel.SYSTEM,
            version=None,
            reason=why,
            facts=Facts(why=why),
        )

    async def _new_contact(self, connection: AsyncConnection, was: Request, now: Request) -> None:
        if now.contact is was.contact:
            return
        await self.tell(connection, now, (NoticeKind.REQUEST_RECEIVED,))
        await self.heed_contact(connection, now)

    async def _write(self, connection: AsyncConnection, was: Request, now: Request) -> None:
        values = rows.values(now) | await self._new_identity(connection, was, now)
        if now.ended:
            await self._update(connection, was, values | {"open_slot": None})
        elif was.ended:
            await self._open_again(connection, was, values)
        else:
            await self._update(connection, was, values)

    async def _leased(self, connection: AsyncConnection, was: Request, now: Request, actor: Actor) -> Request:
        if not leases.runs(now):
            return replace(now, held_until=None)
        if not leases.renews(was, now, actor.id):
            return now
        moment = await self.moment(connection)
        until = leases.end(now, moment, self.clocks.days, self.rules.lease_days)
        return replace(now, held_until=until)

    async def _new_identity(self, connection: AsyncConnection, was: Request, now: Request) -> dict[str, Any]:
        case = await self.case(connection, was.id) if now.identity != was.identity else None
        return {"identity_sealed": rows.sealed_identity(now.identity, was.id, case)} if case else {}

    async def _open_again(self, connection: AsyncConnection, was: Request, values: Mapping[str, Any]) -> None:
        for slot in slots.of(was.own, was.kind, self.rules):
            try:
                async with connection.begin_nested():
                    await self._update(connection, was, {**values, "open_slot": slot})
            except IntegrityError:  # another open request has it
                continue
            return
        raise await slots.full(self, connection, was.person_id, was.own, was.kind) or Stale(was.version)

    async def _update(self, connection: AsyncConnection, was: Request, values: Mapping[str, Any]) -> None:
        now = {**values, "of": was.id, "was": was.version}
        if not (await connection.execute(_UPDATING, now)).rowcount:
            raise Stale(was.version + 1)

    def _told(self, found: Iterable[Row[Any]]) -> list[Step]:
        cases: dict[str, CaseSealer | None] = {}
        told = []
        for row in found:
            if row.request_id not in cases:
                cases[row.request_id] = self._case(row.request_id, row.key_sealed)
            told.append(rows.step(row, cases[row.request_id]))
        return told

    def _case(self, request_id: str, wrapped: bytes | None) -> CaseSealer | None:
        return self.sealer.case(request_id, wrapped) if wrapped else None
