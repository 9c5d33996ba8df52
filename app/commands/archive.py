"""What proves the audit, opened for commands that need no more of the house."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from app.commands.starting import read_settings, refused, run
from app.house import audit_folder, key_file
from app.settings import Settings
from core.database import Database
from core.database_url import database_url, sqlite_file
from core.keyring import KeyRing

T = TypeVar("T")


@dataclass(frozen=True)
class Archive:
    """What proves the audit: database, keys and heads. Nothing else is opened, and nothing made."""

    database: Database
    ring: KeyRing
    heads: Path


def with_archive(work: Callable[[Archive], Awaitable[T]]) -> T:
    """Runs `work` in it; ends the process with a line where something of it is missing."""

    async def inside(settings: Settings) -> T:
        ring = KeyRing.open(key_file(settings))
        url = settings.storage_url()
        file = sqlite_file(database_url(url))
        if file and not file.exists():
            raise FileNotFoundError(f"{file}: there is no database here")
        database = await Database.connect(url)
        try:
            return await work(Archive(database, ring, audit_folder(settings)))
        finally:
            await database.close()

    try:
        return run(inside(read_settings()))
    except (OSError, ValueError) as error:
        raise refused(error) from None
    except DBAPIError as error:
        raise refused(
            LookupError(f"the database has no audit that this release can read: {error.orig}")
        ) from None
