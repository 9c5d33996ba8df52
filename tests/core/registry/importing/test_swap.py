"""An import is seen whole or not at all, and a later one replaces by key."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from io import BytesIO, RawIOBase
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit.sealing import AuditSealer
from core.clock import FixedClock
from core.database import Database
from core.keyring import KeyRing
from core.registry.household import Card, Enrolment, Household, MemberRole, PaymentStatus
from core.registry.importing import Importer, Kind, Overtaken, Plan
from core.registry.importing.importer import CHUNK
from core.registry.tables import Tables
from core.registry.tables.current import TABLES
from core.tables import audit_entries, registry_imports, registry_phones
from core.unavailable import StoreUnavailable
from tests.core.registry.conftest import BringIn, Followed, files, table
from tests.core.registry.households import BARE, HOUSEHOLDS, OWN, RICH, SHARED

PHONE = "+85512000777"


def homes(count: int, commune: str = "120101") -> str:
    """A file of households, the last of them registered for PHONE."""
    rows = [(f"H-{n}", commune, "") for n in range(count - 1)]
    return table(("id", "commune", "phones"), *rows, (f"H-{count - 1}", commune, PHONE))


async def stored(database: Database) -> dict[str, int]:
    """How many rows each table has."""

    async def work(connection: AsyncConnection) -> dict[str, int]:
        every = {table.name: table for table in (*TABLES.values(), registry_phones)}
        return {
            name: await connection.scalar(select(func.count()).select_from(each)) or 0
            for name, each in every.items()
        }

    return await database.read(work)


class Torn(RawIOBase):
    """A file that does something in the middle of being read."""

    def __init__(self, content: str, at: int, deed: Any) -> None:
        self._lines: Iterator[bytes] = iter(content.encode().splitlines(keepends=True))
        self._left = at
        self._deed = deed

    def readline(self, size: int | None = -1, /) -> bytes:
        self._left -= 1
        if not self._left:
            self._deed()
        return next(self._lines, b"")


class Stopped(BaseException):
    """As by Ctrl-C."""


def stop() -> None:
    raise Stopped


async def test_nothing_is_seen_before_all_is_there(
    importer: Importer, tables: Tables, bring_in: BringIn
) -> None:
    await bring_in("households", homes(3))
    looks: list[asyncio.Future[tuple[Household, ...]]] = []

    class Looking(Followed):
        def read(self, outcome: object) -> None:
            looks.append(asyncio.ensure_future(tables.by_phone(PHONE)))

    content = BytesIO(homes(CHUNK * 2, "120109").encode())
    await importer.bring_in(content, Kind.HOUSEHOLDS, Plan(), Looking())
    first, *_ = await asyncio.gather(*looks)
    assert [home.commune for home in first] == ["120101"]
    assert [home.commune for home in await tables.by_phone(PHONE)] == ["120109"]


@pytest.mark.parametrize("error", [Stopped, OSError, StoreUnavailable])
async def test_what_is_cut_off_shows_nothing_and_works_when_started_again(
    importer: Importer,
    tables: Tables,
    bring_in: BringIn,
    database: Database,
    error: type[BaseException],
) -> None:
    def fail() -> None:
        raise error

    await bring_in("households", homes(3))
    before = await stored(database), await tables.by_phone(PHONE)
    torn: Any = Torn(homes(CHUNK * 3, "120109"), CHUNK * 2, fail)
    with pytest.raises(error):
        await importer.bring_in(torn, Kind.HOUSEHOLDS, Plan(), Followed())
    assert await tables.by_phone(PHONE) == before[1]
    await importer.sweep()
    assert await stored(database) == before[0]

    imported = await bring_in("households", homes(CHUNK * 3, "120109"))
    assert imported.outcome.live
    assert (await stored(database))["registry_households"] == CHUNK * 3


async def test_of_a_killed_import_nothing_is_left_after_the_next(
    importer: Importer,
    tables: Tables,
    bring_in: BringIn,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as killed:  # whoever is killed does not clear up either
        killed.setattr("core.registry.importing.staging.Staging.drop", _nothing)
        torn: Any = Torn(homes(CHUNK * 3, "120109"), CHUNK * 2, stop)
        with pytest.raises(Stopped):
            await importer.bring_in(torn, Kind.HOUSEHOLDS, Plan(), Followed())
    assert (await stored(database))["registry_households"] == CHUNK
    assert await tables.by_phone(PHONE) == ()
    await bring_in("households", homes(2))
    assert (await stored(database))["registry_households"] == 2
    assert len(await tables.by_phone(PHONE)) == 1


async def _nothing(*_given: object) -> None:
    """Instead of clearing up."""


async def test_an_import_that_another_overtakes_is_never_seen(
    importer: Importer, tables: Tables, bring_in: BringIn, database: Database
) -> None:
    other: list[asyncio.Future[Any]] = []

    def begin_another() -> None:
        other.append(asyncio.ensure_future(bring_in("households", homes(2))))

    torn: Any = Torn(homes(CHUNK * 9, "120109"), CHUNK, begin_another)
    with pytest.raises(Overtaken):
        await importer.bring_in(torn, Kind.HOUSEHOLDS, Plan(), Followed())
    await asyncio.gather(*other)
    assert {home.commune for home in await tables.by_phone(PHONE)} == {"120101"}
    await importer.sweep()
    assert (await stored(database))["registry_households"] == 2


async def test_a_row_replaces_that_of_its_key_and_leaves_the_others(
    bring_in: BringIn, tables: Tables, filled: None, database: Database
) -> None:
    before = await stored(database)
    await bring_in("members", table(("household", "role", "count"), (RICH.id, "other", 2)))
    await bring_in("cards", table(("household", "number"), (RICH.id, "DEMO-7777")))
    await bring_in("enrolments", table(("household", "programme"), (RICH.id, "disability")))
    await bring_in(
        "payments",
        table(
            ("id", "household", "programme", "status", "paid_on"),
            ("P-16", RICH.id, "family_package", "arrived", "2026-12-20"),
            ("P-17", BARE.id, "family_package", "planned", ""),
            ("P-12", BARE.id, "family_package", "collected", "2026-08-20"),
        ),
    )
    (found,) = await tables.by_phone(OWN)
    assert found.members == {MemberRole.OTHER: 2}
    assert found.card == Card("DEMO7777")
    assert found.enrolments == (Enrolment("disability"),)
    assert [each.id for each in found.payments] == ["P-16", "P-15", "P-14", "P-13"]
    assert (found.payments[0].status, found.payments[0].paid_on) == (
        PaymentStatus.ARRIVED,
        date(2026, 12, 20),
    )
    assert RICH.card
    assert await tables.by_card(RICH.card.number) is None
    bare = next(home for home in await tables.by_phone(SHARED) if home.id == BARE.id)
    assert [each.id for each in bare.payments] == ["P-17", "P-12"]
    after = await stored(database)
    assert after == before | {
        "registry_members": before["registry_members"] - 2,
        "registry_enrolments": before["registry_enrolments"] - 1,
        "registry_payments": before["registry_payments"] + 1,
    }


async def test_a_household_that_is_told_anew_has_the_phones_that_are_told_now(
    bring_in: BringIn, tables: Tables, filled: None
) -> None:
    told = (RICH.id, RICH.commune, RICH.level, PHONE)
    await bring_in("households", table(("id", "commune", "level", "phones"), told), sweep=False)
    assert await tables.by_phone(OWN) == ()
    assert await tables.by_phone(PHONE) == (RICH,)


async def test_what_is_not_swept_yet_is_not_seen_either(
    bring_in: BringIn, tables: Tables, filled: None
) -> None:
    await bring_in("payments", files([BARE])["payments"] + "P-12,H-2,x,planned,,,,,\n", sweep=False)
    (found,) = await tables.by_phone(OWN)
    assert [each.id for each in found.payments] == ["P-16", "P-15", "P-14", "P-13"]


async def test_importing_the_same_again_changes_nothing(
    bring_in: BringIn, tables: Tables, filled: None, database: Database
) -> None:
    before = await stored(database)
    for kind, content in files(HOUSEHOLDS).items():
        await bring_in(kind, content)
    assert await tables.by_phone(OWN) == (RICH,)
    assert await stored(database) == before


async def test_a_file_that_is_all_there_is_makes_the_rest_forgotten(
    bring_in: BringIn, tables: Tables, filled: None, database: Database
) -> None:
    only = files([BARE])["households"]
    await bring_in("households", only, sweep=False, replaces=True)
    assert RICH.card
    assert await tables.by_card(RICH.card.number) is None
    assert await tables.by_phone(OWN) == ()
    assert await tables.by_phone(SHARED) == (BARE,)
    await bring_in("households", only)
    left = {name: rows for name, rows in (await stored(database)).items() if rows}
    assert left == {"registry_households": 1, "registry_phones": 1}


async def test_a_file_of_another_register_changes_nothing(bring_in: BringIn, tables: Tables) -> None:
    await bring_in("households", homes(3))
    half = homes(10, "120109") + "X-1,999999,\n" * 5
    imported = await bring_in("households", half, replaces=True, refused_percent=10)
    assert not imported.outcome.live
    assert imported.outcome.refused == 5
    assert {home.commune for home in await tables.by_phone(PHONE)} == {"120101"}


async def test_nothing_to_take_is_nothing_to_show(bring_in: BringIn, tables: Tables, filled: None) -> None:
    assert not (await bring_in("households", "id,commune\n", replaces=True)).outcome.live
    assert await tables.by_phone(OWN) == (RICH,)


async def test_a_dry_run_judges_every_row_and_stores_none(
    bring_in: BringIn, tables: Tables, database: Database
) -> None:
    imported = await bring_in("households", homes(3) + "H-0,120101,\nH-9,x,\n", dry_run=True)
    assert sorted(imported.reasons) == [5, 6]
    assert not imported.outcome.live
    assert set((await stored(database)).values()) == {0}
    query = select(func.count()).select_from(registry_imports)
    assert await database.read(lambda connection: connection.scalar(query)) == 0


async def test_each_import_is_in_the_audit_by_its_number(
    bring_in: BringIn, database: Database, ring: KeyRing, clock: FixedClock, tmp_path: Any
) -> None:
    await bring_in("households", homes(3) + "H-0,120101,\n")
    query = select(audit_entries.c.act, audit_entries.c.to_word, audit_entries.c.version)
    rows = (await database.read(lambda connection: connection.execute(query))).all()
    numbers = select(registry_imports.c.number, registry_imports.c.rows, registry_imports.c.refused)
    ((number, taken, refused),) = await database.read(lambda connection: connection.execute(numbers))
    assert [tuple(row) for row in rows] == [("system:registry:imported", "households", number)]
    assert (taken, refused) == (3, 1)
    assert await AuditSealer(database, ring, clock, tmp_path / "audit").seal()
