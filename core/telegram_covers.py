"""Which Telegram chats show something that is to be covered, and when; what it says is not known here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.lookups import Lookups
from core.sealing import Sealer, Unsealable
from core.tables import telegram_covers as table


class TelegramCovers:
    """One time a chat, the latest that was noted. `account`: Telegram's number of the account."""

    def __init__(self, database: Database, sealer: Sealer, lookups: Lookups) -> None:
        self._database = database
        self._sealer = sealer
        self._lookups = lookups

    async def note(self, account: int, at: datetime) -> None:
        """Something is shown there that is to be covered at that time."""
        row = self._lookup(account)
        sealed = self._sealer.seal(str(account).encode(), table=table.name, column="account_sealed", row=row)
        values = {"account_sealed": sealed, "due_at": at}

        async def work(connection: AsyncConnection) -> None:
            insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)
            noted = insert.values(account_lookup=row, **values)
            await connection.execute(
                noted.on_conflict_do_update(index_elements=[table.c.account_lookup], set_=values)
            )

        await self._database.write(work)

    async def due(self, now: datetime, most: int) -> Sequence[int]:
        """The accounts, those that wait longest first."""
        query = select(table).where(table.c.due_at <= now).order_by(table.c.due_at).limit(most)

        async def work(connection: AsyncConnection) -> list[int]:
            rows = (await connection.execute(query)).all()
            return [account for row in rows if (account := self._account(row)) is not None]

        return await self._database.read(work)

    async def done(self, account: int, now: datetime) -> None:
        """What was due by now is covered; what was noted for later stays."""
        lookups = self._lookups.hashes("telegram cover", str(account))
        gone = delete(table).where(table.c.account_lookup.in_(lookups), table.c.due_at <= now)
        await self._database.write(lambda connection: connection.execute(gone))

    def _lookup(self, account: int) -> str:
        return self._lookups.hash("telegram cover", str(account))

    def _account(self, row: Row[Any]) -> int | None:
        """None for one that was sealed under a key that is gone."""
        place = {"table": table.name, "column": "account_sealed", "row": row.account_lookup}
        try:
            return int(self._sealer.open(row.account_sealed, **place))
        except Unsealable:
            return None
