"""Which rows count: those of imports that are live, and of several of one key the latest import's.

An import goes live by the change of one word (`core.registry.importing.staging`). From then on its rows are
seen and what they replace is not, however long it takes until that is swept away.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, and_, exists, func, select

from core.registry.kinds import Kind
from core.tables import (
    registry_cards,
    registry_enrolments,
    registry_households,
    registry_imports,
    registry_members,
    registry_payments,
    registry_phones,
)


class ImportState(StrEnum):
    """How far an import came; `registry_imports.state`."""

    STAGING = "staging"
    LIVE = "live"
    DROPPED = "dropped"
    SPENT = "spent"  # was live, and none of its rows is left


TABLES: dict[Kind, Table] = {
    Kind.HOUSEHOLDS: registry_households,
    Kind.MEMBERS: registry_members,
    Kind.CARDS: registry_cards,
    Kind.ENROLMENTS: registry_enrolments,
    Kind.PAYMENTS: registry_payments,
}

_KEYS: dict[Table, Column[Any]] = {
    registry_households: registry_households.c.id,
    registry_phones: registry_phones.c.household_id,
    registry_members: registry_members.c.household_id,
    registry_cards: registry_cards.c.household_id,
    registry_enrolments: registry_enrolments.c.household_id,
    registry_payments: registry_payments.c.id,
}


def key(table: Table) -> Column[Any]:
    """What a later import replaces by: a payment by its own id, all else by the household's."""
    return _KEYS[table]


@cache
def live(kind: Kind) -> Select[Any]:
    """The numbers of the imports of a kind whose rows may count."""
    is_live = and_(registry_imports.c.kind == kind, registry_imports.c.state == ImportState.LIVE)
    since = select(func.coalesce(func.max(registry_imports.c.number), 0)).where(
        is_live, registry_imports.c.replaces
    )
    return select(registry_imports.c.number).where(
        is_live, registry_imports.c.number >= since.scalar_subquery()
    )


def current(kind: Kind) -> ColumnElement[bool]:
    """Whether a row of the kind's table counts."""
    table, numbers = TABLES[kind], live(kind)
    later = table.alias()
    replaced = exists().where(
        later.c[key(table).name] == key(table),
        later.c.import_number > table.c.import_number,
        later.c.import_number.in_(numbers),
    )
    return and_(table.c.import_number.in_(numbers), ~replaced)
