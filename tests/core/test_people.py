from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from core.database import Database
from core.keyring import KeyRing
from core.people import People, PersonUnknown
from core.tables import people as table

PHONE = "+85512345678"


async def test_nobody_is_found_before_they_are_remembered(people: People) -> None:
    assert await people.find(PHONE) is None


async def test_a_phone_is_one_person_whose_language_is_the_last_they_chose(people: People) -> None:
    first = await people.remember(PHONE)
    assert first.language is None
    assert (await people.remember(PHONE, "km")).id == first.id
    assert (await people.remember(PHONE)).language == "km"
    assert (await people.remember(PHONE, "en")).language == "en"
    found = await people.find(PHONE)
    assert found is not None
    assert (found.id, found.language) == (first.id, "en")


async def test_twenty_first_dials_at_once_are_one_person(people: People) -> None:
    remembered = await asyncio.gather(*(people.remember(PHONE, "km") for _ in range(20)))
    assert len({person.id for person in remembered}) == 1


async def test_the_number_is_given_back_and_stands_nowhere_in_clear(
    people: People, database: Database
) -> None:
    person = await people.remember(PHONE)
    assert await people.phone_of(person.id) == PHONE
    row = (await database.read(lambda connection: connection.execute(select(table)))).one()
    assert b"12345678" not in row.phone_sealed
    assert "12345678" not in row.phone_lookup


async def test_a_person_is_found_and_stays_one_while_the_lookup_key_is_rotated(
    people: People, ring: KeyRing, database: Database
) -> None:
    person = await people.remember(PHONE)
    before = await lookup_of(database, person.id)
    ring.rotate("lookup")
    found = await people.find(PHONE)
    assert found is not None
    assert found.id == person.id
    assert (await people.remember(PHONE)).id == person.id
    assert await lookup_of(database, person.id) != before


async def lookup_of(database: Database, person_id: str) -> str:
    query = select(table.c.phone_lookup).where(table.c.id == person_id)
    found: str = (await database.read(lambda connection: connection.execute(query))).scalar_one()
    return found


async def test_an_unknown_person_has_no_number(people: People) -> None:
    with pytest.raises(PersonUnknown):
        await people.phone_of("0" * 32)
