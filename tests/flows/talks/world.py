"""What surrounds a phone in a talk: a house of its own on a real database, a clock that stands, officers."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from app.dci_server.holdings import Holdings
from app.dci_server.staging import demo_registry
from app.house import House, open_house
from app.settings import Settings
from core import chance
from core.clock import FixedClock
from core.clocks import PROPOSED
from core.database_time import told_by
from core.officers import Officer
from core.people import Person
from core.requests.request import Request
from core.roles import Role
from flows.offices import Offices
from tests.flows.talks.bare_tables import BareTables
from tests.flows.talks.homes import COMMUNE, Homes
from tests.flows.talks.registers import OnTables, OverDci
from tests.plain_settings import PlainSettings
from ussd.typesetting import LATIN_ONLY

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Eight o'clock of a Monday in Cambodia."""
WITH_NUMBER = "120109"
"""Tuol Tumpung Ti Pir, whose office has a number. The talks' homes are in Banteay Neang (COMMUNE)."""
PHONE = "+85512345678"
"""Of whoever dials in a talk."""
NO_KHMER = "45606"
"""The code of the network that carries no Khmer."""
SMALLEST = "99999"


class References:
    """Those of requests in a row, as a source of chance: `drawn` single digits of them so far."""

    drawn = 0

    def __call__(self, size: int) -> bytes:
        """Single bytes are drawn for their digits alone; all else stays random."""
        if size != 1:
            return secrets.token_bytes(size)
        request, digit = divmod(self.drawn, len(str(_FIRST_REFERENCE)))
        self.drawn += 1
        return bytes([int(str(_FIRST_REFERENCE + request)[digit])])


_FIRST_REFERENCE = 12345611


@dataclass
class World:
    """One talk's, in one language. `network`: the code that the gateway tells."""

    house: House
    clock: FixedClock
    language: str
    homes: Homes
    number: str = PHONE
    network: str = SMALLEST
    undo: ExitStack = field(default_factory=ExitStack)
    references: References = field(default_factory=References)

    @property
    def patched(self) -> bool:
        """Whether something happened that no row tells, and that must be undone."""
        return bool(vars(self.undo)["_exit_callbacks"])

    async def person(self) -> Person:
        """Who calls; remembered from now on."""
        return await self.house.people.remember(self.number, self.language)

    async def requests(self) -> list[Request]:
        """Those of this phone, newest first."""
        return await self.house.requests.of((await self.person()).id)

    async def request(self) -> Request:
        """The one for the own home."""
        return next(request for request in await self.requests() if request.own)

    async def officer(self, role: Role = Role.COMMUNE_OFFICER) -> Officer:
        """An officer of both communes, the same one for the same role."""
        found = await self.house.officers.find(role.value)
        if found is not None:
            return found
        return await self.house.officers.add(role.value, "Sok (DEMO)", role, AREAS.get(role, TOGETHER))


TOGETHER = (COMMUNE, WITH_NUMBER)
AREAS = {Role.SUPERVISOR: ("01", "12"), Role.PDOP_REVIEWER: ("01", "12")}


@asynccontextmanager
async def new_house(
    folder: Path,
    template: Path,
    *,
    promises: bool,
    more: Mapping[str, object] = MappingProxyType({}),
    holdings: Holdings | None = None,
) -> AsyncIterator[House]:
    """A house for many talks, one after the other. `promises`: whether a day is promised for each step.

    `more`: further settings. `holdings`: its registry is a DCI server that holds these, not its own tables.
    """
    file = shutil.copy2(template, folder / "house.db")
    settings: Settings = PlainSettings.model_validate(
        {
            "data_dir": folder,
            "database_url": f"sqlite:///{file}",
            "targets": {state.value: days for state, days in PROPOSED.items()} if promises else {},
            "ussd_profiles": {NO_KHMER: LATIN_ONLY},
            "ussd_reply_seconds": 9,
            **more,
        }
    )
    clock = FixedClock(MORNING)
    offices = Offices({WITH_NUMBER: "012 345 678"})
    async with AsyncExitStack() as stack:
        if holdings is not None:
            settings = await stack.enter_async_context(demo_registry(settings, holdings, clock))
        yield await stack.enter_async_context(open_house(settings, clock, offices, moment=told_by(clock)))


@asynccontextmanager
async def new_world(house: House, language: str, holdings: Holdings | None = None) -> AsyncIterator[World]:
    """The house as it was on the first morning: empty, whatever the talk before left in it.

    `holdings`: those of its registry, where that is a DCI server.
    """
    clock = house.clock
    assert isinstance(clock, FixedClock)
    clock.advance((MORNING - clock.now()).total_seconds())
    BareTables.of(house).put({})
    await house.switches.fresh()
    with _counted_references() as references, ExitStack() as undo:
        register = OnTables(house) if holdings is None else OverDci(house, holdings)
        if holdings is not None:
            await register.hold(())  # our own tables are empty
        yield World(house, clock, language, Homes(register, PHONE), undo=undo, references=references)


@contextmanager
def _counted_references() -> Iterator[References]:
    references = References()
    chance.use(references)
    try:
        yield references
    finally:
        chance.use()
