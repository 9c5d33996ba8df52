"""Changes of switches as rows, each with its audit entry in the same transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit.entry import Act, Entry
from core.audit.writing import AuditLog
from core.database import Database
from core.officers import Officer
from core.once import insert_once
from core.roles import SYSTEM
from core.switches.board import Board
from core.switches.change import Change, Reason
from core.switches.switch import Switch, What
from core.tables import switch_changes as table

_LAST = (
    select(table.c.what, table.c.code, func.max(table.c.version).label("version"))
    .group_by(table.c.what, table.c.code)
    .subquery()
)
_LAST_CHANGES = select(table).join(
    _LAST, and_(*(table.c[name] == _LAST.c[name] for name in ("what", "code", "version")))
)


async def last_changes(database: Database) -> Board:
    """How every switch was left."""
    return Board(_change(row) for row in await database.read(lambda wire: _rows(wire, _LAST_CHANGES)))


async def history(database: Database, switch: Switch, most: int) -> list[Change]:
    """The last changes of one switch, latest first."""
    query = select(table).where(*_of(switch)).order_by(table.c.version.desc())
    return [_change(row) for row in await database.read(lambda wire: _rows(wire, query.limit(most)))]


async def add(
    connection: AsyncConnection, audit: AuditLog, change: Change, officer: Officer | None, channel: str
) -> bool:
    """Whether it was made: not where another made one from the same version, or nobody that version."""
    before = select(func.max(table.c.version)).where(*_of(change.switch))
    if (await connection.scalar(before) or 0) != change.version - 1:
        return False
    if not await insert_once(connection, table, _values(change)):
        return False
    await audit.write(connection, _entry(change, officer, channel))
    return True


def _of(switch: Switch) -> tuple[ColumnElement[bool], ...]:
    return table.c.what == switch.what.value, table.c.code == switch.code


def _entry(change: Change, officer: Officer | None, channel: str) -> Entry:
    closed, opened = (
        (Act.OFFICER_SWITCH_CLOSED, Act.OFFICER_SWITCH_OPENED)
        if officer
        else (Act.SYSTEM_SWITCH_CLOSED, Act.SYSTEM_SWITCH_OPENED)
    )
    until = change.until.isoformat() if change.until else ""
    return Entry(
        closed if change.closed else opened,
        officer.actor if officer else SYSTEM,
        change.at,
        channel,
        from_word=change.switch.word,
        to_word=change.reason.value,
        version=change.version,
        facts={**change.messages, "until": until},
    )


def _values(change: Change) -> dict[str, Any]:
    return {
        "what": change.switch.what.value,
        "code": change.switch.code,
        "version": change.version,
        "closed": change.closed,
        "reason": change.reason.value,
        "messages": dict(change.messages),
        "until": change.until,
        "officer_id": change.officer_id,
        "at": change.at,
    }


def _change(row: Row[Any]) -> Change:
    return Change(
        switch=Switch(What(row.what), row.code),
        version=row.version,
        closed=row.closed,
        reason=Reason(row.reason),
        at=row.at,
        officer_id=row.officer_id,
        messages=row.messages,
        until=row.until,
    )


async def _rows(connection: AsyncConnection, query: Select[Any]) -> list[Row[Any]]:
    return list(await connection.execute(query))
