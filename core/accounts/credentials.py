"""What is kept of an officer's password and second factor; every method is part of a caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.accounts import recovery_codes, totp
from core.lookups import Lookups
from core.once import insert_once
from core.sealing import Sealer
from core.tables import officer_credentials, officer_recovery_codes

LONGEST_CODE = 40
_KIND = "recovery code"
_OF = select(officer_credentials).where(officer_credentials.c.officer_id == bindparam("officer"))
_LOCKED = _OF.with_for_update()


class CodeKind(StrEnum):
    """Where a code comes from: the authenticator app, or the paper."""

    APP = "app"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class Credential:
    """One officer's: the hash of the password, and the secret of their app if they have one."""

    password_hash: str
    password_set_at: datetime
    secret: str | None


class Credentials:
    """Reads and writes credentials."""

    def __init__(self, sealer: Sealer, lookups: Lookups) -> None:
        self._sealer = sealer
        self._lookups = lookups

    async def of(
        self, connection: AsyncConnection, officer_id: str, *, lock: bool = False
    ) -> Credential | None:
        """The officer's, None before they chose a password. With `lock`, nobody changes it meanwhile."""
        query = _LOCKED if lock else _OF
        row = (await connection.execute(query, {"officer": officer_id})).one_or_none()
        if row is None:
            return None
        sealed = row.totp_sealed
        secret = self._sealer.open(sealed, **_place(officer_id)).decode() if sealed else None
        return Credential(row.password_hash, row.password_set_at, secret)

    async def set_password(
        self, connection: AsyncConnection, officer_id: str, hashed: str, now: datetime
    ) -> None:
        """Keep this hash from now on."""
        row = {"officer_id": officer_id, "password_hash": hashed, "password_set_at": now}
        if not await insert_once(connection, officer_credentials, row):
            change = update(officer_credentials).where(officer_credentials.c.officer_id == officer_id)
            await connection.execute(change.values(row))

    async def set_second_factor(
        self, connection: AsyncConnection, officer_id: str, secret: str, step: int
    ) -> tuple[str, ...]:
        """Keep this secret, of which the code of `step` was shown. Returns the new recovery codes.

        The officer has a password.
        """
        sealed = self._sealer.seal(secret.encode(), **_place(officer_id))
        change = update(officer_credentials).where(officer_credentials.c.officer_id == officer_id)
        await connection.execute(change.values(totp_sealed=sealed, totp_step=step))
        return await self.new_recovery_codes(connection, officer_id)

    async def drop_second_factor(self, connection: AsyncConnection, officer_id: str) -> None:
        """They have none now, and no recovery codes."""
        change = update(officer_credentials).where(officer_credentials.c.officer_id == officer_id)
        await connection.execute(change.values(totp_sealed=None, totp_step=None))
        table = officer_recovery_codes
        await connection.execute(delete(table).where(table.c.officer_id == officer_id))

    async def new_recovery_codes(self, connection: AsyncConnection, officer_id: str) -> tuple[str, ...]:
        """Ten new ones; the old ones are worth nothing now."""
        table = officer_recovery_codes
        await connection.execute(delete(table).where(table.c.officer_id == officer_id))
        codes = recovery_codes.fresh()
        rows = [{"officer_id": officer_id, "code_lookup": self._lookup(officer_id, code)} for code in codes]
        await connection.execute(table.insert(), rows)
        return codes

    async def recovery_codes_left(self, connection: AsyncConnection, officer_id: str) -> int:
        """How many are unused."""
        table = officer_recovery_codes
        query = select(func.count()).where(table.c.officer_id == officer_id, table.c.used_at.is_(None))
        return (await connection.execute(query)).scalar_one()

    async def take_code(
        self, connection: AsyncConnection, officer_id: str, typed: str, now: datetime
    ) -> CodeKind | None:
        """What code of the officer's it is, if it was never taken; it is now. None for any other."""
        if len(typed) > LONGEST_CODE:
            return None
        if recovery_codes.canonical(typed):
            taken = await self._take_recovery_code(connection, officer_id, typed, now)
            return CodeKind.RECOVERY if taken else None
        return CodeKind.APP if await self._take_totp(connection, officer_id, typed, now) else None

    async def _take_totp(
        self, connection: AsyncConnection, officer_id: str, typed: str, now: datetime
    ) -> bool:
        credential = await self.of(connection, officer_id)
        secret = credential and credential.secret
        step = totp.step_of(secret, typed, now) if secret else None
        if step is None:
            return False
        last = officer_credentials.c.totp_step
        change = update(officer_credentials).where(
            officer_credentials.c.officer_id == officer_id, or_(last.is_(None), last < step)
        )
        return (await connection.execute(change.values(totp_step=step))).rowcount == 1

    async def _take_recovery_code(
        self, connection: AsyncConnection, officer_id: str, typed: str, now: datetime
    ) -> bool:
        table = officer_recovery_codes
        value = f"{officer_id}{recovery_codes.canonical(typed)}"
        change = update(table).where(
            table.c.officer_id == officer_id,
            table.c.code_lookup.in_(self._lookups.hashes(_KIND, value)),
            table.c.used_at.is_(None),
        )
        return (await connection.execute(change.values(used_at=now))).rowcount == 1

    def _lookup(self, officer_id: str, code: str) -> str:
        return self._lookups.hash(_KIND, f"{officer_id}{recovery_codes.canonical(code)}")


def _place(officer_id: str) -> dict[str, str]:
    return {"table": "officer_credentials", "column": "totp_sealed", "row": officer_id}
