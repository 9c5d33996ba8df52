"""A basic phone whose call is looked into, as `Hand` looks into a chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from app.house import House
from core.lookups import Lookups
from core.sealing import Sealer
from flows.steps.pick import OPTION
from tests.ussd.caller import Caller, NoCounts
from ussd.dialogue import Dialogue
from ussd.memory import Memory

MORE, LESS = "9", "0"


@dataclass
class Dialling:
    """Each act is one turn. `call` is what the door remembers after it."""

    caller: Caller
    memory: Memory
    call: Dialogue = field(init=False)

    @classmethod
    def of(cls, house: House, number: str) -> Self:
        """A phone of this number."""
        lookups = Lookups(house.ring, "transcript")
        memory = Memory(house.drafts, Sealer(house.ring), lookups, house.services.drafts)
        return cls(Caller(house.door(NoCounts()), number), memory)

    async def dial(self, commune: str | None) -> None:
        """A new call."""
        await self.caller.dial(*([commune] if commune else []))
        await self._look()

    async def press(self, key: str) -> None:
        """One key, or several that are sent together as one answer."""
        await self.caller.press(key)
        await self._look()

    async def choose(self, key: str) -> None:
        """An option, on the page that shows it."""
        while key not in self.call.keys and self.call.more:
            await self.press(MORE)
        await self.press(key)

    async def choose_item(self, place: int) -> None:
        """The item of a list that stands at this place of it, from 0."""
        await self.to_first_page()
        items = self._items()
        while place >= len(items) and self.call.more:
            place -= len(items)
            await self.press(MORE)
            items = self._items()
        await self.press(items[place])

    async def to_first_page(self) -> None:
        while self.call.page:
            await self.press(LESS)

    def _items(self) -> list[str]:
        return sorted(key for key, meant in self.call.keys.items() if not meant.startswith(OPTION))

    async def _look(self) -> None:
        assert self.caller.replies[-1][1].outcome == "answered", self.caller.screen
        remembered = await self.memory.recall(self.caller.dialled(self.caller.tokens))
        assert remembered.dialogue is not None
        self.call = remembered.dialogue
