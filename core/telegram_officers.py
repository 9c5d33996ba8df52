"""Which Telegram account is which officer's: one account an officer, one officer an account.

Bound by a one-time code of the console (core.telegram_codes), and looked up anew at each use: whoever is
disabled has no account here any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core import telegram_codes
from core.accounts.acts import AccountAct, AccountAudit
from core.accounts.throttle import Bucket, Throttle
from core.acts import AreaAct
from core.channels import Channel
from core.clock import Clock
from core.database import Database
from core.lookups import Lookups
from core.officers import Officer, Officers
from core.once import insert_once
from core.policy import may_in
from core.sealing import Sealer
from core.tables import officer_telegrams as table
from core.tables import officers
from core.telegram_codes import TelegramCode, TelegramCodes
from core.working_days import day_of

TRIES = 5
"""So many wrong codes a Telegram account may send within `WINDOW`."""
WINDOW = timedelta(hours=1)

_KIND = "officer telegram"


class Ended(StrEnum):
    """Why a binding ended, as the audit tells it."""

    ASKED = "asked"
    REPLACED = "replaced"
    BLOCKED = "blocked"
    DISABLED = "disabled"
    OTHER_ROLE = "other_role"


@dataclass(frozen=True)
class Bound:
    """It is bound. `moved`: instead of their former Telegram account; `took`: it was another officer's."""

    officer: Officer
    moved: bool = False
    took: bool = False


@dataclass(frozen=True)
class NotBound:
    """The code is wrong, used or over; with `wait` no code is taken from this account for so long."""

    wait: timedelta = timedelta()


class TelegramOfficers:
    """Binds, finds and unbinds. `account` is Telegram's number of an account, and of its private chat."""

    def __init__(
        self,
        database: Database,
        sealer: Sealer,
        lookups: Lookups,
        officers: Officers,
        throttle: Throttle,
        audit: AccountAudit,
        clock: Clock,
    ) -> None:
        self._database = database
        self._sealer = sealer
        self._lookups = lookups
        self._officers = officers
        self._throttle = throttle
        self._audit = audit
        self._clock = clock
        self._codes = TelegramCodes(lookups, clock)

    async def officer_of(self, account: int) -> Officer | None:
        """The active officer whose account it is, as they stand now; None for anybody else's."""

        async def work(connection: AsyncConnection) -> Officer | None:
            officer_id = await connection.scalar(select(table.c.officer_id).where(self._is(account)))
            officer = await self._officers.within(connection, officer_id) if officer_id else None
            return officer if officer and may_in(officer, AreaAct.LIST) else None

        return await self._database.read(work)

    async def account_of(self, officer_id: str) -> int | None:
        """The account of an officer, to write to."""

        async def work(connection: AsyncConnection) -> int | None:
            query = select(table.c.account_sealed).where(table.c.officer_id == officer_id)
            sealed = await connection.scalar(query)
            return int(self._sealer.open(sealed, **_place(officer_id))) if sealed else None

        return await self._database.read(work)

    async def bound_since(self, officer_id: str) -> datetime | None:
        """When an officer's account was bound; None where none is."""
        query = select(table.c.bound_at).where(table.c.officer_id == officer_id)
        return await self._database.read(lambda connection: connection.scalar(query))

    async def new_code(self, connection: AsyncConnection, officer: Officer) -> TelegramCode:
        """A code by which they bind an account, as part of a caller's transaction."""
        await self._audit.write(connection, officer, AccountAct.TELEGRAM_CODE_MADE, officer.id)
        return await self._codes.make(connection, officer.id)

    async def bind(self, account: int, typed: str) -> Bound | NotBound:
        """Bind the account to whose code was typed. What either was bound to before is not any more."""
        code = telegram_codes.canonical(typed)
        if code is None:
            return NotBound()
        tries = [Bucket("codes of a telegram account", str(account), TRIES, WINDOW)]
        if held := await self._throttle.take(tries):
            return NotBound(held.wait)
        bound = await self._database.write(lambda connection: self._bind(connection, account, code))
        if bound is None:
            return NotBound()
        await self._throttle.give_back(tries)
        return bound

    async def unbind(
        self,
        connection: AsyncConnection,
        officer_id: str,
        by: Officer | None,
        why: Ended,
        channel: Channel | None = None,
    ) -> bool:
        """End an officer's binding, and their code, as part of a caller's transaction; whether there was one.

        `by`, `channel`: as in AccountAudit.write.
        """
        await self._codes.drop(connection, officer_id)
        gone = await connection.execute(delete(table).where(table.c.officer_id == officer_id))
        if gone.rowcount:
            await self._audit.write(
                connection, by, AccountAct.TELEGRAM_UNBOUND, officer_id, became=why, channel=channel
            )
        return bool(gone.rowcount)

    async def blocked(self, account: int) -> None:
        """Telegram takes nothing for this account any more, so it is no way to reach an officer."""

        async def work(connection: AsyncConnection) -> None:
            officer_id = await connection.scalar(select(table.c.officer_id).where(self._is(account)))
            if officer_id:
                await self.unbind(connection, officer_id, None, Ended.BLOCKED, Channel.TELEGRAM)

        await self._database.write(work)

    async def _bind(self, connection: AsyncConnection, account: int, code: str) -> Bound | None:
        officer_id = await self._codes.take(connection, code)
        officer = await self._officer(connection, officer_id) if officer_id else None
        if officer is None or not may_in(officer, AreaAct.LIST):
            return None
        holder = await connection.scalar(select(table.c.officer_id).where(self._is(account)))
        took = holder not in (None, officer.id)
        if holder and took:
            await self.unbind(connection, holder, officer, Ended.REPLACED, Channel.TELEGRAM)
        left = await self.unbind(connection, officer.id, officer, Ended.REPLACED, Channel.TELEGRAM)
        if not await insert_once(connection, table, self._row(officer, account)):
            return None
        await self._audit.write(
            connection, officer, AccountAct.TELEGRAM_BOUND, officer.id, channel=Channel.TELEGRAM
        )
        return Bound(officer, moved=left and holder != officer.id, took=took)

    async def _officer(self, connection: AsyncConnection, officer_id: str) -> Officer | None:
        # locked: nobody disables them between this look and the binding
        await connection.execute(select(officers.c.id).where(officers.c.id == officer_id).with_for_update())
        return await self._officers.within(connection, officer_id)

    def _row(self, officer: Officer, account: int) -> dict[str, Any]:
        now = self._clock.now()
        return {
            "officer_id": officer.id,
            "account_lookup": self._lookups.hash(_KIND, str(account)),
            "account_sealed": self._sealer.seal(str(account).encode(), **_place(officer.id)),
            "bound_at": now,
            # the list comes from the next morning on: today's they have seen, or ask for
            "morning_on": day_of(now),
        }

    def _is(self, account: int) -> Any:
        return table.c.account_lookup.in_(self._lookups.hashes(_KIND, str(account)))


def _place(officer_id: str) -> dict[str, str]:
    return {"table": "officer_telegrams", "column": "account_sealed", "row": officer_id}
