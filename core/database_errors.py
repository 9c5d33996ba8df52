"""Which errors of a database mean: ask again later, or: try the same again at once."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# SQLite's result codes: BUSY LOCKED NOMEM IOERR CORRUPT FULL CANTOPEN PROTOCOL NOTADB
_SQLITE_UNAVAILABLE = {5, 6, 7, 10, 11, 13, 14, 15, 26}
# PostgreSQL's classes and codes: connection, resources, lock not available, operator intervention, system
_POSTGRES_UNAVAILABLE = ("08", "53", "55P03", "57", "58")
# serialization failure, deadlock
_POSTGRES_TRY_AGAIN = ("40001", "40P01")


def is_unavailable(error: BaseException) -> bool:
    """Whether the database could not be reached, or could not do its part; not a fault of the statement."""
    if isinstance(error, PoolTimeout | TimeoutError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return (
        error.connection_invalidated
        or _sqlite_code(error) in _SQLITE_UNAVAILABLE
        or _has(error, _POSTGRES_UNAVAILABLE)
    )


def is_passing(error: BaseException) -> bool:
    """Whether the transaction was surely rolled back, and may go through when it is run again."""
    return isinstance(error, DBAPIError) and _has(error, _POSTGRES_TRY_AGAIN)


def _sqlite_code(error: DBAPIError) -> int | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _has(error: DBAPIError, codes: tuple[str, ...]) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return isinstance(state, str) and state.startswith(codes)
