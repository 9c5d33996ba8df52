"""One-time codes by which an officer shows, in a chat with the bot, whose account that is.

A code is made in the console and good for ten minutes (ASVS 6.5.5), once; a new one ends that before it. Its
40 bits and the few tries that a Telegram account has leave nothing to guess.
"""

from __future__ import annotations

import re
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.clock import Clock
from core.digits import fold_digits
from core.lookups import Lookups
from core.tables import officer_telegram_codes as table

LASTS = timedelta(minutes=10)
_BYTES = 5
_SIGNS = 8
_KIND = "officer telegram code"
_START = re.compile(rf"o([a-z2-7]{{{_SIGNS}}})", re.ASCII)


@dataclass(frozen=True)
class TelegramCode:
    """A new code as its officer sees it: `shown` to be typed, `bare` for a link; good `until` then."""

    bare: str
    until: datetime

    @property
    def shown(self) -> str:
        """ "abcd-2345"."""
        return f"{self.bare[:4]}-{self.bare[4:]}"

    @property
    def start(self) -> str:
        """What the start of a link brings that binds: t.me/…?start=oabcd2345."""
        return f"o{self.bare}"


def started(payload: str) -> str | None:
    """The code that the start of a link brings; None for any other start, as one's own word."""
    found = _START.fullmatch(payload.lower())
    return found[1] if found else None


def canonical(typed: str) -> str | None:
    """What to look up; None for what cannot be a code. Case, spaces and hyphens are as one likes."""
    if len(typed) > 4 * _SIGNS:
        return None
    code = "".join(fold_digits(typed).lower().replace("-", "").split())
    return code if len(code) == _SIGNS and code.isascii() and code.isalnum() else None


class TelegramCodes:
    """Makes codes and takes them, as part of a caller's transaction."""

    def __init__(self, lookups: Lookups, clock: Clock) -> None:
        self._lookups = lookups
        self._clock = clock

    async def make(self, connection: AsyncConnection, officer_id: str) -> TelegramCode:
        """A new code for an officer; the one before it is worth nothing now."""
        code = TelegramCode(b32encode(chance.token(_BYTES)).decode().lower(), self._clock.now() + LASTS)
        insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)
        values = {"code_lookup": self._lookups.hash(_KIND, code.bare), "expires_at": code.until}
        await connection.execute(
            insert.values(officer_id=officer_id, **values).on_conflict_do_update(
                index_elements=[table.c.officer_id], set_=values
            )
        )
        return code

    async def take(self, connection: AsyncConnection, code: str) -> str | None:
        """Whose code it is, by id, if it is good; it is used up now. `code` is canonical."""
        good = (
            table.c.code_lookup.in_(self._lookups.hashes(_KIND, code)),
            table.c.expires_at > self._clock.now(),
        )
        taken = await connection.scalars(delete(table).where(*good).returning(table.c.officer_id))
        return taken.one_or_none()

    async def drop(self, connection: AsyncConnection, officer_id: str) -> None:
        """An officer's code, if they have one, is worth nothing any more."""
        await connection.execute(delete(table).where(table.c.officer_id == officer_id))
