"""Which database an address means, with the drivers that this project uses."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}


def database_url(text: str) -> URL:
    """The address with its asynchronous driver: `sqlite:///folder/file.db` or `postgresql://user:secret@host/name`.

    Raises ValueError, in words that never repeat the address, since it may hold a password.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # the latter for a port; it may be a piece of an unquoted password
        raise ValueError("the database address cannot be read: sqlite:///file or postgresql://…") from None
    if (family := url.drivername.partition("+")[0]) not in _DRIVERS:
        raise ValueError(f"no database of the kind {family!r}: sqlite or postgresql")
    if family == "sqlite" and url.database in (None, "", ":memory:"):
        raise ValueError(
            "an SQLite database needs a file: readers and the writer have connections of their own"
        )
    return url.set(drivername=_DRIVERS[family])


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None
