"""Households with all that the tables tell of them, from one state of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.registry.household import (
    Card,
    Enrolment,
    Household,
    Level,
    MemberRole,
    Payment,
    PaymentStatus,
)
from core.registry.kinds import Kind
from core.registry.tables.current import TABLES, current
from core.registry.tables.vault import Vault
from core.tables import registry_payments

MOST_PAYMENTS = 60
"""The newest, of one household; nobody is told of more, and each costs an unsealing."""

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_Rows = Mapping[str, Sequence[Row[Any]]]


async def households(connection: AsyncConnection, vault: Vault, ids: Iterable[str]) -> list[Household]:
    """Those of these ids that count, in the order of their ids; raises Unsealable."""
    wanted = list(ids)
    found = await _of(connection, Kind.HOUSEHOLDS, wanted)
    members = await _of(connection, Kind.MEMBERS, wanted)
    cards = await _of(connection, Kind.CARDS, wanted)
    enrolments = await _of(connection, Kind.ENROLMENTS, wanted)
    payments = await _of(connection, Kind.PAYMENTS, wanted)
    return [
        Household(
            id=each,
            commune=found[each][0].commune_code,
            level=Level(found[each][0].level) if found[each][0].level else None,
            card=next((_card(vault, row) for row in cards[each]), None),
            members=_counted(members[each]),
            enrolments=tuple(sorted((_enrolment(vault, row) for row in enrolments[each]), key=_by_code)),
            payments=tuple(_payment(vault, row) for row in sorted(payments[each], key=_day, reverse=True)),
        )
        for each in sorted(found)
    ]


async def _of(connection: AsyncConnection, kind: Kind, ids: list[str]) -> _Rows:
    query = _newest() if kind is Kind.PAYMENTS else _all(kind)
    rows: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in await connection.execute(query, {"ids": ids}):
        rows[row.whose].append(row)
    return rows


@cache  # putting a query together takes longer than running it
def _all(kind: Kind) -> Select[Any]:
    table = TABLES[kind]
    household = table.c.id if kind is Kind.HOUSEHOLDS else table.c.household_id
    return select(table, household.label("whose")).where(household.in_(_IDS), current(kind))


@cache
def _newest() -> Select[Any]:
    """The newest payments of each; what has no day yet is still to come."""
    table = registry_payments
    newest = table.c.paid_on.desc().nulls_first(), table.c.id.desc()
    place = func.row_number().over(partition_by=table.c.household_id, order_by=newest).label("place")
    counted = select(table, table.c.household_id.label("whose"), place).where(
        table.c.household_id.in_(_IDS), current(Kind.PAYMENTS)
    )
    few = counted.subquery()
    return select(few).where(few.c.place <= MOST_PAYMENTS)


def _counted(rows: Sequence[Row[Any]]) -> dict[MemberRole, int]:
    counts = {MemberRole(row.role): row._mapping["count"] for row in rows}
    return {role: counts[role] for role in MemberRole if counts.get(role)}


def _card(vault: Vault, row: Row[Any]) -> Card:
    number = vault.open_card(row.import_number, row.household_id, row.number_sealed)
    return Card(number, row.valid_until, row.issued_on)


def _enrolment(vault: Vault, row: Row[Any]) -> Enrolment:
    sealed = row.programme_lookup, row.programme_sealed
    return Enrolment(vault.open_programme(row.import_number, row.household_id, *sealed), row.since)


def _by_code(enrolment: Enrolment) -> str:
    return enrolment.programme


def _payment(vault: Vault, row: Row[Any]) -> Payment:
    told = vault.open_payment(row.import_number, row.id, row.told_sealed)
    return Payment(
        id=row.id,
        status=PaymentStatus(row.status),
        paid_on=row.paid_on,
        collect_until=row.collect_until,
        **told,
    )


def _day(row: Row[Any]) -> tuple[date, str]:
    return row.paid_on or date.max, row.id
