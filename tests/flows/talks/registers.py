"""The registry of a talk, behind either adapter: our own tables, or a DCI server in this process."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from weakref import WeakKeyDictionary

from app.dci_server.holdings import Holdings, Registered
from app.house import House
from core.keyring import KeyRing
from core.registry.dci.registry import DciRegistry
from core.registry.household import Household
from core.registry.importing import Importer, Kind, Plan
from core.registry.port import RegistryUnavailable
from tests.core.registry.conftest import Followed, files
from tests.flows.talks.bare_tables import ALL, BareTables, Rows

REGISTRY = [name for name in ALL if name.startswith("registry_")]
_IMPORTED: WeakKeyDictionary[KeyRing, dict[tuple[Any, ...], Rows]] = WeakKeyDictionary()
"""By the keys that the rows are sealed with, and by all that a talk told until then, and when."""


class Register(ABC):
    """What it holds, and whether it answers."""

    @abstractmethod
    async def hold(self, homes: Iterable[Registered]) -> None:
        """These homes and no others, from now on."""

    @abstractmethod
    def away(self) -> None:
        """It answers nobody."""

    @abstractmethod
    def back(self) -> None:
        """It answers again."""


class OnTables(Register):
    """Filled by imports, as `samnaeu import` does; rows of one that came before in the house are copied."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._told: tuple[Any, ...] = ()

    async def hold(self, homes: Iterable[Registered]) -> None:
        held = list(homes)
        phones = {each.household.id: each.phones for each in held}
        content = files((each.household for each in held), phones)
        self._told = (*self._told, self._house.clock.now(), *content.values())
        if not self._house.database.on_sqlite:
            await self._bring_in(content)
            return
        imported, tables = _IMPORTED.setdefault(self._house.ring, {}), BareTables.of(self._house)
        if self._told in imported:
            tables.put(imported[self._told], REGISTRY)
        else:
            await self._bring_in(content)
            imported[self._told] = tables.taken(REGISTRY)

    async def _bring_in(self, content: Mapping[str, str]) -> None:
        house = self._house
        importer = Importer(house.database, house.ring, house.clock, house.places)
        for kind, lines in content.items():
            watcher = Followed()
            plan = Plan(replaces=True, refused_percent=0)
            await importer.bring_in(BytesIO(lines.encode()), Kind(kind), plan, watcher)
            assert not watcher.refusals, watcher.refusals

    def away(self) -> None:
        vars(self._house.registry).update(by_phone=_nobody_answers, by_card=_nobody_answers)

    def back(self) -> None:
        for asked in ("by_phone", "by_card"):
            vars(self._house.registry).pop(asked, None)


class OverDci(Register):
    """Holdings of a server that the house asks over HTTP."""

    def __init__(self, house: House, holdings: Holdings) -> None:
        assert isinstance(house.registry, DciRegistry)
        self._registry = house.registry
        self._holdings = holdings

    async def hold(self, homes: Iterable[Registered]) -> None:
        vars(self._holdings)["_by_id"] = {}
        self._holdings.put(homes)
        self._registry.forget()  # what it told some seconds ago

    def away(self) -> None:
        """It answers each question with an error of its own."""
        self._registry.forget()
        vars(self._holdings).update(by_phone=_broken, by_card=_broken)

    def back(self) -> None:
        for asked in ("by_phone", "by_card"):
            vars(self._holdings).pop(asked, None)
        # the clock of a talk stands, so that no breaker would ever close by itself
        self._registry._asking.breaker._worked()


async def _nobody_answers(asked: str) -> Household:
    raise RegistryUnavailable(asked)


def _broken(asked: str) -> list[Registered]:
    raise RuntimeError("the registry of this talk is away")
