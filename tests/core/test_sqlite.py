"""The embedded database: private, durable, shared by processes."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from migrations.run import upgrade_async

pytestmark = pytest.mark.usefixtures("threaded")

WRITER = """
import asyncio, sys
from datetime import UTC, datetime
from sqlalchemy import insert
from core.database import Database
from core.tables import drafts

async def keep(database, key):
    async def work(connection):
        row = {"key": key, "blob": b"", "version": 1, "expires_at": datetime.now(UTC)}
        await connection.execute(insert(drafts).values(row))
    await database.write(work)
    sys.stdout.write(key + "\\n")
    sys.stdout.flush()

async def caller(database, name):
    for turn in range(1_000_000):
        await keep(database, f"{name}-{turn}")

async def main():
    database = await Database.connect(sys.argv[1])
    await asyncio.gather(*(caller(database, name) for name in range(20)))

asyncio.run(main())
"""


async def pragma(database: Database, name: str) -> tuple[object, object]:
    """Its value for readers and for the writer."""

    async def work(connection: AsyncConnection) -> object:
        return (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()

    return await database.read(work), await database.write(work)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_writer_is_set_up_to_keep_what_was_promised(database: Database) -> None:
    assert (await pragma(database, "journal_mode"))[1] == "wal"
    assert (await pragma(database, "synchronous"))[1] == 2  # FULL
    assert (await pragma(database, "foreign_keys"))[1] == 1
    assert (await pragma(database, "secure_delete"))[1] == 1
    assert (await pragma(database, "query_only"))[0] == 1
    assert await pragma(database, "busy_timeout") == (5000, 5000)


async def test_no_file_of_it_is_readable_by_others(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "database"
    url = f"sqlite:///{folder}/samnaeu.db"
    old = os.umask(0)
    try:
        await upgrade_async(url)
        database = await Database.connect(url)
        await database.write(lambda connection: connection.execute(text("DELETE FROM drafts")))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
        await database.close()
    finally:
        os.umask(old)
    assert "samnaeu.db-wal" in modes
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_was_answered_survives_a_kill(database_url: str, tmp_path: Path) -> None:
    """Twenty callers write as fast as they can; the process is killed in the middle of it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, database_url, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    answered = [await process.stdout.readline() for _ in range(200)]
    process.send_signal(signal.SIGKILL)
    answered += (await process.stdout.read()).splitlines(keepends=True)
    assert await process.wait() == -signal.SIGKILL
    whole = {line.decode().strip() for line in answered if line.endswith(b"\n")}
    assert len(whole) >= 200

    stranger = sqlite3.connect(database_url.removeprefix("sqlite:///"))
    kept = {key for (key,) in stranger.execute("SELECT key FROM drafts")}
    assert stranger.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    stranger.close()
    assert whole <= kept


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_processes_that_write_at_once_wait_for_each_other(database_url: str) -> None:
    """As the command line does beside a running server."""
    desks = [await Database.connect(database_url) for _ in range(3)]
    await desks[0].write(
        lambda connection: connection.execute(text("CREATE TABLE tally (count INTEGER NOT NULL)"))
    )
    await desks[0].write(lambda connection: connection.execute(text("INSERT INTO tally VALUES (0)")))
    count_up = text("UPDATE tally SET count = count + 1")
    await asyncio.gather(
        *(desk.write(lambda connection: connection.execute(count_up)) for desk in desks for _ in range(20))
    )

    async def count(connection: AsyncConnection) -> object:
        return (await connection.execute(text("SELECT count FROM tally"))).scalar_one()

    assert [await desk.read(count) for desk in desks] == [60, 60, 60]
    for desk in desks:
        await desk.close()
