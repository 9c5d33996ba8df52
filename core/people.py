"""People: whoever speaks to us, known by a verified phone number."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.clock import Clock
from core.database import Database
from core.lookups import Lookups
from core.once import insert_once
from core.sealing import Sealer
from core.tables import people

_ID = people.c.id == bindparam("person")
_BY_PHONE = select(people.c.id, people.c.language, people.c.phone_language).where(
    people.c.phone_lookup.in_(bindparam("lookups"))
)
_PHONE = select(people.c.phone_sealed).where(_ID)
_IS_KNOWN = select(people.c.phone_lookup).where(_ID)
# hashed anew as well: what a rotated key made is brought over, dial by dial
_NOW = {
    "language": bindparam("spoken", type_=people.c.language.type),
    "phone_lookup": bindparam("lookup", type_=people.c.phone_lookup.type),
}
_REMEMBERING = (
    update(people)
    .where(_ID, or_(*(people.c[name].is_distinct_from(now) for name, now in _NOW.items())))
    .values(_NOW)
)
_HOLDING = _IS_KNOWN.with_for_update()
_STAYING = _IS_KNOWN.with_for_update(read=True, key_share=True)


class PersonUnknown(LookupError):
    """No person has this id."""


@dataclass(frozen=True)
class Person:
    """Somebody with a phone, or for whom an officer filed without one.

    `language` is the one they chose, None before they did; `phone_language` the one whose letters their phone
    is known to show, None until they were asked.
    """

    id: str
    language: str | None
    phone_language: str | None = None


class People:
    """Finds and remembers people by phone (E.164, see core.phones)."""

    def __init__(self, database: Database, sealer: Sealer, lookups: Lookups, clock: Clock) -> None:
        self._database = database
        self._sealer = sealer
        self._lookups = lookups
        self._clock = clock

    async def without_phone(self, connection: AsyncConnection, language: str | None = None) -> Person:
        """Somebody new who has no phone; as part of another's transaction."""
        person_id = chance.identifier()
        row = {"id": person_id, "language": language, "created_at": self._clock.now()}
        await connection.execute(people.insert(), row)
        return Person(person_id, language)

    async def find(self, phone: str) -> Person | None:
        """Who has this number, if they were ever remembered."""
        return await self._database.read(lambda connection: self.find_within(connection, phone))

    async def remember(self, phone: str, language: str | None = None) -> Person:
        """The person of this number, made if new; a `language` that is given becomes theirs."""
        return await self._database.write(
            lambda connection: self.remember_within(connection, phone, language)
        )

    async def shows(self, person_id: str, language: str | None) -> None:
        """The phone at hand shows the letters of `language`; None: nobody knows (any more)."""
        now = update(people).where(people.c.id == person_id).values(phone_language=language)
        await self._database.write(lambda connection: connection.execute(now))

    async def phone_of(self, person_id: str) -> str:
        """The number in E.164; raises PersonUnknown, also for who has none."""
        return await self._database.read(lambda connection: self.phone_within(connection, person_id))

    async def phone_within(self, connection: AsyncConnection, person_id: str) -> str:
        """`phone_of`, as part of another's transaction."""
        found = await connection.scalar(_PHONE, {"person": person_id})
        if found is None:
            raise PersonUnknown(person_id)
        return self._sealer.open(found, **_place(person_id)).decode()

    async def find_within(self, connection: AsyncConnection, phone: str) -> Person | None:
        """`find`, as part of another's transaction."""
        lookups = {"lookups": self._lookups.hashes("phone", phone)}
        row = (await connection.execute(_BY_PHONE, lookups)).first()
        return Person(row.id, row.language, row.phone_language) if row else None

    async def remember_within(
        self, connection: AsyncConnection, phone: str, language: str | None = None
    ) -> Person:
        """`remember`, as part of another's transaction."""
        person = await self.find_within(connection, phone)
        if person is None:
            return await self._insert(connection, phone, language)
        language = language or person.language
        now = {"person": person.id, "spoken": language, "lookup": self._lookups.hash("phone", phone)}
        await connection.execute(_REMEMBERING, now)
        return replace(person, language=language)

    async def _insert(self, connection: AsyncConnection, phone: str, language: str | None) -> Person:
        person_id = chance.identifier()
        row = {
            "id": person_id,
            "phone_lookup": self._lookups.hash("phone", phone),
            "phone_sealed": self._sealer.seal(phone.encode(), **_place(person_id)),
            "language": language,
            "created_at": self._clock.now(),
        }
        if await insert_once(connection, people, row):
            return Person(person_id, language)
        # another dial of the same phone was first, and is committed now
        return await self.remember_within(connection, phone, language)


async def hold(connection: AsyncConnection, person_id: str) -> bool:
    """Let nobody else bind, forget or file for a person until the transaction ends; `stays` besides."""
    return await connection.scalar(_HOLDING, {"person": person_id}) is not None


async def stays(connection: AsyncConnection, person_id: str) -> bool:
    """Whether a number of theirs is known, which is not forgotten before the transaction ends."""
    return await connection.scalar(_STAYING, {"person": person_id}) is not None


def _place(person_id: str) -> dict[str, str]:
    return {"table": "people", "column": "phone_sealed", "row": person_id}
