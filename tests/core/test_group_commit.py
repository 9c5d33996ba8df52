"""SQLite's one writer: whatever a work does, it is shut out alone and the writer goes on."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database_url import database_url
from core.group_commit import GroupCommit
from core.sqlite import writing_engine
from core.tables import drafts
from core.unavailable import StoreUnavailable
from tests.examples import examples

pytestmark = pytest.mark.usefixtures("threaded")

Deed: TypeAlias = Callable[[AsyncConnection], Awaitable[object]]
NOW = datetime(2026, 11, 23, tzinfo=UTC)


class Refused(Exception):
    """An error of the domain."""


async def nothing(connection: AsyncConnection) -> None:
    """Just store."""


async def empty(connection: AsyncConnection) -> None:
    await connection.execute(drafts.delete())


async def refuse(connection: AsyncConnection) -> None:
    raise Refused


async def roll_back_all(connection: AsyncConnection) -> None:
    """What SQLite does by itself when the disk is full."""
    await connection.exec_driver_sql("ROLLBACK")


async def roll_back_all_and_refuse(connection: AsyncConnection) -> None:
    await roll_back_all(connection)
    raise Refused


async def end_transaction(connection: AsyncConnection) -> None:
    await connection.rollback()


async def commit(connection: AsyncConnection) -> None:
    await connection.commit()


async def hang(connection: AsyncConnection) -> None:
    await asyncio.Event().wait()


async def break_connection(connection: AsyncConnection) -> None:
    await connection.invalidate()


async def impatient(connection: AsyncConnection) -> None:
    await connection.exec_driver_sql("PRAGMA busy_timeout=20")


async def leave_open(connection: AsyncConnection) -> None:
    await connection.begin_nested()


async def wait_for_the_cancelled(connection: AsyncConnection) -> None:
    gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    gone.cancel()
    await gone


HARMLESS = (nothing,)
HARMFUL = (
    refuse,
    roll_back_all,
    roll_back_all_and_refuse,
    end_transaction,
    commit,
    hang,
    leave_open,
    break_connection,
    wait_for_the_cancelled,
)


class Desk:
    """The writer under test, and what a stranger sees in its file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        engine = writing_engine(database_url(f"sqlite:///{file}"))
        self.commits = 0
        event.listen(engine.sync_engine, "commit", self._count)
        self.savepoints = 0
        event.listen(engine.sync_engine, "savepoint", self._count_savepoint)
        self.writer = GroupCommit(engine, work_seconds=0.2)

    async def write(self, key: str, deed: Deed = nothing) -> str:
        async def work(connection: AsyncConnection) -> str:
            await connection.execute(insert(drafts).values(key=key, blob=b"", version=1, expires_at=NOW))
            await deed(connection)
            return key

        return await self.writer.write(work)

    def kept(self) -> set[str]:
        stranger = sqlite3.connect(self.file)
        try:
            return {key for (key,) in stranger.execute("SELECT key FROM drafts")}
        finally:
            stranger.close()

    def _count(self, _connection: object) -> None:
        self.commits += 1

    def _count_savepoint(self, _connection: object, _name: str) -> None:
        self.savepoints += 1


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    """A fresh migrated file."""
    return Path(shutil.copy2(sqlite_template, tmp_path / "desk.db"))


@pytest_asyncio.fixture
async def desk(file: Path) -> AsyncIterator[Desk]:
    desk = Desk(file)
    yield desk
    await desk.writer.close()


async def test_the_writes_of_one_turn_share_one_commit(desk: Desk) -> None:
    await asyncio.gather(*(desk.write(str(i)) for i in range(50)))
    assert desk.commits == 1
    assert desk.kept() == {str(i) for i in range(50)}


async def test_an_answer_comes_after_the_commit(desk: Desk) -> None:
    """Whoever has an answer finds it in the file, though others of the group failed."""

    async def ask(i: int) -> None:
        await desk.write(str(i))
        assert str(i) in desk.kept()

    outcomes = await asyncio.gather(
        *(ask(i) for i in range(10)), desk.write("no", refuse), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [type(None)] * 10 + [Refused]


@pytest.mark.parametrize("deed", HARMFUL)
async def test_one_that_does_harm_is_shut_out_alone(desk: Desk, deed: Deed) -> None:
    outcomes = await asyncio.gather(
        desk.write("before"), desk.write("harm", deed), desk.write("after"), return_exceptions=True
    )
    assert outcomes[0] == "before"
    assert outcomes[2] == "after"
    assert isinstance(outcomes[1], Exception | asyncio.CancelledError)
    assert await desk.write("next") == "next"
    assert desk.kept() == {"before", "after", "next"}


@pytest.mark.parametrize("deed", HARMFUL)
async def test_one_that_does_harm_alone_leaves_nothing_and_the_writer_goes_on(desk: Desk, deed: Deed) -> None:
    with pytest.raises((Exception, asyncio.CancelledError)):
        await desk.write("harm", deed)
    assert desk.kept() == set()
    assert await desk.write("next") == "next"
    assert desk.kept() == {"next"}


async def test_one_that_is_alone_needs_no_savepoint(desk: Desk) -> None:
    await desk.write("alone")
    assert (desk.commits, desk.savepoints) == (1, 0)
    await asyncio.gather(desk.write("with"), desk.write("another"))
    assert (desk.commits, desk.savepoints) == (2, 2)


@given(
    deeds=st.lists(
        st.sampled_from((*HARMLESS, *(deed for deed in HARMFUL if deed is not hang))), min_size=1, max_size=12
    )
)
@settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_comes_together_the_good_stand_and_the_bad_leave_nothing(
    file: Path, deeds: list[Deed]
) -> None:
    good = {str(i) for i, deed in enumerate(deeds) if deed in HARMLESS}

    async def together() -> None:
        desk = Desk(file)
        await desk.writer.write(empty)
        outcomes = await asyncio.gather(
            *(desk.write(str(i), deed) for i, deed in enumerate(deeds)), return_exceptions=True
        )
        assert {outcome for outcome in outcomes if isinstance(outcome, str)} == good
        assert desk.kept() == good
        await desk.writer.close()

    asyncio.run(together())


async def test_one_that_hangs_is_told_and_the_others_need_not_wait_for_ever(desk: Desk) -> None:
    with pytest.raises(StoreUnavailable):
        await desk.write("hangs", hang)


async def test_a_writer_of_another_process_is_waited_for(desk: Desk) -> None:
    stranger = sqlite3.connect(desk.file, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    asked = asyncio.create_task(desk.write("a"))
    done, _ = await asyncio.wait([asked], timeout=0.05)
    assert not done
    stranger.execute("COMMIT")
    assert await asked == "a"
    stranger.close()


async def test_a_lock_that_is_never_let_go_is_told_as_unavailable(desk: Desk) -> None:
    await desk.write("a", impatient)
    stranger = sqlite3.connect(desk.file, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    outcomes = await asyncio.gather(desk.write("b"), desk.write("c"), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StoreUnavailable, StoreUnavailable]
    stranger.execute("ROLLBACK")
    stranger.close()
    assert await desk.write("d") == "d"
    assert desk.kept() == {"a", "d"}
