"""Erasing one request that is over. All of it is part of a caller's transaction."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.outbox import recalling
from core.requests.request import ORDINARY_RANK, Contact, Request, StepKind
from core.requests.storing import Store
from core.roles import Actor
from core.tables import case_keys, request_marks, request_steps, request_voices, requests


async def erase(
    store: Store, connection: AsyncConnection, request: Request, actor: Actor, channel: str
) -> None:
    """Take everything out of a request, read and locked, that tells of anybody; it must be over."""
    if not request.ended:
        raise ValueError(f"a request that is {request.state} is not over")
    await store.act(
        connection,
        request,
        actor,
        StepKind.ERASED,
        channel=channel,
        contact=Contact.NONE,
        holder=None,
        urgency_rank=ORDINARY_RANK,
        erasure_asked_at=None,
    )
    await recalling.take_back(connection, request.id, store.clock.now())
    await _empty(connection, request.id)


async def _empty(connection: AsyncConnection, request_id: str) -> None:
    told = update(requests).where(requests.c.id == request_id)
    await connection.execute(told.values(answers_sealed=None, identity_sealed=None))
    written = update(request_steps).where(request_steps.c.request_id == request_id)
    await connection.execute(written.values(reason_sealed=None))
    for table in (request_marks, request_voices, case_keys):
        await connection.execute(delete(table).where(table.c.request_id == request_id))
