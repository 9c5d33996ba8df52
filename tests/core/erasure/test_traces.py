"""Nothing of the household is left in the file: not in a page that was freed, nor in the log beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.erasure import Forgetting
from core.tables import (
    case_keys,
    people,
    request_marks,
    request_steps,
    telegram_accounts,
)
from core.tables import (
    requests as table_of_requests,
)
from tests.core.erasure.conftest import PHONE, Commune, Household, erased

SECRETS: dict[Table, tuple[str, ...]] = {
    people: ("phone_lookup", "phone_sealed"),
    telegram_accounts: ("account_lookup", "account_sealed"),
    table_of_requests: ("answers_sealed", "identity_sealed"),
    request_steps: ("reason_sealed",),
    request_marks: ("lookup",),
    case_keys: ("key_sealed",),
}


async def secrets(database: Database) -> list[bytes]:
    """Every form in which something of a household stands in the tables."""

    async def work(connection: AsyncConnection) -> list[bytes]:
        found: list[Any] = []
        for table, names in SECRETS.items():
            for name in names:
                found += (await connection.scalars(select(table.c[name]))).all()
        return [each.encode() if isinstance(each, str) else bytes(each) for each in found if each is not None]

    return await database.read(work)


def into_the_file(file: Path) -> None:
    """Write the log back into the file, and empty it."""
    with closing(sqlite3.connect(file)) as connection:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert not busy


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_form_of_it_is_left_in_the_bytes_of_the_database(
    forgetting: Forgetting,
    household: Household,
    commune: Commune,
    database: Database,
    database_url: str,
) -> None:
    for own in (True, False):
        request = await household.file(own=own)
        await commune.queue.note(commune.sok, request.reference, "by the pagoda", channel="console")
    told = {"programmes": ("disability", "older_people"), "card_last4": "0107"}
    await household.file(kind="enrolment", **told)
    before = await secrets(database)
    assert len(before) == 2 + 2 + 3 + 2 + 3
    await erased(forgetting, household.id)
    assert await secrets(database) == []
    await database.close()
    file = Path(database_url.removeprefix("sqlite:///"))
    into_the_file(file)
    held = b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))
    assert request.reference.encode() in held  # so the file is looked at, and the number of the request stays
    assert [each for each in before if each in held] == []
    assert PHONE[4:].encode() not in held
