"""What may stand in a cell of a file, by kind: everything else is refused with its reason."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import func, select

from core.database import Database
from core.tables import registry_cards, registry_households
from tests.core.registry.conftest import BringIn, table
from tests.made_once import MadeOnce

HOUSEHOLD = ("H-1", "120101", "12010101", "poor_1", "012000501")
CARD = ("H-1", "DEMO-0001-2345", "2025-04-01", "2028-03-31")
PAYMENT = ("P-1", "H-1", "family_package", "arrived", "80000", "2026-11-20", "2026-12-20", "DEMO", "")

HEADERS = {
    "households": ("id", "commune", "village", "level", "phones"),
    "members": ("household", "role", "count"),
    "cards": ("household", "number", "issued_on", "valid_until"),
    "enrolments": ("household", "programme", "since"),
    "payments": (
        *("id", "household", "programme", "status", "amount", "paid_on", "collect_until", "agent", "reason"),
    ),
}
GOOD = {
    "households": HOUSEHOLD,
    "members": ("H-1", "child", "3"),
    "cards": CARD,
    "enrolments": ("H-1", "family_package", "2024-04-10"),
    "payments": PAYMENT,
}


@pytest.fixture(autouse=True)
async def registered(made_once: MadeOnce, database_url: str, bring_in: BringIn) -> None:
    """The household that every other row is of."""
    file = table(HEADERS["households"], HOUSEHOLD)
    await made_once.have("registered", database_url, partial(bring_in, "households", file))


def row(kind: str, **cells: str) -> tuple[str, ...]:
    """A good row but for these cells."""
    return tuple((dict(zip(HEADERS[kind], GOOD[kind], strict=True)) | cells).values())


async def refusal(bring_in: BringIn, kind: str, **cells: str) -> str | None:
    """Why a row that is good but for these cells is refused, which stands alone in its file."""
    imported = await bring_in(kind, table(HEADERS[kind], row(kind, **cells)), sweep=False, dry_run=True)
    return imported.reasons.get(2)


@pytest.mark.parametrize("kind", HEADERS)
async def test_a_good_row_is_taken(bring_in: BringIn, kind: str) -> None:
    assert await refusal(bring_in, kind) is None


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        *(("households", name) for name in ("village", "level", "phones")),
        *(("cards", name) for name in ("issued_on", "valid_until")),
        ("enrolments", "since"),
        *(("payments", name) for name in ("amount", "collect_until", "agent")),
    ],
)
async def test_what_a_registry_need_not_tell_may_be_empty(bring_in: BringIn, kind: str, column: str) -> None:
    assert await refusal(bring_in, kind, **{column: " "}) is None


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        *(("households", name) for name in ("id", "commune")),
        *(("members", name) for name in ("household", "role", "count")),
        *(("cards", name) for name in ("household", "number")),
        *(("enrolments", name) for name in ("household", "programme")),
        *(("payments", name) for name in ("id", "household", "programme", "status")),
    ],
)
async def test_what_a_row_is_about_must_be_there(bring_in: BringIn, kind: str, column: str) -> None:
    assert await refusal(bring_in, kind, **{column: ""}) == f"{column}: empty"


@pytest.mark.parametrize(
    ("kind", "column", "cell", "why"),
    [
        ("households", "id", "Sok Dara", "an id is"),
        ("households", "id", "x" * 65, "an id is"),
        ("households", "id", "ផ្ទះ", "an id is"),
        ("households", "commune", "999999", "no commune"),
        ("households", "commune", "1201", "no commune"),
        ("households", "commune", "Kokir", "no commune"),
        ("households", "village", "99999999", "no village"),
        ("households", "village", "17040401", "not in this commune"),
        ("households", "level", "poor", "none of poor_1, poor_2, at_risk"),
        ("households", "phones", "12345", "no phone number"),
        ("households", "phones", "012000501;=1+1", "no phone number"),
        ("households", "phones", ";".join(f"01200050{n}" for n in range(6)), "more than 5"),
        ("members", "role", "uncle", "none of head"),
        ("members", "count", "-1", "like a formula"),
        ("members", "count", "100", "at most 99"),
        ("members", "count", "1.5", "digits alone"),
        ("cards", "number", "ABC-DEF", "SAMNAEU_CARD_NUMBER"),
        ("cards", "number", "1" * 41, "SAMNAEU_CARD_NUMBER"),
        ("cards", "number", "123", "SAMNAEU_CARD_NUMBER"),
        ("cards", "valid_until", "31/03/2028", "no day like"),
        ("cards", "valid_until", "2028-02-30", "no day like"),
        ("cards", "valid_until", "20280331", "no day like"),
        ("cards", "valid_until", "2571-03-31", "from 1990 to 2099"),
        ("cards", "valid_until", "2025-03-31", "before issued_on"),
        ("enrolments", "programme", "Family Package", "a code word"),
        ("payments", "status", "sent", "none of planned"),
        ("payments", "amount", "80,000", "whole riels"),
        ("payments", "amount", "20.5", "whole riels"),
        ("payments", "amount", "²", "whole riels"),
        ("payments", "amount", "100000001", "at most 100000000"),
        ("payments", "amount", "9" * 199, "at most 100000000"),
        ("payments", "paid_on", "", "only a planned payment"),
        ("payments", "collect_until", "2026-11-19", "before paid_on"),
        ("payments", "reason", "card_expired", "only a failed payment"),
        ("payments", "agent", "x" * 61, "longer than 60"),
        ("payments", "agent", "x" * 201, "longer than 200"),
        ("payments", "agent", "a\x00b", "control character"),
        ("payments", "agent", "a\tb", "control character"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_reason(
    bring_in: BringIn, kind: str, column: str, cell: str, why: str
) -> None:
    told = await refusal(bring_in, kind, **{column: cell})
    assert told
    assert told.startswith(f"{column}: ")
    assert why in told


@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize("formula", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1+1"])
async def test_no_cell_begins_like_a_formula(bring_in: BringIn, kind: str, formula: str) -> None:
    columns = [column for column in HEADERS[kind] if column != "phones"]
    rows = [row(kind, **{column: formula}) for column in columns]
    imported = await bring_in(kind, table(HEADERS[kind], *rows), sweep=False, dry_run=True)
    assert imported.reasons == {
        line: f"{column}: begins like a formula (=, +, - or @)"
        for line, column in enumerate(columns, start=2)
    }


async def test_a_reason_names_every_cell_and_repeats_none(bring_in: BringIn) -> None:
    told = await refusal(bring_in, "households", commune="kept secret", phones="0129", level="very secret")
    assert told == "commune: no commune has this code; level: none of poor_1, poor_2, at_risk; " + (
        "phones: a number is no phone number"
    )


async def test_khmer_digits_lost_zeros_and_small_letters_are_understood(
    bring_in: BringIn, database: Database
) -> None:
    written = row("households", commune="១០២០១", village="", level="Poor_2", phones=" +855 12 000 501 ; ")
    assert not (await bring_in("households", table(HEADERS["households"], written))).reasons
    assert not (
        await bring_in("cards", table(HEADERS["cards"], row("cards", number="demo ០០០១/2345")))
    ).reasons
    query = select(registry_households.c.commune_code, registry_households.c.level)
    found = (await database.read(lambda connection: connection.execute(query))).one()
    assert tuple(found) == ("010201", "poor_2")
    cards = select(func.count()).select_from(registry_cards)
    assert await database.read(lambda connection: connection.scalar(cards)) == 1
