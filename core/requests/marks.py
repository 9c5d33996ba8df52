"""By what two requests of one household are found: keyed hashes of what an officer wrote down.

A name is looked for within its commune, by the Khmer key (core.khmer): the same spelling of two hands, not
the same person. The commune is part of what is hashed: a copy of the database does not even tell which names
are frequent in the country.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core import khmer
from core.digits import fold_digits
from core.lookups import Lookups
from core.requests.request import Request
from core.tables import request_marks


class MarkKind(StrEnum):
    """What was written down."""

    NAME = "name"
    CARD = "card"
    ID_NUMBER = "id_number"


async def write(connection: AsyncConnection, lookups: Lookups, request: Request) -> None:
    """Make a request findable by its identity as it is now."""
    await connection.execute(delete(request_marks).where(request_marks.c.request_id == request.id))
    rows = [
        {"request_id": request.id, "kind": kind, "lookup": lookups.hash(kind, value)}
        for kind, value in _values(request).items()
    ]
    if rows:
        await connection.execute(request_marks.insert(), rows)


def sought(lookups: Lookups, request: Request) -> list[str]:
    """What marks of other requests to look for, under every live key."""
    return [lookup for kind, value in _values(request).items() for lookup in lookups.hashes(kind, value)]


async def shared(
    connection: AsyncConnection, lookups: Lookups, request: Request, others: Collection[str]
) -> dict[str, set[MarkKind]]:
    """Which marks other requests have in common with this one, by their ids."""
    query = select(request_marks.c.request_id, request_marks.c.kind).where(
        request_marks.c.request_id.in_(others), request_marks.c.lookup.in_(sought(lookups, request))
    )
    found: dict[str, set[MarkKind]] = {other: set() for other in others}
    for row in (await connection.execute(query)).all():
        found[row.request_id].add(MarkKind(row.kind))
    return found


def _values(request: Request) -> dict[MarkKind, str]:
    identity = request.identity
    name = khmer.key(identity.name) if identity.name else ""
    values = {
        MarkKind.NAME: f"{request.commune}:{name}" if name else "",
        MarkKind.CARD: _plain(identity.card),
        MarkKind.ID_NUMBER: _plain(identity.id_number),
    }
    return {kind: value for kind, value in values.items() if value}


def _plain(number: str | None) -> str:
    """A number as it is compared: without the signs that people put between its parts."""
    folded = fold_digits(unicodedata.normalize("NFKC", number or "")).upper()
    return "".join(character for character in folded if character.isalnum())
