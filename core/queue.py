"""The queue as an officer works it. A request outside their area does not exist for them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from datetime import date
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core import turns
from core.acts import Act, target_of
from core.counter import Counter
from core.database import Database
from core.describing import Describing
from core.dockets import Docket
from core.dossiers import Dossier, dossier, next_step_of
from core.duplicates import Duplicates
from core.figures.figures import Figures
from core.hearing import Hearing
from core.interview_days import usual_days
from core.lists import Lists
from core.mornings import Mornings
from core.next_step import NextStep
from core.office import Office
from core.officer_steps import OfficerSteps
from core.officers import Officer, Officers
from core.overview import Overview
from core.people import People
from core.places.gazetteer import Gazetteer
from core.reaching import Reaching
from core.requests.errors import FactNeeded, InvalidFiling, NotAllowed, ReasonNeeded
from core.requests.facts import NO_FACTS, Facts
from core.requests.request import Request, StepKind
from core.requests.states import State
from core.requests.storing import Store
from core.requests.typed import NOTE_LENGTH, REASON_LENGTH, says_something, typed
from core.roles import COMMUNE
from core.tables import requests
from core.tidings import Tidings

Change: TypeAlias = Callable[[AsyncConnection, Officer, Request], Awaitable[Request]]

_LAPSED_AT_ONCE = 50


class Queue:
    """Each call looks the officer up anew, so that a change of role or area, or disabling, holds at once.

    `lists`, `overview`, `figures`, `duplicates`, `counter`, `hearing`, `tidings`, `mornings`,
    `reaching` and `describing` are its other parts.
    Wherever a `version` is taken it is the one that the officer saw: Stale if it is another now; without it
    the act is judged by the request as it is.
    """

    def __init__(
        self,
        database: Database,
        store: Store,
        places: Gazetteer,
        officers: Officers,
        people: People,
    ) -> None:
        self._database = database
        self._office = Office(store, places, officers, people)
        self.lists = Lists(database, self._office)
        self.overview = Overview(database, self._office)
        self.figures = Figures(database, self._office)
        self.duplicates = Duplicates(database, self._office)
        self._steps = OfficerSteps(self._office, self.duplicates)
        self.counter = Counter(database, self._office)
        self.hearing = Hearing(database, self._office)
        self.tidings = Tidings(database, self._office)
        self.mornings = Mornings(database, self._office)
        self.reaching = Reaching(database, self._office)
        self.describing = Describing(database, self._office)

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
            present = await self._office.present(connection, officer)
            request = await self._office.one(connection, present, reference)
            return await dossier(self._office, connection, present, request)

        return await self._database.read(work)

    async def docket(self, officer: Officer, reference: str) -> Docket:
        """`show`, with all that lies beside it. Raises Unknown."""

        async def work(connection: AsyncConnection) -> Docket:
            present = await self._office.present(connection, officer)
            request = await self._office.one(connection, present, reference)
            told = await dossier(self._office, connection, present, request)
            chooses = not told.acts.isdisjoint({Act.ASSIGN, Act.HAND_OVER})
            return Docket(
                dossier=told,
                reach=await self.reaching.within(connection, request),
                alike=tuple(await self.duplicates.within(connection, present, request)),
                colleagues=await self._colleagues(connection, request) if chooses else (),
            )

        return await self._database.read(work)

    async def colleagues(self, officer: Officer, reference: str) -> tuple[Officer, ...]:
        """The officers who could hold this request: to hand it over, or to assign it to. Raises Unknown."""

        async def work(connection: AsyncConnection) -> tuple[Officer, ...]:
            present = await self._office.present(connection, officer)
            return await self._colleagues(connection, await self._office.one(connection, present, reference))

        return await self._database.read(work)

    async def _colleagues(self, connection: AsyncConnection, request: Request) -> tuple[Officer, ...]:
        return tuple(await self._office.officers.holding(connection, COMMUNE, request.commune))

    async def take(
        self,
        officer: Officer,
        reference: str,
        *,
        channel: str,
        version: int | None = None,
        reason: str | None = None,
    ) -> Request:
        """Make it one's own; of several who try at once one does.

        Raises Unknown, Stale; NotAllowed, "out_of_turn" where another waits longer and no reason is given.
        """
        return await self.move(
            officer, reference, State.ASSIGNED, channel=channel, version=version, reason=reason
        )

    async def take_next(self, officer: Officer, *, channel: str) -> Request | None:
        """Take the first of the line that nobody holds and they did not skip; None when none waits."""
        await self.release_expired(areas=officer.areas)

        async def work(connection: AsyncConnection) -> Request | None:
            present = await self._office.present(connection, officer, acts=True)
            return await turns.take_next(self._office, connection, present, channel)

        return await self._database.write(work)

    async def skip(
        self, officer: Officer, reference: str, *, channel: str, reason: str, version: int | None = None
    ) -> Request:
        """Pass it over for a while: only with a reason, which those above the commune see."""

        async def change(connection: AsyncConnection, present: Officer, request: Request) -> Request:
            self._office.policy.check(present, Act.SKIP, request)
            why = typed(reason, "reason", REASON_LENGTH)
            if not says_something(why):
                raise ReasonNeeded(request.state, request.state)
            return await turns.skip(self._office, connection, present, request, why, channel)

        return await self._change(officer, reference, version, change)

    async def hand_over(
        self,
        officer: Officer,
        reference: str,
        colleague_id: str,
        *,
        channel: str,
        reason: str | None = None,
        version: int | None = None,
    ) -> Request:
        """Give what one holds (a supervisor: what anybody holds) to an officer of its commune."""

        async def change(connection: AsyncConnection, present: Officer, request: Request) -> Request:
            self._office.policy.check(present, Act.HAND_OVER, request)
            if reason and not says_something(reason):
                raise ReasonNeeded(request.state, request.state)
            could = await self._office.could_take(connection, colleague_id, request)
            if not could or colleague_id == request.holder:
                raise FactNeeded("officer", request.state, request.state)
            return await self._office.store.act(
                connection,
                request,
                present.actor,
                StepKind.HANDED_OVER,
                channel=channel,
                reason=typed(reason, "reason", REASON_LENGTH) or None if reason else None,
                facts={"officer": colleague_id},
                holder=colleague_id,
            )

        return await self._change(officer, reference, version, change)

    async def note(
        self, officer: Officer, reference: str, text: str, *, channel: str, version: int | None = None
    ) -> Request:
        """Write a note into its story. Raises Unknown, TooLong, InvalidFiling("note") for an empty one."""

        async def change(connection: AsyncConnection, present: Officer, request: Request) -> Request:
            self._office.policy.check(present, Act.NOTE, request)
            note = typed(text, "note", NOTE_LENGTH)
            if not says_something(note) or request.answers is None:
                raise InvalidFiling("note")
            return await self._office.store.act(
                connection, request, present.actor, StepKind.NOTED, channel=channel, reason=note
            )

        return await self._change(officer, reference, version, change)

    async def do(
        self,
        officer: Officer,
        reference: str,
        act: Act,
        *,
        channel: str,
        version: int | None = None,
        reason: str | None = None,
        facts: Facts = NO_FACTS,
    ) -> Request:
        """`move`, by the name of the act: wherever it leads from where the request stands."""

        async def change(connection: AsyncConnection, present: Officer, request: Request) -> Request:
            to = target_of(act, request, present.role)
            if to is None:
                self._office.policy.check(present, act, request)
                raise NotAllowed("no_such_step", request.state)
            return await self._steps.make(connection, present, request, to, channel, reason, facts)

        return await self._change(officer, reference, version, change)

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
        """Any step that the table leaves to the officer. Raises Unknown, Stale, NotAllowed and its kin."""

        async def change(connection: AsyncConnection, present: Officer, request: Request) -> Request:
            return await self._steps.make(connection, present, request, to, channel, reason, facts)

        return await self._change(officer, reference, version, change)

    async def phone(self, officer: Officer, reference: str, *, channel: str) -> str:
        """The household's number, to call it: for who has the request in hand, and written in its story.

        Raises Unknown; NotAllowed for anybody else, or when the household said not to call.
        """

        async def work(connection: AsyncConnection) -> str:
            present = await self._office.present(connection, officer, acts=True)
            request = await self._office.to_change(connection, present, reference, None)
            self._office.policy.check(present, Act.SHOW_PHONE, request)
            await self._office.store.act(
                connection, request, present.actor, StepKind.PHONE_SHOWN, channel=channel
            )
            return await self._office.people.phone_within(connection, request.person_id)

        return await self._database.write(work)

    def interview_days(self, request: Request) -> tuple[date, ...]:
        """The days to choose from for its interview, where none is out of the ordinary."""
        return usual_days(self._office.store, request)

    async def release_expired(
        self, limit: int = _LAPSED_AT_ONCE, areas: Collection[str] | None = None
    ) -> int:
        """Put requests whose holder was silent for too long back into the line; how many.

        `areas`: only of these; everywhere if unsaid, as the housekeeping asks for.
        """
        ids = await self._database.read(
            lambda connection: turns.expired(self._office, connection, limit, areas)
        )
        return sum([await self._database.write(turns.Release(self._office, each)) for each in ids])

    async def _change(self, officer: Officer, reference: str, version: int | None, change: Change) -> Request:
        async def work(connection: AsyncConnection) -> Request:
            present = await self._office.present(connection, officer, acts=True)
            request = await self._office.to_change(connection, present, reference, version)
            return await change(connection, present, request)

        return await self._database.write(work)

    def next_step(self, request: Request, officer: Officer) -> NextStep:
        """The one obvious next step, for a row of a list."""
        return next_step_of(self._office, request, officer)
