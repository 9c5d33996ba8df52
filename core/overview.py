"""Who holds how much, and in which communes it is late: for those above the commune.

Both are counted over what is open, along the index of the line; nothing that ended is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.acts import AreaAct
from core.database import Database
from core.line import LateBefore, is_late
from core.office import Office, visible
from core.officers import Officer
from core.policy import may_in
from core.requests.errors import Unknown
from core.requests.states import OPEN
from core.tables import requests
from core.working_days import day_of

LONGEST = 200
"""How many communes or officers are told, those with most that is late first."""


@dataclass(frozen=True)
class Load:
    """What is open in one commune, or with one officer (`of` is the code or the id)."""

    of: str
    open: int
    late: int


class Overview:
    """Every call sees the officer's area as it is now. Raises Unknown to whom it is not open."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office

    async def communes(self, officer: Officer) -> list[Load]:
        """By commune, those with most late first."""
        return await self._by(officer, requests.c.commune_code)

    async def holders(self, officer: Officer) -> list[Load]:
        """By who holds it, those with most late first."""
        return await self._by(officer, requests.c.holder)

    async def _by(self, officer: Officer, column: ColumnElement[str]) -> list[Load]:
        late = func.sum(cast(is_late(self._late_before()), Integer))
        query = (
            select(column.label("of"), func.count().label("open"), late.label("late"))
            .where(requests.c.state.in_(sorted(OPEN)), column.is_not(None))
            .group_by(column)
            .order_by(late.desc(), func.count().desc(), column)
            .limit(LONGEST)
        )

        async def work(connection: AsyncConnection) -> list[Load]:
            present = await self._office.present(connection, officer)
            if not may_in(present, AreaAct.SEE_LATE):
                raise Unknown
            rows = (await connection.execute(query.where(visible(present)))).all()
            return [Load(row.of, row.open, row.late) for row in rows]

        return await self._database.read(work)

    def _late_before(self) -> LateBefore:
        store = self._office.store
        return LateBefore.of(store.clocks, day_of(store.clock.now()))
