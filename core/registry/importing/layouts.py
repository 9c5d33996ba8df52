"""The columns of each kind of file (docs/importing.md), and what its rows are known by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from core.places import Gazetteer
from core.registry.household import Level, MemberRole, PaymentStatus
from core.registry.importing import cells
from core.registry.importing.cells import Reader, Refused
from core.registry.kinds import Kind

Values: TypeAlias = Mapping[str, Any]
"""A row that was read: a value for each column of the kind, None where the cell was empty."""


@dataclass(frozen=True)
class Column:
    """`needed`: its cell may not be empty. `formula`: it may begin with +, as phone numbers do."""

    name: str
    read: Reader
    needed: bool = False
    formula: bool = False


@dataclass(frozen=True)
class Layout:
    """`keys`: groups of columns of which no two rows of a file may have the same values."""

    kind: Kind
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...]
    check: Callable[[Values], None] = lambda values: None
    """Raises Refused for cells that do not go together."""

    @property
    def household(self) -> str:
        """The column that says whose row it is."""
        return "id" if self.kind is Kind.HOUSEHOLDS else "household"


def layout(kind: Kind, places: Gazetteer, card_form: str) -> Layout:
    """The layout of a kind."""
    return _LAYOUTS[kind](places, card_form)


def _households(places: Gazetteer, _form: str) -> Layout:
    return Layout(
        Kind.HOUSEHOLDS,
        (
            Column("id", cells.source_id, needed=True),
            Column("commune", cells.commune(places), needed=True),
            Column("village", cells.village(places)),
            Column("level", cells.one_of(Level)),
            Column("phones", cells.phone_list, formula=True),
        ),
        (("id",),),
        _village_in_commune,
    )


def _members(_places: Gazetteer, _form: str) -> Layout:
    return Layout(
        Kind.MEMBERS,
        (
            Column("household", cells.source_id, needed=True),
            Column("role", cells.one_of(MemberRole), needed=True),
            Column("count", cells.whole(cells.MOST_PEOPLE, "number of people"), needed=True),
        ),
        (("household", "role"),),
    )


def _cards(_places: Gazetteer, form: str) -> Layout:
    return Layout(
        Kind.CARDS,
        (
            Column("household", cells.source_id, needed=True),
            Column("number", cells.card_number(form), needed=True),
            Column("issued_on", cells.day),
            Column("valid_until", cells.day),
        ),
        (("household",), ("number",)),
        _in_order("issued_on", "valid_until"),
    )


def _enrolments(_places: Gazetteer, _form: str) -> Layout:
    return Layout(
        Kind.ENROLMENTS,
        (
            Column("household", cells.source_id, needed=True),
            Column("programme", cells.code, needed=True),
            Column("since", cells.day),
        ),
        (("household", "programme"),),
    )


def _payments(_places: Gazetteer, _form: str) -> Layout:
    return Layout(
        Kind.PAYMENTS,
        (
            Column("id", cells.source_id, needed=True),
            Column("household", cells.source_id, needed=True),
            Column("programme", cells.code, needed=True),
            Column("status", cells.one_of(PaymentStatus), needed=True),
            Column("amount", cells.whole(cells.MOST_RIELS, "amount in whole riels")),
            Column("paid_on", cells.day),
            Column("collect_until", cells.day),
            Column("agent", cells.text),
            Column("reason", cells.code),
        ),
        (("id",),),
        _payment_holds_together,
    )


_LAYOUTS: dict[Kind, Callable[[Gazetteer, str], Layout]] = {
    Kind.HOUSEHOLDS: _households,
    Kind.MEMBERS: _members,
    Kind.CARDS: _cards,
    Kind.ENROLMENTS: _enrolments,
    Kind.PAYMENTS: _payments,
}


def _village_in_commune(values: Values) -> None:
    if values["village"] and not values["village"].startswith(values["commune"]):
        raise Refused("village: not in this commune")


def _in_order(first: str, last: str) -> Callable[[Values], None]:
    def check(values: Values) -> None:
        if values[first] and values[last] and values[last] < values[first]:
            raise Refused(f"{last}: before {first}")

    return check


_ORDER = _in_order("paid_on", "collect_until")


def _payment_holds_together(values: Values) -> None:
    _ORDER(values)
    if values["paid_on"] is None and values["status"] is not PaymentStatus.PLANNED:
        raise Refused("paid_on: only a planned payment may have none")
    if values["reason"] and values["status"] is not PaymentStatus.FAILED:
        raise Refused("reason: only a failed payment has one")
