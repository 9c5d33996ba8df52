"""Counts guesses, so that nobody makes many; kept in the database, for all processes together.

What is counted decides whom a flood of guesses shuts out (OWASP's device cookies, ASVS 6.1.1): a browser
that the officer has signed in with before is counted by itself, every other by account and by address.
So whoever floods an account shuts out strange browsers, themselves first, and never the officer's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.database import Database
from core.lookups import Lookups
from core.tables import sign_in_tries as table

_NAME = bindparam("name", type_=table.c.bucket.type)
_NOW, _END = (bindparam(name, type_=table.c.ends_at.type) for name in ("now", "end"))


def _counting(insert: Any) -> Any:
    over = table.c.ends_at <= _NOW
    return (
        insert.values(bucket=_NAME, tries=1, ends_at=_END)
        .on_conflict_do_update(
            index_elements=[table.c.bucket],
            set_={
                "tries": case((over, 1), else_=table.c.tries + 1),
                "ends_at": case((over, _END), else_=table.c.ends_at),
            },
        )
        .returning(table.c.tries, table.c.ends_at)
    )


# built once: a look at a card counts in four buckets, and gives back as many
_COUNTING = {"sqlite": _counting(sqlite.insert(table)), "postgresql": _counting(postgresql.insert(table))}
_GIVING_BACK = update(table).where(table.c.bucket == _NAME, table.c.tries > 0).values(tries=table.c.tries - 1)
_GOING_ON = (
    select(table.c.bucket)
    .where(table.c.bucket.in_(bindparam("names", expanding=True)), table.c.ends_at > _NOW)
    .order_by(table.c.ends_at.desc(), table.c.bucket)
    .limit(1)
)
_HELD = select(table).where(table.c.bucket.in_(bindparam("names")), table.c.ends_at > _NOW)


@dataclass(frozen=True)
class Bucket:
    """What is counted (`kind` and `value`), and how often it may be tried in how long."""

    kind: str
    value: str
    limit: int
    window: timedelta


@dataclass(frozen=True)
class Held:
    """No try is taken for `wait`; `first`: this one is the first of them."""

    wait: timedelta
    first: bool


class Throttle:
    """A try is counted before it is made: a hundred at once are no better than one after another."""

    def __init__(self, database: Database, lookups: Lookups, clock: Clock) -> None:
        self._database = database
        self._lookups = lookups
        self._clock = clock

    async def take(self, buckets: Iterable[Bucket]) -> Held | None:
        """Count a try in each bucket; None if it may be made."""
        sorted_buckets = self._in_order(buckets)

        async def work(connection: AsyncConnection) -> Held | None:
            now = self._clock.now()
            counted = [await self._count(connection, bucket, now) for bucket in sorted_buckets]
            held = [each for each in counted if each]
            if not held:
                return None
            return Held(max(each.wait for each in held), any(each.first for each in held))

        return await self._database.write(work)

    async def give_back(self, buckets: Iterable[Bucket]) -> None:
        """The try was no guess: it was right."""
        sorted_buckets = self._in_order(buckets)
        await self._database.write(lambda connection: self.give_back_in_turn(connection, sorted_buckets))

    async def take_in_turn(self, connection: AsyncConnection, buckets: Sequence[Bucket]) -> Held | None:
        """As `take`, in a caller's transaction and in this order: what one bucket holds the next don't count.

        So of limits for a short and a long time the long one counts only what was really tried. Whoever takes
        or gives back some of the same buckets does it in the same order, so that no two wait for each other.
        """
        now = self._clock.now()
        for bucket in buckets:
            if held := await self._count(connection, bucket, now):
                return held
        return None

    async def give_back_in_turn(self, connection: AsyncConnection, buckets: Sequence[Bucket]) -> None:
        """As `give_back`, in a caller's transaction and in this order."""
        now = self._clock.now()
        for bucket in buckets:
            await connection.execute(_GIVING_BACK, {"name": await self._name(connection, bucket, now)})

    async def held(self, connection: AsyncConnection, buckets: Sequence[Bucket]) -> dict[Bucket, timedelta]:
        """Those that are full, and for how long still; in a caller's transaction, and nothing is counted."""
        now = self._clock.now()
        names = {name: bucket for bucket in buckets for name in self._names(bucket)}
        rows = await connection.execute(_HELD, {"names": list(names), "now": now})
        return {bucket: row.ends_at - now for row in rows if row.tries >= (bucket := names[row.bucket]).limit}

    async def forget(self, connection: AsyncConnection, buckets: Sequence[Bucket]) -> None:
        """Nothing was tried, in a caller's transaction and in this order."""
        for bucket in buckets:
            await connection.execute(delete(table).where(table.c.bucket.in_(self._names(bucket))))

    async def purge(self) -> None:
        """Forget what no longer counts."""
        over = delete(table).where(table.c.ends_at <= self._clock.now())
        await self._database.write(lambda connection: connection.execute(over))

    def _names(self, bucket: Bucket) -> list[str]:
        return self._lookups.hashes(bucket.kind, bucket.value)

    def _in_order(self, buckets: Iterable[Bucket]) -> list[Bucket]:
        # one order for all: two tries that share two buckets must not wait for each other
        return sorted(buckets, key=lambda bucket: (bucket.kind, bucket.value))

    async def _name(self, connection: AsyncConnection, bucket: Bucket, now: datetime) -> str:
        """Where it is counted: what is counted under an older key goes on there, or rotating would let go."""
        current, *older = self._names(bucket)
        if not older:
            return current
        going_on: str | None = await connection.scalar(_GOING_ON, {"names": older, "now": now})
        return going_on or current

    async def _count(self, connection: AsyncConnection, bucket: Bucket, now: datetime) -> Held | None:
        name = await self._name(connection, bucket, now)
        counting = _COUNTING[connection.dialect.name]
        counted = await connection.execute(counting, {"name": name, "now": now, "end": now + bucket.window})
        row = counted.one()
        if row.tries <= bucket.limit:
            return None
        return Held(row.ends_at - now, first=row.tries == bucket.limit + 1)
