"""Proof of who somebody is: a password and a code, each counted against guessing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.accounts.acts import AccountAct, AccountAudit
from core.accounts.answers import Refused, Visitor, Why
from core.accounts.credentials import CodeKind, Credential, Credentials
from core.accounts.devices import Devices
from core.accounts.guessing import code_buckets, password_buckets
from core.accounts.passwords import Passwords, TooBusy
from core.accounts.throttle import Bucket, Held, Throttle
from core.clock import Clock
from core.database import Database
from core.officers import Officer


class CodeWrong(Exception):
    """The code did not fit, or was taken before; the transaction is undone."""


class Proving:
    """Compares what was typed with what is kept."""

    def __init__(
        self,
        database: Database,
        credentials: Credentials,
        passwords: Passwords,
        throttle: Throttle,
        devices: Devices,
        audit: AccountAudit,
        clock: Clock,
    ) -> None:
        self._database = database
        self._credentials = credentials
        self._passwords = passwords
        self._throttle = throttle
        self._devices = devices
        self._audit = audit
        self._clock = clock

    async def password(
        self, username: str, officer: Officer | None, typed: str, visitor: Visitor
    ) -> Credential | Refused:
        """The credential of `officer` if it is their password. Raises TooBusy.

        It takes as long and counts the same for no officer, one without a password and one that is disabled.
        """
        officer_id = officer.id if officer else None
        buckets = password_buckets(self._devices, visitor, username, officer_id)
        if held := await self._throttle.take(buckets):
            return await self._held(held, officer_id)
        found = await self._database.read(
            lambda connection: self._credentials.of(connection, officer_id or "")
        )
        right = await self._passwords.matches(found.password_hash if found else None, typed)
        if not (found and right and officer and officer.active):
            return await self._failed(officer_id)
        await self._throttle.give_back(buckets)
        return await self._strengthened(officer.id, found, typed)

    async def tries(self, officer: Officer, visitor: Visitor) -> Sequence[Bucket] | Refused:
        """What a try of a code is counted against; it is counted now, and given back by `was_right`."""
        buckets = code_buckets(self._devices, visitor, officer.id)
        held = await self._throttle.take(buckets)
        return await self._held(held, officer.id) if held else buckets

    async def was_right(self, buckets: Sequence[Bucket]) -> None:
        """The code was right."""
        await self._throttle.give_back(buckets)

    async def take_code(self, connection: AsyncConnection, officer: Officer, typed: str) -> None:
        """Take a code, as part of a caller's transaction. Raises CodeWrong."""
        taken = await self._credentials.take_code(connection, officer.id, typed, self._clock.now())
        if taken is None:
            raise CodeWrong
        if taken is CodeKind.RECOVERY:
            await self._audit.write(connection, officer, AccountAct.RECOVERY_CODE_USED, officer.id)

    async def wrong_code(self, officer: Officer) -> Refused:
        """The code was wrong: noted."""
        return await self._failed(officer.id)

    async def unchanged(self, connection: AsyncConnection, officer: Officer, known: Credential) -> bool:
        """Whether the password that was compared is still theirs; nobody changes it in this transaction."""
        present = await self._credentials.of(connection, officer.id, lock=True)
        return present is not None and present.password_hash == known.password_hash

    async def _strengthened(self, officer_id: str, known: Credential, typed: str) -> Credential:
        """Hashed anew where today's parameters are others: only now is the password at hand."""
        if not self._passwords.outdated(known.password_hash):
            return known
        try:
            hashed = await self._passwords.hash(typed)
        except TooBusy:
            return known  # at the next sign-in

        async def work(connection: AsyncConnection) -> Credential:
            present = await self._credentials.of(connection, officer_id, lock=True)
            if present is None or present.password_hash != known.password_hash:
                return known
            await self._credentials.set_password(connection, officer_id, hashed, present.password_set_at)
            return replace(present, password_hash=hashed)

        return await self._database.write(work)

    async def _held(self, held: Held, officer_id: str | None) -> Refused:
        # once for each time that a line closes: a flood must not fill the audit
        if held.first:
            await self._note(AccountAct.THROTTLED, officer_id)
        return Refused(Why.WAIT, held.wait)

    async def _failed(self, officer_id: str | None) -> Refused:
        await self._note(AccountAct.SIGN_IN_FAILED, officer_id)
        return Refused(Why.WRONG)

    async def _note(self, act: AccountAct, officer_id: str | None) -> None:
        await self._database.write(lambda connection: self._audit.write(connection, None, act, officer_id))
