"""What a household does in the month: files, perhaps stops asking, answers, comes to its interview or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from core.clock import FixedClock
from tests.month.log import Log
from tests.month.phone import Phone

_KEYS = {"disability": "1", "older": "2", "pregnant": "3", "infant": "4"}


@dataclass
class Household:
    """One home. What it is like is drawn once, by `chance`."""

    phone: Phone
    commune: str
    chance: Random
    clock: FixedClock
    log: Log
    reference: str = ""
    over: bool = False
    people: int = field(init=False)
    needs: list[str] = field(init=False)
    shows_up: float = field(init=False)

    def __post_init__(self) -> None:
        self.people = self.chance.choice([1, 1, 2, 3, 4, 5, 5, 6, 9])
        self.needs = [need for need in _KEYS if self.chance.random() < 0.25]
        self.shows_up = self.chance.choice([1.0, 1.0, 1.0, 1.0, 0.5, 0.0])

    async def file(self) -> None:
        """Ask for an assessment."""
        await self.phone.dial()
        await self.phone.press("2", "1", self.commune)
        await self.phone.press("1")
        needs = "".join(_KEYS[need] for need in self.needs) or "5"
        await self.phone.press(self.chance.choice("112"), str(self.people), needs)
        assert await self.phone.choose("Send my request"), self.phone.screen
        self.reference = self.phone.reference
        told = {"commune": self.commune, "people": str(self.people), "needs": " ".join(self.needs)}
        self._log("filed", **told)

    async def look(self) -> None:
        """Dial, and do what it feels like with what the screen offers."""
        await self.phone.dial()
        if await self.phone.choose("See it"):
            await self._answer()
            return
        assert await self.phone.choose("My request"), self.phone.screen
        wish = self.chance.random()
        if wish < 0.08 and "I will come" in self.phone.screen:
            await self._another_day()
        elif wish < 0.80 and await self.phone.choose("I will come"):
            self._log_if("Thank you", "confirmed")
        elif wish > 0.96:
            await self._withdraw()

    async def _answer(self) -> None:
        label = self.chance.choice(["Yes", "No", "I will come"])
        if await self.phone.choose(label):
            self._log_if("Your answer went", "answered")

    async def _another_day(self) -> None:
        await self.phone.choose("Ask for another day")
        await self.phone.choose("Later")
        self._log_if("will set another day", "another_day")

    async def _withdraw(self) -> None:
        if await self.phone.choose("Withdraw") and await self.phone.choose("Withdraw"):
            await self.phone.press("77")
            self.over = self._log_if("is withdrawn", "withdrawn")

    def _log_if(self, words: str, act: str) -> bool:
        said = words in self.phone.screen
        if said:
            self._log(act)
        else:
            self.log.refused[act] += 1
        return said

    def _log(self, act: str, **told: str) -> None:
        self.log.add(self.clock.now(), act, self.reference, "household", **told)
