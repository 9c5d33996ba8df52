"""Which Telegram account is whose: bound to a person by a phone that Telegram vouches for.

Telegram gives a number to one account at a time. So a person, known by their number, has one account at most,
and a number that another account proves has moved: whoever had it before is unbound, never merged.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance, people
from core.clock import Clock
from core.database import Database
from core.lookups import Lookups
from core.once import insert_once
from core.people import People, Person, PersonUnknown
from core.sealing import Sealer
from core.tables import telegram_accounts

TABLE = telegram_accounts

_BY_NUMBER = select(TABLE).where(TABLE.c.account_lookup.in_(bindparam("lookups")))
_OF_PERSON = select(TABLE).where(TABLE.c.person_id == bindparam("person"))
_CHANGING = update(TABLE).where(TABLE.c.id == bindparam("account"))

NOBODYS = timedelta(days=30)
"""For so long an account is known that is nobody's: it chose a language, no more, or its number moved."""


class Silence(StrEnum):
    """Why no notice goes to an account."""

    STOPPED = "stopped"
    BLOCKED = "blocked"


class Verifying(StrEnum):
    """What came of a shared phone number."""

    DONE = "done"
    OTHER_NUMBER = "other_number"
    """The account is bound to another number, which it would leave."""
    OTHER_ACCOUNT = "other_account"
    """Another account is bound to this number, and would lose it."""


@dataclass(frozen=True)
class TelegramAccount:
    """An account: Telegram's number of it, and whose it is, None before a phone was verified."""

    id: str
    number: int
    person_id: str | None = None
    language: str | None = None
    silenced: Silence | None = None


@dataclass(frozen=True)
class Verified:
    """How it went; `account` as it is now, `lost` Telegram's number of the account that was unbound by it."""

    came: Verifying
    account: TelegramAccount
    lost: int | None = None


