"""Proof of who somebody is: a password and a code, each counted against guessing."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from core.accounts.answers import Refused, Visitor, Why
from core.accounts.credentials import Credential, Credentials
from core.accounts.devices import Devices
from core.accounts.guessing import code_buckets, password_buckets
from core.accounts.passwords import Passwords
from core.accounts.throttle import Bucket, Throttle
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
        clock: Clock,
    ) -> None:
        self._database = database
        self._credentials = credentials
        self._passwords = passwords
        self._throttle = throttle
        self._devices = devices
        self._clock = clock

    async def password(
        self, username: str, officer: Officer | None, typed: str, visitor: Visitor
    ) -> Credential | Refused:
        """The credential of `officer` if it is their password. Raises TooBusy.

        It takes as long and counts the same for no officer, one without a password and one that is disabled.
        """
        officer_id = officer.id if officer else None
        buckets = password_buckets(self._devices, visitor, username, officer_id)
        if wait := await self._throttle.take(buckets):
            return Refused(Why.WAIT, wait)
        found = await self._database.read(
            lambda connection: self._credentials.of(connection, officer_id or "")
        )
        right = await self._passwords.matches(found.password_hash if found else None, typed)
        if not (found and right and officer and officer.active):
            return Refused(Why.WRONG)
        await self._throttle.give_back(buckets)
        return found

    async def tries(self, officer: Officer, visitor: Visitor) -> Sequence[Bucket] | Refused:
        """What a try of a code is counted against; it is counted now, and given back by `was_right`."""
        buckets = code_buckets(self._devices, visitor, officer.id)
        wait = await self._throttle.take(buckets)
        return Refused(Why.WAIT, wait) if wait else buckets

    async def was_right(self, buckets: Sequence[Bucket]) -> None:
        """The code was right."""
        await self._throttle.give_back(buckets)

    async def take_code(self, connection: AsyncConnection, officer: Officer, typed: str) -> None:
        """Take a code, as part of a caller's transaction. Raises CodeWrong."""
        if not await self._credentials.take_code(connection, officer.id, typed, self._clock.now()):
            raise CodeWrong

    async def unchanged(self, connection: AsyncConnection, officer: Officer, known: Credential) -> bool:
        """Whether the password that was compared is still theirs; nobody changes it in this transaction."""
        present = await self._credentials.of(connection, officer.id, lock=True)
        return present is not None and present.password_hash == known.password_hash
