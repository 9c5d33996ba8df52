"""Who is to have their morning list on Telegram: on a working day, once, whichever process sends it."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.acts import AreaAct
from core.database import Database
from core.office import Office
from core.officers import Officer
from core.policy import may_in
from core.tables import officer_telegrams as table
from core.tables import officers
from core.working_days import CAMBODIA, day_of

AT = time(7, 30)
"""When offices open."""
UNTIL = time(12)
"""After this it is no morning list any more: who was not reached asks for it."""


class Mornings:
    """A list is claimed before it is sent, so that it is sent once."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office

    async def due(self, limit: int = 100) -> list[str]:
        """Ids of the officers whose list is to be sent now."""
        now = self._office.store.clock.now()
        if not self._is_time(now):
            return []
        query = (
            select(table.c.officer_id)
            .join(officers, officers.c.id == table.c.officer_id)
            .where(officers.c.active, table.c.morning_on.is_distinct_from(day_of(now)))
            .order_by(table.c.officer_id)
            .limit(limit)
        )
        return list((await self._database.read(lambda connection: connection.scalars(query))).all())

    async def claim(self, officer_id: str) -> Officer | None:
        """The officer, if today's list is still to be sent to them: by the caller, and nobody else."""
        today = self._today()
        mine = table.c.officer_id == officer_id, table.c.morning_on.is_distinct_from(today)
        claiming = update(table).where(*mine).values(morning_on=today)

        async def work(connection: AsyncConnection) -> Officer | None:
            if not (await connection.execute(claiming)).rowcount:
                return None
            officer = await self._office.officers.within(connection, officer_id)
            return officer if officer and may_in(officer, AreaAct.LIST) else None

        return await self._database.write(work)

    async def put_back(self, officer_id: str) -> None:
        """Today's list surely did not go: it is due again."""
        mine = table.c.officer_id == officer_id, table.c.morning_on == self._today()
        back = update(table).where(*mine).values(morning_on=None)
        await self._database.write(lambda connection: connection.execute(back))

    def _is_time(self, now: datetime) -> bool:
        here = now.astimezone(CAMBODIA)
        return AT <= here.time() < UNTIL and self._office.store.clocks.days.is_working(here.date())

    def _today(self) -> date:
        return day_of(self._office.store.clock.now())
