"""Where the demo looks up cards and payments: in its tables, or at a small DCI registry that it starts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from app.dci_server.holdings import Holdings, Registered
from app.dci_server.staging import demo_registry
from app.demo.households import ALL, files
from app.settings import Settings
from core.clock import Clock
from core.registry.cards import folded
from core.registry.household import Card, Enrolment, Household, Payment
from core.registry.kinds import Kind
from core.working_days import day_of

Row: TypeAlias = dict[str, Any]


class DemoRegistry(StrEnum):
    """What `samnaeu demo --registry` may be."""

    TABLES = "tables"
    DCI = "dci"


@asynccontextmanager
async def chosen_registry(
    settings: Settings, which: DemoRegistry | None, clock: Clock, tell: Callable[[str], None]
) -> AsyncIterator[Settings]:
    """The settings, with that registry in them if one is given; it serves meanwhile. Raises CannotListen."""
    if which is None:
        yield settings
    elif which is DemoRegistry.TABLES:
        yield settings.model_copy(update={"registry": which})
    else:
        async with demo_registry(settings, holdings(day_of(clock.now())), clock, tell) as led:
            tell(f"answers at {led.dci_url}/registry/sync/search, in the dialect {led.dci_dialect}")
            yield led


def holdings(today: date) -> Holdings:
    """The demo's households as a registry has them: the same that its files tell of."""
    return Holdings(_registered(today))


def _registered(today: date) -> Iterator[Registered]:
    told = {kind: _by_home(_read(*rows)) for kind, rows in files(today).items()}
    for each in ALL:
        (home,) = told[Kind.HOUSEHOLDS][each.id]
        household = Household(
            each.id,
            home["commune"],
            home["level"],
            next(map(_card, told[Kind.CARDS][each.id]), None),
            {member["role"]: member["count"] for member in told[Kind.MEMBERS][each.id]},
            tuple(Enrolment(**enrolment) for enrolment in told[Kind.ENROLMENTS][each.id]),
            tuple(Payment(**payment) for payment in told[Kind.PAYMENTS][each.id]),
        )
        yield Registered(household, each.phones)


def _card(told: Row) -> Card:
    return Card(**told | {"number": folded(told["number"])})


def _read(header: tuple[object, ...], *rows: tuple[object, ...]) -> Iterator[Row]:
    """Rows by column, without what is not known."""
    for row in rows:
        yield {str(name): cell for name, cell in zip(header, row, strict=True) if cell != ""}


def _by_home(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """What is told of each household, by its id: in the column `household`, or else `id`."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.pop("household", None) or row["id"]].append(row)
    return found
