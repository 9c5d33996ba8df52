"""Tables of a page of figures, as a reader sees them; the trails of all requests, as the audit has them."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.tables import audit_entries, notices, request_steps, requests
from tests.console.figures.lived import Filed
from tests.console.figures.recounted import Case, Told

_TABLE = re.compile(r'<table class="figures" id="([a-z-]+)">(.*?)</table>', re.DOTALL)
_ROW = re.compile(r'<tr>\s*<th scope="row">(.*?)</th>(.*?)</tr>', re.DOTALL)
_CELL = re.compile(r'<td class="count">(.*?)</td>', re.DOTALL)


def tables(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """By table and by the name of a line, its numbers as they are written, without the marks of thousands."""
    return {
        name: {_plain(row): tuple(map(_number, _CELL.findall(cells))) for row, cells in _ROW.findall(body)}
        for name, body in _TABLE.findall(text)
    }


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html.split("<br>")[0])).strip()


def _number(html: str) -> str:
    return _plain(html).replace(",", "")


async def cases(database: Database, filed: list[Filed]) -> list[Case]:
    """Every request lived through again from its entries, in the order of the audit."""
    trails = await _trails(database)
    told = []
    for one in filed:
        case = Case(one, one.commune)
        for entry in trails[one.id]:
            case.hear(entry)
        told.append(case)
    return told


async def _trails(database: Database) -> dict[str, list[Told]]:
    entry, step = audit_entries.c, request_steps.c
    query = (
        select(audit_entries, step.facts, step.reason_sealed)
        .join(request_steps, (step.request_id == entry.subject_id) & (step.version == entry.version))
        .where(entry.act.like("%:request:%"))
        .order_by(entry.number)
    )

    async def work(connection: AsyncConnection) -> dict[str, list[Told]]:
        trails: dict[str, list[Told]] = {}
        for row in (await connection.execute(query)).all():
            by, _, kind = row.act.split(":")
            told = Told(
                kind,
                by,
                row.role,
                row.actor_id or "",
                row.from_word,
                row.to_word,
                row.at,
                row.facts,
                row.reason_sealed is not None,
            )
            trails.setdefault(row.subject_id, []).append(told)
        return trails

    return await database.read(work)


async def outbox(database: Database) -> list[tuple[str, str, datetime]]:
    """Every notice: where its request stands, its status and when it was due."""
    columns = requests.c.commune_code, notices.c.status, notices.c.due_at
    query = select(*columns).join_from(notices, requests, requests.c.id == notices.c.request_id)

    async def work(connection: AsyncConnection) -> list[tuple[str, str, datetime]]:
        return [(where, status, due) for where, status, due in (await connection.execute(query)).all()]

    return await database.read(work)
