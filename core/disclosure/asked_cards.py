"""How many different cards a phone asks for: who tries one after the other is stopped by that (Signal's way).

Only keyed hashes are kept, and none of what was refused.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.disclosure.limits import Ladder
from core.lookups import Lookups
from core.tables import asked_cards as table

_ASKED = select(table.c.card_lookup, table.c.asked_at).where(table.c.phone_lookup.in_(bindparam("phone")))


class AskedCards:
    """Counts, in a transaction that holds a row of this phone already: two asks at once count as two."""

    def __init__(self, lookups: Lookups, ladder: Ladder) -> None:
        self._lookups = lookups
        self._ladder = ladder

    async def ask(
        self, connection: AsyncConnection, phone: str, card: str, now: datetime
    ) -> timedelta | None:
        """Note that `phone` asks for `card`, digits as typed; or how long it must wait before another one."""
        if wait := await self.held(connection, phone, card, now):
            return wait
        await self._note(connection, phone, card, now)
        return None

    async def held(
        self, connection: AsyncConnection, phone: str, card: str, now: datetime
    ) -> timedelta | None:
        """How long `phone` must wait before it may ask for `card`; nothing is noted."""
        others = await self._others(connection, phone, card)
        waits = [
            min(recent) + window - now
            for limit, window in self._ladder
            if len(recent := [at for at in others if at > now - window]) >= limit
        ]
        return max(waits, default=None)

    async def forget(self, connection: AsyncConnection, phone: str) -> None:
        """This phone asked for none."""
        mine = table.c.phone_lookup.in_(self._lookups.hashes("asking phone", phone))
        await connection.execute(delete(table).where(mine))

    async def purge(self, connection: AsyncConnection, now: datetime) -> None:
        """Forget what no longer counts."""
        longest = max(window for _, window in self._ladder)
        await connection.execute(delete(table).where(table.c.asked_at <= now - longest))

    async def _others(self, connection: AsyncConnection, phone: str, card: str) -> list[datetime]:
        rows = await connection.execute(_ASKED, {"phone": self._lookups.hashes("asking phone", phone)})
        same = set(self._lookups.hashes("asked card", phone + card))
        return [row.asked_at for row in rows if row.card_lookup not in same]

    async def _note(self, connection: AsyncConnection, phone: str, card: str, now: datetime) -> None:
        await self._forget_older(connection, phone, card)
        insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)
        row = {
            "phone_lookup": self._lookups.hash("asking phone", phone),
            "card_lookup": self._lookups.hash("asked card", phone + card),
        }
        await connection.execute(
            insert.values(**row, asked_at=now).on_conflict_do_update(
                index_elements=[table.c.phone_lookup, table.c.card_lookup], set_={"asked_at": now}
            )
        )

    async def _forget_older(self, connection: AsyncConnection, phone: str, card: str) -> None:
        """The same card under an older key: it would count as another beside that of today."""
        _, *older = self._lookups.hashes("asked card", phone + card)
        if older:
            mine = table.c.phone_lookup.in_(self._lookups.hashes("asking phone", phone))
            await connection.execute(delete(table).where(mine, table.c.card_lookup.in_(older)))
