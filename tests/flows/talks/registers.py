"""The registry of a talk, behind either adapter: our own tables, or a DCI server in this process."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from io import BytesIO

from app.dci_server.holdings import Holdings, Registered
from app.house import House
from core.registry.dci.registry import DciRegistry
from core.registry.household import Household
from core.registry.importing import Importer, Kind, Plan
from core.registry.port import RegistryUnavailable
from tests.core.registry.conftest import Followed, files


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
    """Filled by imports, as `samnaeu import` does."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def hold(self, homes: Iterable[Registered]) -> None:
        held = list(homes)
        phones = {each.household.id: each.phones for each in held}
        house = self._house
        importer = Importer(house.database, house.ring, house.clock, house.places)
        for kind, content in files((each.household for each in held), phones).items():
            watcher = Followed()
            plan = Plan(replaces=True, refused_percent=0)
            await importer.bring_in(BytesIO(content.encode()), Kind(kind), plan, watcher)
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
