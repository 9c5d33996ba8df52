"""Putting a notice in the outbox, in the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.carriers import Carrier, carrier_of
from core.notices import NoticeKind
from core.outbox.notice import Cause, Status
from core.requests.request import Request
from core.tables import notices, people

PLAIN = "en"
"""Letters that every phone shows."""


async def write(connection: AsyncConnection, request: Request, kind: NoticeKind, now: datetime) -> None:
    """Put a notice on a request in the outbox, if anything may carry it.

    In the language chosen last; a text in that whose letters the phone shows.
    """
    carrier = await carrier_of(connection, request, kind)
    if carrier is None:
        return
    about = {"request_id": request.id, "params": {"reference": request.reference}}
    await _put(connection, request.person_id, kind, carrier, request.language, now, now, about)


async def write_to(
    connection: AsyncConnection,
    person_id: str,
    kind: NoticeKind,
    carrier: Carrier,
    now: datetime,
    due_at: datetime,
    cause: Cause | None = None,
) -> None:
    """Put a notice of no request in the outbox, unless one of the kind and cause waits there.

    In plain letters for who never chose a language.
    """
    if not await _stands(connection, person_id, kind, Status.PENDING, cause):
        await _put(connection, person_id, kind, carrier, PLAIN, now, due_at, _of_no_request(cause))


async def write_recalled(
    connection: AsyncConnection, person_id: str, kind: NoticeKind, now: datetime, cause: Cause
) -> None:
    """Note that a person is not told, since nothing may carry it; once for a cause that nobody saw to yet."""
    if not await _stands(connection, person_id, kind, Status.RECALLED, cause):
        about = {**_of_no_request(cause), "status": Status.RECALLED}
        await _put(connection, person_id, kind, Carrier.SMS, PLAIN, now, now, about)


def _of_no_request(cause: Cause | None) -> dict[str, Any]:
    return {"params": {}, "commune": cause and cause.commune, "caused_by": cause and cause.officer_id}


async def _stands(
    connection: AsyncConnection, person_id: str, kind: NoticeKind, status: Status, cause: Cause | None
) -> bool:
    """Whether there is one of this kind and cause in this status that nobody saw to."""
    its = {"to": person_id, "of_kind": kind, "in_status": status}
    caused = {"there": cause and cause.commune, "by": cause and cause.officer_id}
    return bool(await connection.scalar(_STANDS, its | caused))


async def _put(
    connection: AsyncConnection,
    person_id: str,
    kind: NoticeKind,
    carrier: Carrier,
    unless_spoken: str,
    now: datetime,
    due_at: datetime,
    about: Mapping[str, Any],
) -> None:
    """`unless_spoken`: the language for who never chose one."""
    row = {
        "id": chance.identifier(),
        "person_id": person_id,
        "kind": kind,
        "channel": carrier,
        "status": Status.PENDING,
        "tries": 0,
        "created_at": now,
        "due_at": due_at,
        "status_since": now,
    }
    language = {"to": person_id, "unless_spoken": unless_spoken}
    await connection.execute(_PUTTING[carrier], row | dict(about) | language)


def language_of(request: Request, carrier: Carrier) -> ColumnElement[str]:
    """What a notice on this request is written in: chosen last; a text, in letters that the phone shows."""
    return func.coalesce(_spoken(request.person_id, carrier), request.language)


def plain_language_of(person_id: str, carrier: Carrier) -> ColumnElement[str]:
    """What a notice of no request is written in: as above; plain for who never chose a language."""
    return func.coalesce(_spoken(person_id, carrier), PLAIN)


def _spoken(person_id: str | BindParameter[str], carrier: Carrier) -> ScalarSelect[str]:
    on_phone = func.coalesce(people.c.phone_language, people.c.language)
    spoken = on_phone if carrier is Carrier.SMS else people.c.language
    return select(spoken).where(people.c.id == person_id).scalar_subquery()


_UNLESS_SPOKEN = bindparam("unless_spoken", type_=notices.c.language.type)
_PUTTING = {
    carrier: notices.insert().values(
        language=func.coalesce(_spoken(bindparam("to"), carrier), _UNLESS_SPOKEN)
    )
    for carrier in Carrier
}
_STANDS = select(
    exists().where(
        notices.c.person_id == bindparam("to"),
        notices.c.kind == bindparam("of_kind"),
        notices.c.status == bindparam("in_status"),
        notices.c.commune.is_not_distinct_from(bindparam("there")),
        notices.c.caused_by.is_not_distinct_from(bindparam("by")),
        notices.c.set_aside_at.is_(None),
    )
)


def again(carrier: Carrier, language: ColumnElement[str], now: datetime) -> dict[str, Any]:
    """The values of a notice that is sent anew, by what carries to them now: its tries count from here.

    What the gateway still reports of the text before is of no message that we know.
    """
    return {
        "channel": carrier,
        "language": language,
        "status": Status.PENDING,
        "due_at": now,
        "status_since": now,
        "tries_before": notices.c.tries,
        "fault": None,
        "message_id": None,
        "delivery": None,
    }
