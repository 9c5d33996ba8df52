"""What is new in the line, for officers who hear of it on Telegram: each request once an officer.

Found among what joined the line of late and was not told, never as "later than the last": a slow transaction
commits late. Told are those who may take it by policy, but for whoever filed it or put it there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, exists, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from core.acts import MOVES, Act
from core.database import Database
from core.office import Office
from core.officers import Officer
from core.once import insert_once
from core.requests import kinds
from core.requests.request import Request, StepKind
from core.requests.states import State
from core.roles import CASE_ROLES
from core.sight import other_than
from core.tables import (
    officer_areas,
    officer_telegrams,
    officer_tidings,
    officers,
    request_steps,
    requests,
)

LATELY = timedelta(hours=1)
"""How far back each look goes."""
WHOLE = timedelta(days=2)
"""How far back a look goes that makes up for an outage."""
WHOLE_EVERY = timedelta(minutes=10)
KEPT = timedelta(days=60)
"""For so long nobody is told again of a request that comes back into the line."""

_TAKERS = sorted(role for role in CASE_ROLES if MOVES[State.QUEUED, Act.TAKE, role])


@dataclass(frozen=True)
class Tiding:
    """That a request is in the line, for one officer."""

    officer_id: str
    request_id: str


@dataclass(frozen=True)
class Told:
    """To whom, and of which request, both as they are now."""

    officer: Officer
    request: Request


class Tidings:
    """A tiding is claimed before it is sent, so that it is sent once, whichever process sends it."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office
        self._whole_at: datetime | None = None

    async def waiting(self, limit: int = 50) -> Sequence[Tiding]:
        """Some that were not told yet, the longest in the line first."""
        now = self._office.store.clock.now()
        whole = self._whole_at is None or now >= self._whole_at
        wanted = {"since": now - (WHOLE if whole else LATELY), "limit": limit}
        rows = (await self._database.read(lambda connection: connection.execute(_untold(), wanted))).all()
        if whole and len(rows) < limit:
            self._whole_at = now + WHOLE_EVERY
        return [Tiding(row.officer_id, row.id) for row in rows]

    async def claim(self, tiding: Tiding) -> Told | None:
        """Who and what to tell, by the caller and nobody else; None where that is over."""

        async def work(connection: AsyncConnection) -> Told | None:
            officer = await self._office.officers.within(connection, tiding.officer_id)
            found = await self._office.store.find(connection, requests.c.id == tiding.request_id)
            if officer is None or not found or not self._office.policy.may(officer, Act.TAKE, found[0]):
                return None
            row = {"officer_id": officer.id, "request_id": found[0].id, "at": self._office.store.clock.now()}
            told = await insert_once(connection, officer_tidings, row)
            return Told(officer, found[0]) if told else None

        return await self._database.write(work)

    async def put_back(self, tiding: Tiding) -> None:
        """It surely did not go: it waits again."""
        table = officer_tidings.c
        mine = table.officer_id == tiding.officer_id, table.request_id == tiding.request_id
        await self._database.write(
            lambda connection: connection.execute(delete(officer_tidings).where(*mine))
        )

    async def purge(self) -> None:
        """Forget what was told long ago."""
        old = delete(officer_tidings).where(officer_tidings.c.at < self._office.store.clock.now() - KEPT)
        await self._database.write(lambda connection: connection.execute(old))


@cache
def _untold() -> Select[Any]:
    """Of each officer with a Telegram account, what joined the line of their areas `since` then."""
    came = _came()
    told = exists().where(
        officer_tidings.c.officer_id == officer_telegrams.c.officer_id,
        officer_tidings.c.request_id == came.c.id,
    )
    return (
        select(officer_telegrams.c.officer_id, came.c.id, came.c.at)
        .join(officer_areas, officer_areas.c.area_code == came.c.area)
        .join(officer_telegrams, officer_telegrams.c.officer_id == officer_areas.c.officer_id)
        .join(officers, officers.c.id == officer_telegrams.c.officer_id)
        .where(
            officers.c.active,
            officers.c.role.in_(_TAKERS),
            came.c.at >= officer_telegrams.c.bound_at,
            _by_another(came.c.actor_id),
            _by_another(came.c.filed_by),
            ~told,
        )
        .distinct()
        .order_by(came.c.at, came.c.id, officer_telegrams.c.officer_id)
        .limit(bindparam("limit"))
    )


def _came() -> Any:
    """What came into the line `since` then and stands there, once for each area that it lies in.

    By the step that brought it: steps are found by their time, requests are not.
    """
    joined = and_(
        request_steps.c.at >= bindparam("since"),
        request_steps.c.kind == StepKind.MOVED,
        request_steps.c.to_state == State.QUEUED,
        request_steps.c.request_id == requests.c.id,
        request_steps.c.at == requests.c.state_since,
        requests.c.state == State.QUEUED,
        other_than(kinds.load().above_commune),
    )
    what = requests.c.id, requests.c.filed_by, request_steps.c.actor_id, request_steps.c.at
    areas = requests.c.commune_code, requests.c.district_code, requests.c.province_code
    return union_all(
        *(
            select(*what, area.label("area")).select_from(requests).join(request_steps, joined)
            for area in areas
        )
    ).subquery()


def _by_another(officer_id: Any) -> Any:
    return or_(officer_id.is_(None), officer_id != officer_telegrams.c.officer_id)
