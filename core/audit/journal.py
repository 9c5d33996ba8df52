"""The journal of requests against the audit: each step has its entry, each entry its step, and they agree.

So an entry that was removed before it was sealed shows, and so does a step that was changed or removed.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import NullType

from core.audit.examining import Examination
from core.audit.findings import Fault
from core.audit.record import Record, canonical
from core.audit.signing import Signer
from core.tables import audit_entries, request_steps

_PAIRS = {
    "from_word": "from_state",
    "to_word": "to_state",
    "actor_id": "actor_id",
    "role": "role",
    "channel": "channel",
    "at": "at",
}
_ENTRY = ("id", "act", "facts_digest", "key_version", *_PAIRS)
_STEP = ("request_id", "version", "kind", "actor", "facts", *_PAIRS.values())
_TOGETHER = and_(
    audit_entries.c.subject_id == request_steps.c.request_id,
    audit_entries.c.version == request_steps.c.version,
)


async def examine(connection: AsyncConnection, examination: Examination) -> None:
    """Find the steps and entries that do not agree."""
    async for row in await connection.stream(_steps_with_entries()):
        found = row._mapping
        if found["entry_id"] is None:
            examination.find(Fault.STEP_UNTOLD, about=_named(found))
        elif not _agree(examination.signer, found):
            examination.find(Fault.STEP_CHANGED, about=_named(found))
    async for row in await connection.stream(_entries_without_steps()):
        examination.find(Fault.STEP_MISSING, about=_named(row._mapping))


@cache
def _steps_with_entries() -> Select[Any]:
    entry = [_raw(audit_entries.c[name], f"entry_{name}") for name in _ENTRY]
    step = [_raw(request_steps.c[name], f"step_{name}") for name in _STEP]
    return select(*entry, *step).select_from(request_steps.outerjoin(audit_entries, _TOGETHER))


@cache
def _entries_without_steps() -> Select[Any]:
    columns = (
        _raw(audit_entries.c.subject_id, "step_request_id"),
        _raw(audit_entries.c.version, "step_version"),
    )
    return (
        select(*columns)
        .select_from(audit_entries.outerjoin(request_steps, _TOGETHER))
        .where(audit_entries.c.act.like("%:request:%"), request_steps.c.request_id.is_(None))
    )


def _raw(column: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    return type_coerce(column, NullType()).label(name)


def _agree(signer: Signer, found: Record) -> bool:
    if found["entry_act"] != f"{found['step_actor']}:request:{found['step_kind']}":
        return False
    entry = {name: found[f"entry_{name}"] for name in _PAIRS}
    step = {name: found[f"step_{other}"] for name, other in _PAIRS.items()}
    if canonical("", list(_PAIRS), entry) != canonical("", list(_PAIRS), step):
        return False
    version = found["entry_key_version"]
    return not signer.knows(version) or _digest(signer, found, version) == found["entry_facts_digest"]


def _digest(signer: Signer, found: Record, version: int) -> bytes | None:
    stored = found["step_facts"]
    try:
        return signer.facts(json.loads(stored) if isinstance(stored, str) else stored, version)
    except ValueError:
        return b""


def _named(found: Record) -> str:
    return f"step {found['step_version']} of the request with the id {found['step_request_id']}"
