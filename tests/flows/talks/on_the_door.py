"""A phone that dials in through the real USSD door."""

from __future__ import annotations

from tests.flows.talks.handset import Handset
from tests.flows.talks.world import World
from tests.ussd.caller import Caller, NoCounts


class DoorPhone(Handset):
    """The door's replies, as they are sent."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._caller = Caller(world.house.door(NoCounts()), world.number)

    @property
    def step(self) -> str:
        return self._step

    async def dial(self, commune: str) -> None:
        self._caller.network = self._world.network
        await self._caller.dial(*([commune] if commune else []))
        self._look()

    async def press(self, key: str) -> None:
        await self._caller.press(key)
        self._look()

    def _look(self) -> None:
        reply = self._caller.replies[-1][1]
        assert reply.outcome == "answered", f"the turn went wrong: {reply}"
        self.text, self.final, self._step = reply.text, reply.final, reply.step
