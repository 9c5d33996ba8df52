"""What our own tables promise besides the contract: nothing personal in clear, nothing that was altered."""

from __future__ import annotations

import pytest
from sqlalchemy import Table, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.keyring import KeyRing
from core.registry.port import RegistryUnavailable
from core.registry.tables import Tables
from core.registry.tables.reading import MOST_PAYMENTS
from core.tables import (
    registry_cards,
    registry_enrolments,
    registry_households,
    registry_imports,
    registry_members,
    registry_payments,
    registry_phones,
)
from tests.core.registry.conftest import BringIn, table
from tests.core.registry.households import EXPIRED, OWN, RICH

EVERY = (
    *(registry_households, registry_phones, registry_members, registry_cards),
    *(registry_enrolments, registry_payments),
)


async def everything(database: Database) -> str:
    """All that the tables hold, as text."""

    async def work(connection: AsyncConnection) -> str:
        return " ".join([repr((await connection.execute(select(each))).all()) for each in EVERY])

    return await database.read(work)


async def test_no_phone_no_card_and_no_programme_stands_in_clear(database: Database, filled: None) -> None:
    held = await everything(database)
    assert RICH.id in held
    for secret in (
        "12000501",
        "00012345",
        "family_package",
        "scholarship",
        "100000000",
        "DEMO",
        "card_expired",
    ):
        assert secret not in held


@pytest.mark.parametrize(
    ("stored", "column"),
    [
        (registry_cards, "number_sealed"),
        (registry_payments, "told_sealed"),
        (registry_enrolments, "programme_sealed"),
    ],
)
async def test_what_is_not_as_it_was_stored_is_no_answer(
    database: Database, tables: Tables, filled: None, stored: Table, column: str
) -> None:
    other = update(stored).values({column: b"\x01\x00\x00\x00\x01" + bytes(40)})
    await database.write(lambda connection: connection.execute(other))
    with pytest.raises(RegistryUnavailable):
        await tables.by_phone(OWN)


async def test_a_card_number_that_was_moved_to_another_household_is_no_answer(
    database: Database, tables: Tables, filled: None
) -> None:
    async def swap(connection: AsyncConnection) -> None:
        sealed = await connection.scalar(
            select(registry_cards.c.number_sealed).where(registry_cards.c.household_id == EXPIRED.id)
        )
        moved = update(registry_cards).where(registry_cards.c.household_id == RICH.id)
        await connection.execute(moved.values(number_sealed=sealed))

    await database.write(swap)
    with pytest.raises(RegistryUnavailable):
        await tables.by_phone(OWN)


async def test_a_database_that_is_away_is_told_as_such(
    database: Database, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_connection: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("core.database._nothing", away)
    with pytest.raises(RegistryUnavailable):
        await tables.ping()


async def test_while_the_lookup_keys_rotate_everybody_is_found(
    tables: Tables, ring: KeyRing, filled: None, bring_in: BringIn
) -> None:
    ring.rotate("lookup")
    ring.rotate("sealing")
    assert RICH.card
    assert await tables.by_phone(OWN) == (RICH,)
    assert await tables.by_card(RICH.card.number) == RICH
    told = (RICH.id, RICH.card.number, RICH.card.issued_on, RICH.card.valid_until)
    await bring_in("cards", table(("household", "number", "issued_on", "valid_until"), told))
    ring.retire("lookup", 1)
    assert await tables.by_card(RICH.card.number) == RICH
    assert await tables.by_phone(OWN) == ()


async def test_of_many_payments_the_newest_are_told(bring_in: BringIn, tables: Tables, filled: None) -> None:
    many = [
        (f"M-{n:05}", RICH.id, "family_package", "collected", f"20{n % 20:02}-01-01") for n in range(2000)
    ]
    await bring_in("payments", table(("id", "household", "programme", "status", "paid_on"), *many))
    (found,) = await tables.by_phone(OWN)
    assert len(found.payments) == MOST_PAYMENTS
    assert [each.id for each in found.payments][:6] == ["P-16", "P-15", "P-14", "P-13", "P-12", "M-01999"]


async def test_the_planner_knows_how_much_came(bring_in: BringIn, database: Database, filled: None) -> None:
    """Else the newest of many are looked for as in an empty table: for longer than a statement may take."""
    many = [(f"N-{n:05}", RICH.id, "family_package", "collected", "2020-01-01") for n in range(500)]
    await bring_in("payments", table(("id", "household", "programme", "status", "paid_on"), *many))

    async def counted(connection: AsyncConnection) -> float:
        if connection.dialect.name != "postgresql":
            pytest.skip("SQLite plans by its indexes")
        query = text("SELECT reltuples FROM pg_class WHERE oid = 'registry_payments'::regclass")
        return float(await connection.scalar(query) or 0)

    assert await database.read(counted) >= len(many)


async def test_rows_of_an_import_that_is_not_live_are_not_there(
    database: Database, tables: Tables, filled: None
) -> None:
    async def work(connection: AsyncConnection) -> None:
        dropped = select(registry_imports).where(registry_imports.c.kind == "households")
        row = dict((await connection.execute(dropped)).one()._mapping)
        row |= {"number": 999, "state": "staging"}
        await connection.execute(insert(registry_imports), row)
        home = {"import_number": 999, "id": RICH.id, "commune_code": "120109"}
        await connection.execute(insert(registry_households), home)

    await database.write(work)
    assert await tables.by_phone(OWN) == (RICH,)
