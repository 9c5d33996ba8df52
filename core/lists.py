"""The queue as lists: pages of the line, numbers by state, what is late, passed over or sought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from core import line, phones
from core.acts import AreaAct
from core.areas import covers, is_area, within
from core.database import Database
from core.line import LateBefore, Part, Place
from core.office import Office, visible
from core.officers import Officer
from core.policy import may_in
from core.requests import references
from core.requests.errors import Unknown
from core.requests.levels import Level
from core.requests.request import Request, Step
from core.requests.states import ONWARD, OPEN, State
from core.roles import Role
from core.sight import unseen
from core.tables import request_skips, request_steps, requests
from core.working_days import day_of

PAGE = 50
_FOUND = 50
_RESTED_IN = frozenset(State) - frozenset(ONWARD) - {State.DRAFT}


@dataclass(frozen=True)
class Filter:
    """Which requests of an officer's area.

    `states`: all open ones if unsaid. `area`: a code prefix within theirs. `holder`: an officer's id. `late`:
    only those whose step is past its day. `kind`: a code of core.requests.kinds.
    """

    states: frozenset[State] | None = None
    area: str | None = None
    holder: str | None = None
    urgency: Level | None = None
    late: bool = False
    kind: str | None = None


@dataclass(frozen=True)
class Page:
    """A page of the line. `next`: where the following page begins, for an address; None on the last one."""

    requests: tuple[Request, ...]
    next: str | None = None


@dataclass(frozen=True)
class Skip:
    """A request that an officer passed over or took out of turn, and the step that says why.

    `commune`: where it stood then. `seen`: whether the reader may see the request where it stands now.
    """

    request: Request
    step: Step
    commune: str
    seen: bool


EVERYTHING = Filter()


class Lists:
    """Every call sees what the officer may see now; what is not open to them is Unknown."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office

    async def page(
        self, officer: Officer, wanted: Filter = EVERYTHING, after: str | None = None, size: int = PAGE
    ) -> Page:
        """A page of the line. `after`: `Page.next` of the page before; what cannot be read begins anew."""
        place = _place(after)

        async def work(connection: AsyncConnection) -> Page:
            present = await self._office.present(connection, officer)
            return await self._page(connection, self._part(present, wanted), place, size)

        return await self._database.read(work)

    async def counts(self, officer: Officer, wanted: Filter = EVERYTHING) -> dict[State, int]:
        """How many stand in each state, at most `line.COUNTED_TO`: then there may be more."""

        async def work(connection: AsyncConnection) -> dict[State, int]:
            present = await self._office.present(connection, officer)
            return await line.count(connection, self._part(present, wanted))

        return await self._database.read(work)

    async def search(self, officer: Officer, text: str) -> list[Request]:
        """By reference or by a whole phone number, ended ones too, newest first; nothing if it is neither.

        What was erased is found by its reference alone.
        """
        reference, phone = references.parse(text), phones.parse(text)

        async def work(connection: AsyncConnection) -> list[Request]:
            present = await self._office.present(connection, officer)
            store, mine = self._office.store, visible(present)
            found = await store.find(connection, requests.c.reference == reference, mine) if reference else []
            person = await self._office.people.find_within(connection, phone) if phone else None
            if person:
                theirs = requests.c.person_id == person.id, requests.c.answers_sealed.is_not(None)
                found += await store.find(connection, *theirs, mine)
            return found[:_FOUND]

        return await self._database.read(work)

    async def late(self, officer: Officer, after: str | None = None, size: int = PAGE) -> Page:
        """What a supervisor must see to: steps past their day. To the province, those past it for longer."""
        place = _place(after)

        async def work(connection: AsyncConnection) -> Page:
            part = self._late_part(await self._office.present(connection, officer))
            return await self._page(connection, part, place, size)

        return await self._database.read(work)

    async def late_counts(self, officer: Officer) -> dict[State, int]:
        """How many of `late` stand in each state."""

        async def work(connection: AsyncConnection) -> dict[State, int]:
            part = self._late_part(await self._office.present(connection, officer))
            return await line.count(connection, part)

        return await self._database.read(work)

    async def skips(self, officer: Officer, limit: int = 100) -> list[Skip]:
        """Who passed a request of their area over, or took one out of turn, and why; newest first.

        For those above the commune where it was done, wherever the request stands now.
        """
        query = (
            select(request_skips)
            .order_by(request_skips.c.at.desc(), request_skips.c.version.desc())
            .limit(limit)
        )

        async def work(connection: AsyncConnection) -> list[Skip]:
            present = await self._office.present(connection, officer)
            if not may_in(present, AreaAct.SEE_LATE):
                raise Unknown
            there = within(request_skips.c.commune_code, present.areas)
            rows = (await connection.execute(query.where(there))).all()
            return await self._skipped(connection, present, rows)

        return await self._database.read(work)

    async def _skipped(
        self, connection: AsyncConnection, officer: Officer, rows: Sequence[Row[Any]]
    ) -> list[Skip]:
        store, key = self._office.store, tuple_(request_steps.c.request_id, request_steps.c.version)
        passed = [(row.request_id, row.version) for row in rows]
        found = await store.find(connection, requests.c.id.in_([request_id for request_id, _ in passed]))
        by_id = {request.id: request for request in found}
        steps = {(s.request_id, s.version): s for s in await store.journal(connection, key.in_(passed))}
        return [
            Skip(by_id[each[0]], steps[each], row.commune_code, officer.may_see(by_id[each[0]].commune))
            for each, row in zip(passed, rows, strict=True)
        ]

    async def _page(self, connection: AsyncConnection, part: Part, after: Place | None, size: int) -> Page:
        places = await line.first(connection, part, size + 1, after)
        wanted = [place.id for place in places[:size]]
        found = await self._office.store.find(connection, requests.c.id.in_(wanted)) if wanted else []
        more = str(places[size - 1]) if len(places) > size else None
        return Page(tuple(sorted(found, key=Place.of)), more)

    def _part(self, officer: Officer, wanted: Filter) -> Part:
        states = OPEN if wanted.states is None else wanted.states
        return Part(
            areas=_areas(officer, wanted.area),
            states=frozenset(states) & _RESTED_IN,
            rank=wanted.urgency.rank if wanted.urgency else None,
            holder=wanted.holder,
            late_before=self._late_before() if wanted.late else None,
            kind=wanted.kind,
            unseen=unseen(officer.role),
        )

    def _late_part(self, officer: Officer) -> Part:
        if not may_in(officer, AreaAct.SEE_LATE):
            raise Unknown
        province = officer.role is Role.PDOP_REVIEWER
        further = self._office.store.rules.escalation_days if province else 0
        return Part(officer.areas, OPEN & _RESTED_IN, late_before=self._late_before(further))

    def _late_before(self, further: int = 0) -> LateBefore:
        store = self._office.store
        return LateBefore.of(store.clocks, day_of(store.clock.now()), further)


def _areas(officer: Officer, narrower: str | None) -> frozenset[str]:
    if narrower is None:
        return officer.areas
    if not is_area(narrower):
        return frozenset()
    if covers(officer.areas, narrower):
        return frozenset({narrower})
    return frozenset(area for area in officer.areas if area.startswith(narrower))


def _place(text: str | None) -> Place | None:
    try:
        return Place.parse(text) if text else None
    except ValueError:
        return None
