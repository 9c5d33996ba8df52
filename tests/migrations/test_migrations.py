"""The revisions lead to our tables, on both databases, from any start and for many who start at once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import HeadMaintainer, MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from core.database import Database
from core.database_url import database_url, sqlite_file
from core.tables import metadata
from migrations.run import scripts, upgrade, upgrade_async
from tests.servers.postgres import Databases


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new folder' / '100%.db'}"
        return
    databases: Databases = request.getfixturevalue("postgres")
    url = await databases.create()
    yield url.render_as_string(hide_password=False)
    await databases.drop(url)


@pytest_asyncio.fixture
async def migrated_url(empty_url: str, sqlite_template: Path) -> str:
    """The address of one that is up to date, and the test's alone; of SQLite a copy of what was migrated."""
    if (file := sqlite_file(database_url(empty_url))) is None:
        await upgrade_async(empty_url)
    else:
        file.parent.mkdir()
        shutil.copyfile(sqlite_template, file)
    return empty_url


async def inspected(url: str) -> tuple[list[object], str | None]:
    """How the database differs from our tables, and the revision that it is at."""

    def inspect(connection: Connection) -> tuple[list[object], str | None]:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "compare_server_default": True, "target_metadata": metadata},
        )
        return compare_metadata(context, metadata), context.get_current_revision()

    engine = create_async_engine(database_url(url))
    async with engine.connect() as connection:
        found = await connection.run_sync(inspect)
    await engine.dispose()
    return found


async def test_a_migrated_database_is_what_our_tables_say(empty_url: str) -> None:
    assert await upgrade_async(empty_url) is True
    assert await inspected(empty_url) == ([], ScriptDirectory.from_config(scripts()).get_current_head())


async def test_it_holds_every_rule_of_our_tables(migrated_url: str) -> None:
    """Checks and the rules between tables, which the comparison above does not look at."""

    async def rules(url: str) -> set[str]:
        engine = create_async_engine(database_url(url))
        query = (
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
            if engine.dialect.name == "sqlite"
            else "SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = "
            "'public'::regnamespace"
        )
        async with engine.connect() as connection:
            found = {row for (row,) in await connection.execute(text(query))}
        await engine.dispose()
        return {" ".join(sorted(row.replace(",", " ").split())) for row in found if "alembic" not in row}

    migrated = await rules(migrated_url)
    engine = create_async_engine(database_url(migrated_url))
    async with engine.begin() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
    await engine.dispose()
    assert migrated == await rules(migrated_url)


async def test_those_who_start_at_once_migrate_once(empty_url: str) -> None:
    done = await asyncio.gather(*(asyncio.to_thread(upgrade, empty_url) for _ in range(4)))
    assert sorted(done) == [False, False, False, True]
    assert (await inspected(empty_url))[0] == []


@pytest.mark.slow
async def test_a_second_start_changes_nothing(empty_url: str) -> None:
    await upgrade_async(empty_url)
    assert await upgrade_async(empty_url) is False
    assert (await inspected(empty_url))[0] == []


async def test_a_database_of_a_later_release_is_left_alone(migrated_url: str) -> None:
    """The previous release must still start while the next one is being rolled out."""
    database = await Database.connect(migrated_url)
    await database.write(
        lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    )
    assert await upgrade_async(migrated_url) is False
    await database.close()
    assert (await inspected(migrated_url))[1] == "9999"


async def test_a_migration_that_breaks_off_leaves_nothing_behind(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It fails at the last statement of the last revision: all that went before is undone."""

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(HeadMaintainer, "update_to_step", fail)
        with pytest.raises(OSError, match="disk"):
            await upgrade_async(empty_url)
    difference, revision = await inspected(empty_url)
    assert revision is None
    assert len(difference) >= len(metadata.tables)
    assert await upgrade_async(empty_url) is True
