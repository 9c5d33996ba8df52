"""Phones that filed much, under a name of ours each: no number is shown, and none can be worked out.

A helper may file for many and mean well; a fee may also be taken for it. The figures only say where to look.
"""

from __future__ import annotations

from base64 import b32encode, urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.figures.count import count
from core.figures.scope import Scope
from core.figures.span import Span
from core.lookups import Lookups
from core.office import Office
from core.requests.errors import Unknown
from core.requests.request import HelperRole
from core.requests.states import State
from core.tables import requests

LONGEST = 50
"""How many phones are told, those that filed most first."""
OFFICIAL = 2
"""So many as a local official: they have their own way, the counter."""

_LETTERS = 6


@dataclass(frozen=True)
class Phone:
    """What one phone filed in the span, as far as it stands in the scope.

    `name`: a pseudonym, the same each time. `helped`: for others, `official` of them as a local official.
    `ended`: withdrawn by it, or found to be a duplicate.
    """

    person_id: str
    name: str
    filed: int
    helped: int
    official: int
    communes: int
    ended: int


async def _read(connection: AsyncConnection, office: Office, scope: Scope, span: Span) -> tuple[Phone, ...]:
    rows = (await connection.execute(_query(office, scope, span))).all()
    return tuple(
        Phone(person_id, pseudonym(office.lookups, person_id), filed, helped, official, communes, ended)
        for person_id, filed, helped, official, communes, ended in map(tuple, rows)
    )


def pseudonym(lookups: Lookups, person_id: str) -> str:
    """Six letters and digits that tell nothing: a keyed hash of an id of ours."""
    oldest = lookups.hashes("figures", person_id)[-1]  # not of today's key: it would change with a rotation
    hashed = oldest.partition(":")[2]
    return b32encode(urlsafe_b64decode(hashed + "=")).decode()[:_LETTERS]


def _query(office: Office, scope: Scope, span: Span) -> Select[Any]:
    filed, helped = func.count(), _sum(~requests.c.own)
    official = _sum(requests.c.helper_role == HelperRole.LOCAL_OFFICIAL)
    communes = func.count(requests.c.commune_code.distinct())
    ended = _sum(requests.c.state.in_((State.WITHDRAWN, State.DUPLICATE)))
    columns: tuple[ColumnElement[Any], ...] = (requests.c.person_id, filed, helped, official, communes, ended)
    return (
        select(*columns)
        .where(*_where(scope, span))
        .group_by(requests.c.person_id)
        .having(or_(filed >= odd(office), official >= OFFICIAL))
        .order_by(filed.desc(), requests.c.person_id)
        .limit(LONGEST)
    )


def odd(office: Office) -> int:
    """From how many on they are told: as many as one phone may have open at once."""
    return office.store.rules.helped + 1


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(cast(case((condition, 1), else_=0), Integer))


async def named(connection: AsyncConnection, office: Office, scope: Scope, span: Span, name: str) -> Phone:
    """The phone of a pseudonym, as long as it is told. Raises Unknown."""
    for phone in await _read(connection, office, scope, span):
        if phone.name == name:
            return phone
    raise Unknown


async def filed_by(connection: AsyncConnection, scope: Scope, span: Span, phone: Phone) -> Sequence[str]:
    """The references of what it filed, oldest first."""
    query = select(requests.c.reference).where(requests.c.person_id == phone.person_id, *_where(scope, span))
    return (await connection.scalars(query.order_by(requests.c.submitted_at, requests.c.id))).all()


def _where(scope: Scope, span: Span) -> tuple[ColumnElement[bool], ...]:
    # at the counter it is an officer who files
    return scope.here, span.holds(requests.c.submitted_at), requests.c.filed_by.is_(None)


PHONES = count("phones", _read)
