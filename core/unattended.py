"""Reports that go above the commune, where nobody above it can answer them.

Households are told that somebody above looks at them (`core.sight`): an operator must hear where that is
nobody.
"""

from __future__ import annotations

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.officers import Officers
from core.requests import kinds
from core.requests.states import OPEN
from core.roles import Role
from core.tables import requests

log = structlog.get_logger(__name__)


class Unattended:
    """`look` is for now and then: it reads along all that is open. `communes`: where it found some."""

    def __init__(self, database: Database, officers: Officers) -> None:
        self._database = database
        self._officers = officers
        self.communes: tuple[str, ...] = ()

    async def look(self) -> None:
        """Find the communes (codes) with an open report, and no supervisor who has joined and is active."""
        self.communes = await self._database.read(self._found)
        if self.communes:
            log.warning("reports.unattended", communes=len(self.communes), first=self.communes[0])

    async def _found(self, connection: AsyncConnection) -> tuple[str, ...]:
        above = requests.c.kind.in_(sorted(kinds.load().above_commune))
        query = select(requests.c.commune_code).where(requests.c.state.in_(sorted(OPEN)), above).distinct()
        reported = (await connection.scalars(query.order_by(requests.c.commune_code))).all()
        return tuple([each for each in reported if not await self._attended(connection, each)])

    async def _attended(self, connection: AsyncConnection, commune: str) -> bool:
        return bool(await self._officers.holding(connection, (Role.SUPERVISOR,), commune))
