"""An importer on each database, and files for it."""

from __future__ import annotations

import csv
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from typing import Any, TypeAlias

import pytest

from core.clock import FixedClock
from core.database import Database
from core.keyring import KeyRing
from core.places import Gazetteer
from core.registry.household import Household
from core.registry.importing import Importer, Kind, Outcome, Plan, Refusal
from core.registry.tables import Tables
from tests.core.registry.households import HOUSEHOLDS, PHONES
from tests.made_once import MadeOnce


@dataclass
class Followed:
    """A watcher that keeps what it was told."""

    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)

    def refused(self, refusal: Refusal) -> None:
        self.refusals.append(refusal)

    def remarked(self, line: int, remark: str) -> None:
        self.remarks.append((line, remark))

    def read(self, outcome: Outcome) -> None:
        """Nothing is kept of it."""

    @property
    def lines(self) -> list[int]:
        return [each.line for each in self.refusals]


@dataclass
class Imported:
    """What came of a file."""

    outcome: Outcome
    watcher: Followed

    @property
    def reasons(self) -> dict[int, str]:
        """Why, by line."""
        return {each.line: each.reason for each in self.watcher.refusals}


BringIn: TypeAlias = Callable[..., Awaitable[Imported]]


def table(*rows: Iterable[object]) -> str:
    """A file of these rows, the first its header."""
    written = StringIO()
    csv.writer(written).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return written.getvalue()


@pytest.fixture
def ring(modules_ring: KeyRing) -> KeyRing:
    """So that copies of `filled` can be read."""
    return modules_ring


@pytest.fixture
def importer(database: Database, ring: KeyRing, clock: FixedClock) -> Importer:
    return Importer(database, ring, clock, Gazetteer.load())


@pytest.fixture
def tables(database: Database, ring: KeyRing) -> Tables:
    return Tables(database, ring)


@pytest.fixture
def bring_in(importer: Importer) -> BringIn:
    """Imports a text or bytes; more arguments make the plan, by which any share may be refused."""

    async def do(kind: str, content: str | bytes, *, sweep: bool = True, **plan: Any) -> Imported:
        raw = content.encode() if isinstance(content, str) else content
        watcher = Followed()
        plan = {"refused_percent": 100} | plan
        outcome = await importer.bring_in(BytesIO(raw), Kind(kind), Plan(**plan), watcher)
        if sweep:
            await importer.sweep()
        return Imported(outcome, watcher)

    return do


def files(households: Iterable[Household], phones: Mapping[str, Sequence[str]] = PHONES) -> dict[str, str]:
    """What a registry of these households would write, by kind, in the order of importing."""
    homes = list(households)
    return {
        "households": table(
            ("id", "commune", "level", "phones"),
            *((h.id, h.commune, h.level, ";".join(phones.get(h.id, ()))) for h in homes),
        ),
        "members": table(
            ("household", "role", "count"),
            *((h.id, role, count) for h in homes for role, count in h.members.items()),
        ),
        "cards": table(
            ("household", "number", "issued_on", "valid_until"),
            *((h.id, h.card.number, h.card.issued_on, h.card.valid_until) for h in homes if h.card),
        ),
        "enrolments": table(
            ("household", "programme", "since"),
            *((h.id, each.programme, each.since) for h in homes for each in h.enrolments),
        ),
        "payments": table(
            *[
                (
                    "id",
                    "household",
                    "programme",
                    "status",
                    "amount",
                    "paid_on",
                    "collect_until",
                    "agent",
                    "reason",
                )
            ],
            *(
                (
                    *(p.id, h.id, p.programme, p.status, p.amount, p.paid_on, p.collect_until),
                    *(p.agent, p.reason),
                )
                for h in homes
                for p in h.payments
            ),
        ),
    }


@pytest.fixture
async def filled(made_once: MadeOnce, database_url: str, bring_in: BringIn) -> None:
    """The tables hold HOUSEHOLDS, registered for PHONES."""

    async def make() -> None:
        for kind, content in files(HOUSEHOLDS).items():
            imported = await bring_in(kind, content)
            assert imported.reasons == {}

    await made_once.have("filled", database_url, make)
