"""Five hundred invented households with cards and payments, each plainly DEMO, their days told from today.

They come in by the same way as a ministry's files (`core.registry.importing`). Nobody has a name.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from random import Random

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.demo.cast import COMMUNES
from app.house import House
from core.database import Database
from core.registry.household import Level, MemberRole, PaymentStatus
from core.registry.importing import Importer, Kind, Outcome, Plan, Refusal
from core.tables import registry_households, registry_imports
from core.working_days import day_of

COUNT = 500
AGENT = "DEMO agent {number}"
PROGRAMME = "base_cash"
DIGITS = "1100"
"""How every card of the demo ends, after the household's number: DEMO-0001-1101."""


@dataclass(frozen=True)
class Situation:
    """How things stand for a household. `card_ends`: days from today, None: the registry does not tell.

    `payments`: newest first, each with the days from today of its payment and of the last day to collect it.
    """

    told: str
    card_ends: int | None = 500
    has_card: bool = True
    enrolled: bool = True
    payments: tuple[tuple[PaymentStatus, int, int], ...] = ()
    reason: str = ""


_ARRIVED, _FAILED = (PaymentStatus.ARRIVED, -5, 25), (PaymentStatus.FAILED, -5, 25)
_BEFORE = (PaymentStatus.COLLECTED, -35, -5)

SITUATIONS = (
    Situation("money has come", payments=(_ARRIVED, _BEFORE)),
    Situation("money lapses in three days; card ends in 20", 20, payments=((PaymentStatus.ARRIVED, -27, 3),)),
    Situation(
        "payment failed: the card has expired", -40, payments=(_FAILED, _BEFORE), reason="card_expired"
    ),
    Situation("payment failed: another name", payments=(_FAILED,), reason="name_differs"),
    Situation("money was collected", payments=((PaymentStatus.COLLECTED, -12, 18), _BEFORE)),
    Situation("money lapsed", 1200, payments=((PaymentStatus.LAPSED, -50, -20),)),
    Situation(
        "money is planned; card ends in 80 days", 80, payments=((PaymentStatus.PLANNED, 9, 39), _BEFORE)
    ),
    Situation("card, but in no programme", enrolled=False),
    Situation("in a programme, and no payment yet", 700),
    Situation("card without a last day", None, payments=(_ARRIVED,)),
    Situation("no card", has_card=False, enrolled=False),
)
"""Every state of a card and of money; the households go through them in turn."""


@dataclass(frozen=True)
class DemoHousehold:
    """One of them, known by its number from 1."""

    number: int

    @property
    def id(self) -> str:
        """As the register writes it."""
        return f"DEMO-{self.number:04}"

    @property
    def card(self) -> str:
        """The number of its card, if it has one."""
        return f"{self.id}-{int(DIGITS) + self.number:04}"

    @property
    def printed(self) -> str:
        """What stands on its card; empty for who has none."""
        return self.card if self.situation.has_card else ""

    @property
    def commune(self) -> str:
        """One of the demo's."""
        return COMMUNES[self.number % len(COMMUNES)]

    @property
    def situation(self) -> Situation:
        """How things stand for it."""
        return SITUATIONS[(self.number - 1) % len(SITUATIONS)]

    @property
    def phones(self) -> tuple[str, ...]:
        """For one household of each situation; the last of these phones stands for one more household."""
        if self.number <= len(SITUATIONS):
            return (f"+85512000{100 + self.number:03}",)
        return (f"+85512000{100 + len(SITUATIONS):03}",) if self.number == len(SITUATIONS) + 1 else ()

    def members(self, dice: Random) -> Iterator[tuple[MemberRole, int]]:
        """How many, by role."""
        yield MemberRole.HEAD, 1
        yield MemberRole.CHILD, dice.randint(1, 5)
        if dice.randrange(3):
            yield MemberRole.SPOUSE, 1


ALL = tuple(DemoHousehold(number) for number in range(1, COUNT + 1))
TO_TRY = ALL[: len(SITUATIONS)]
"""One of each situation, with a phone of its own in the simulator."""


async def settle_households(house: House) -> None:
    """Brings them in, once a day: their days are told from today. Whatever else was imported stays."""
    today = day_of(house.clock.now())
    if await _settled(house.database, today):
        return
    importer = Importer(house.database, house.ring, house.clock, house.places)
    for kind, rows in files(today).items():
        outcome = await importer.bring_in(_written(rows), kind, Plan(), _Strict())
        if not outcome.live:
            raise RuntimeError(f"the demo's {kind} are not taken")
    await importer.sweep()


async def any_households(database: Database) -> bool:
    """Whether the register has any, or is about to."""
    found = select(exists().select_from(registry_households))
    return bool(await database.read(lambda connection: connection.scalar(found)))


async def _settled(database: Database, today: date) -> bool:
    last = select(func.max(registry_imports.c.live_at)).where(registry_imports.c.kind == Kind.PAYMENTS)

    async def work(connection: AsyncConnection) -> datetime | None:
        at: datetime | None = await connection.scalar(last)
        return at

    at = await database.read(work)
    return at is not None and day_of(at) == today


class _Strict:
    """A watcher for rows that are all to be taken."""

    def refused(self, refusal: Refusal) -> None:
        raise RuntimeError(f"line {refusal.line} of the demo's households: {refusal.reason}")

    def remarked(self, line: int, remark: str) -> None:
        raise RuntimeError(f"line {line} of the demo's households: {remark}")

    def read(self, outcome: Outcome) -> None:
        """Nobody looks on."""


def files(today: date) -> dict[Kind, list[tuple[object, ...]]]:
    """Rows by kind, each with its header, as a ministry would send them; empty where nothing is known."""
    dice = Random(COUNT)  # noqa: S311  a demo's dice
    return {
        Kind.HOUSEHOLDS: [("id", "commune", "level", "phones"), *map(_household, ALL)],
        Kind.MEMBERS: [
            ("household", "role", "count"),
            *((each.id, *member) for each in ALL for member in each.members(dice)),
        ],
        Kind.CARDS: [
            ("household", "number", "issued_on", "valid_until"),
            *(_card(each, today) for each in ALL if each.situation.has_card),
        ],
        Kind.ENROLMENTS: [
            ("household", "programme", "since"),
            *((each.id, PROGRAMME, _days(today, -200)) for each in ALL if each.situation.enrolled),
        ],
        Kind.PAYMENTS: [
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
            ),
            *(payment for each in ALL for payment in _payments(each, today)),
        ],
    }


def _household(each: DemoHousehold) -> tuple[object, ...]:
    return each.id, each.commune, tuple(Level)[each.number % len(Level)], ";".join(each.phones)


def _card(each: DemoHousehold, today: date) -> tuple[object, ...]:
    ends = each.situation.card_ends
    return each.id, each.card, _days(today, -1000), "" if ends is None else _days(today, ends)


def _payments(each: DemoHousehold, today: date) -> Iterator[tuple[object, ...]]:
    for back, (status, paid, until) in enumerate(each.situation.payments):
        yield (
            f"{each.id}-{back}",
            *(each.id, PROGRAMME, status, 1000 * (40 + each.number % 30)),
            *(_days(today, paid), _days(today, until)),
            AGENT.format(number=each.number % 5 + 1),
            each.situation.reason if status is PaymentStatus.FAILED else "",
        )


def _days(today: date, ahead: int) -> date:
    return today + timedelta(days=ahead)


def _written(rows: Iterable[tuple[object, ...]]) -> BytesIO:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return BytesIO(text.getvalue().encode())