class TelegramAccounts:
    """Finds and binds accounts. `number` is Telegram's own of an account, and of its private chat."""

    def __init__(
        self, database: Database, sealer: Sealer, lookups: Lookups, people: People, clock: Clock
    ) -> None:
        self._database = database
        self._sealer = sealer
        self._lookups = lookups
        self._people = people
        self._clock = clock

    async def find(self, number: int) -> TelegramAccount | None:
        """The account, if it ever spoke to us."""
        return await self._database.read(lambda connection: self._find(connection, number))

    async def find_with_phone(self, number: int) -> tuple[TelegramAccount | None, str | None]:
        """The account, and the number (E.164) of whose it is; None for what is not known."""

        async def work(connection: AsyncConnection) -> tuple[TelegramAccount | None, str | None]:
            account = await self._find(connection, number)
            return account, await self._phone(connection, account)

        return await self._database.read(work)

    async def of_person(self, person_id: str) -> TelegramAccount | None:
        """The account that is bound to a person."""

        async def work(connection: AsyncConnection) -> TelegramAccount | None:
            row = (await connection.execute(_OF_PERSON, {"person": person_id})).first()
            return self._account(row) if row else None

        return await self._database.read(work)

    async def speaks(self, number: int, language: str) -> TelegramAccount:
        """Remember the language that an account chose, and the account with it."""
        return await self._database.write(lambda connection: self._remember(connection, number, language))

    async def silence(self, number: int, why: Silence | None) -> None:
        """Send the account no notices (any more), or send them again. Blocking us undoes no wish for none."""
        now = update(TABLE).where(self._is(number)).values(silenced=why)
        if why is Silence.BLOCKED:
            now = now.where(TABLE.c.silenced.is_(None))
        await self._database.write(lambda connection: connection.execute(now))

    async def let_in(self, number: int) -> None:
        """The account takes messages again; who wanted no notices still wants none."""
        blocked = self._is(number) & (TABLE.c.silenced == Silence.BLOCKED)
        now = update(TABLE).where(blocked).values(silenced=None)
        await self._database.write(lambda connection: connection.execute(now))

    async def forget(self, number: int) -> None:
        """As if it had never spoken to us; whose it was keeps what they asked for."""
        gone = TABLE.delete().where(self._is(number))
        await self._database.write(lambda connection: connection.execute(gone))

    async def purge(self) -> None:
        """Forget accounts that are nobody's, and were for long enough to become somebody's."""
        old = TABLE.c.person_id.is_(None), TABLE.c.created_at < self._clock.now() - NOBODYS
        await self._database.write(lambda connection: connection.execute(TABLE.delete().where(*old)))

    async def verify(
        self, number: int, phone: str, language: str, agreed: Collection[Verifying] = ()
    ) -> Verified:
        """Bind the account to the person of `phone` (E.164), which Telegram says is its own.

        Where that would unbind something it is only told, unless they were told before and `agreed`.
        """

        async def work(connection: AsyncConnection) -> Verified:
            account = await self._remember(connection, number, language)
            person = await self._person(connection, phone)
            holder = await self._holder(connection, person.id)
            if account.person_id == person.id:
                return Verified(Verifying.DONE, account)
            if account.person_id is not None and Verifying.OTHER_NUMBER not in agreed:
                return Verified(Verifying.OTHER_NUMBER, account)
            if holder is not None and Verifying.OTHER_ACCOUNT not in agreed:
                return Verified(Verifying.OTHER_ACCOUNT, account)
            return await self._bind(connection, account, person.id, holder)

        return await self._database.write(work)

    async def _person(self, connection: AsyncConnection, phone: str) -> Person:
        """Who has the phone; of several that bind or forget them at once, one after the other."""
        person = await self._people.remember_within(connection, phone)
        while not await people.hold(connection, person.id):  # forgotten in between: now somebody new
            person = await self._people.remember_within(connection, phone)
        return person

    async def _bind(
        self,
        connection: AsyncConnection,
        account: TelegramAccount,
        person_id: str,
        holder: TelegramAccount | None,
    ) -> Verified:
        if holder is not None:
            freed = {"account": holder.id, "person_id": None, "verified_at": None}
            await connection.execute(_CHANGING, freed)
        # who asked for no notices keeps that; who had blocked us speaks to us now
        silenced = None if account.silenced is Silence.BLOCKED else account.silenced
        now = {"person_id": person_id, "verified_at": self._clock.now(), "silenced": silenced}
        await connection.execute(_CHANGING, now | {"account": account.id})
        bound = replace(account, person_id=person_id, silenced=silenced)
        return Verified(Verifying.DONE, bound, holder.number if holder else None)

    async def _find(self, connection: AsyncConnection, number: int) -> TelegramAccount | None:
        row = (await connection.execute(_BY_NUMBER, {"lookups": self._lookups_of(number)})).first()
        return self._account(row) if row else None

    async def _phone(self, connection: AsyncConnection, account: TelegramAccount | None) -> str | None:
        if account is None or account.person_id is None:
            return None
        try:
            return await self._people.phone_within(connection, account.person_id)
        except PersonUnknown:
            return None

    async def _holder(self, connection: AsyncConnection, person_id: str) -> TelegramAccount | None:
        row = (await connection.execute(_OF_PERSON.with_for_update(), {"person": person_id})).first()
        return self._account(row) if row else None

    async def _remember(self, connection: AsyncConnection, number: int, language: str) -> TelegramAccount:
        account = await self._find(connection, number)
        if account is None:
            return await self._insert(connection, number, language)
        # hashed and sealed anew as well: what rotated keys made is brought over
        now = {"language": language, **self._own_number(account.id, number)}
        await connection.execute(_CHANGING, now | {"account": account.id})
        return replace(account, language=language)

    async def _insert(self, connection: AsyncConnection, number: int, language: str) -> TelegramAccount:
        account_id = chance.identifier()
        row = {
            "id": account_id,
            **self._own_number(account_id, number),
            "language": language,
            "created_at": self._clock.now(),
        }
        if await insert_once(connection, TABLE, row):
            return TelegramAccount(account_id, number, language=language)
        return await self._remember(connection, number, language)

    def _own_number(self, account_id: str, number: int) -> dict[str, Any]:
        return {
            "account_lookup": self._lookups.hash("telegram", str(number)),
            "account_sealed": self._sealer.seal(str(number).encode(), **_place(account_id)),
        }

    def _is(self, number: int) -> ColumnElement[bool]:
        return TABLE.c.account_lookup.in_(self._lookups_of(number))

    def _lookups_of(self, number: int) -> list[str]:
        return self._lookups.hashes("telegram", str(number))

    def _account(self, row: Row[Any]) -> TelegramAccount:
        return TelegramAccount(
            id=row.id,
            number=int(self._sealer.open(row.account_sealed, **_place(row.id))),
            person_id=row.person_id,
            language=row.language,
            silenced=Silence(row.silenced) if row.silenced else None,
        )


def _place(account_id: str) -> dict[str, str]:
    return {"table": "telegram_accounts", "column": "account_sealed", "row": account_id}
