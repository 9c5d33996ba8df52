"""Two people who do the same: one dials in, the other talks with the bot."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from app.house import House
from bot.screens import ON_A_PAGE, Line, Meaning
from core.clock import FixedClock
from flows.state import State
from flows.steps.ending import Ending
from flows.steps.pick import OPTION, Pick
from flows.steps.step import Step
from flows.wording import LANGUAGES
from tests.bot.dialling import LESS, MORE, Dialling
from tests.bot.hand import Hand
from tests.flows.held import Held, comparable, held

LETTERS = "welcome/letters"
"""Asked where a phone may lack Khmer letters. The app brings its own, and nobody is asked."""
DRAWN = ("request", "reference", "own_reference")
"""Answers that are drawn by chance."""


@dataclass
class Twins:
    """Each act is done by both, a second after the one before. `commune`: by whose poster they came."""

    house: House
    phone: Dialling
    hand: Hand
    language: str
    commune: str | None

    async def meet(self) -> None:
        """Both choose the language, and come to the menu."""
        await self.phone.dial(self.commune)
        await self.phone.press("1" if self.language == LANGUAGES[0] else "2")
        await self.hand.start(self._payload)
        await self.hand.touch(f"language:{self.language}")
        await self.hand.share()

    async def begin_again(self) -> None:
        """Another call, and /start."""
        await self.phone.dial(self.commune)
        if self.phone.call.state.step == LETTERS:
            await self.phone.press("1")
        await self.hand.start(self._payload)

    async def choose(self, line: Line, typed: bool) -> None:
        """A button, or its label typed: on the phone its key, or the item at the same place."""
        key = line.meaning.removeprefix(Meaning.CHOSEN)
        if self.lists and not key.startswith(OPTION):
            await self.phone.choose_item(self.hand.chat.page * ON_A_PAGE + self.items.index(line))
        else:
            await self.phone.choose(key.removeprefix(OPTION))
        await (self.hand.line(line.label) if typed else self.hand.touch(line.meaning))

    async def tick(self, keys: Collection[str], typed: bool) -> None:
        """Several things at once: ticked, or typed on both."""
        pressed = "".join(sorted(keys))
        await self.phone.press(pressed)
        if typed:
            await self.hand.line(pressed)
            return
        for key in keys:
            await self.hand.touch(f"{Meaning.TICK}{key}")
        await self.hand.touch(Meaning.DONE)

    async def type(self, text: str) -> None:
        """The same on both."""
        await self.phone.press(text)
        await self.hand.line(text)

    async def go_back(self) -> None:
        """From the first page; where nothing lies behind, 0 is as good as any key that is not there."""
        await self.phone.to_first_page()
        while self.hand.offers(Meaning.LESS):
            await self.hand.touch(Meaning.LESS)
        await self.phone.press(LESS)
        await (self.hand.touch(Meaning.BACK) if self.hand.offers(Meaning.BACK) else self.hand.line(LESS))

    async def leaf(self) -> None:
        """On both, or on neither: their pages are not of one length."""
        if self.phone.call.more and self.hand.offers(Meaning.MORE):
            await self.phone.press(MORE)
            await self.hand.touch(Meaning.MORE)

    @property
    def states(self) -> tuple[State, State]:
        """Where each of them stands, without what is drawn by chance."""
        assert self.hand.chat.state is not None
        return _comparable(self.phone.call.state), _comparable(self.hand.chat.state)

    @property
    def step(self) -> str:
        """Where both stand."""
        return self.phone.call.state.step

    @property
    def over(self) -> bool:
        """Whether the conversation ended."""
        return isinstance(self._step, Ending)

    @property
    def lists(self) -> bool:
        """Whether a list is shown."""
        return isinstance(self._step, Pick)

    @property
    def chosen(self) -> list[Line]:
        """What the page in the chat offers, one at a time."""
        return [line for line in self.hand.lines if line.meaning.startswith(Meaning.CHOSEN)]

    @property
    def items(self) -> list[Line]:
        """Those of a list."""
        return [line for line in self.chosen if not line.meaning.startswith(Meaning.CHOSEN + OPTION)]

    @property
    def ticks(self) -> list[str]:
        """The keys of what may be taken together."""
        ticks = [line.meaning for line in self.hand.lines if line.meaning.startswith(Meaning.TICK)]
        return [meaning.removeprefix(Meaning.TICK) for meaning in ticks]

    async def held(self) -> tuple[Held, Held]:
        """What the house holds of each."""
        return await self._held(self.phone.caller.number), await self._held(f"+{self.hand.user.phone}")

    def second(self) -> None:
        """Passes."""
        assert isinstance(self.house.clock, FixedClock)
        self.house.clock.advance(1)

    async def _held(self, number: str) -> Held:
        found = await held(self.house, number)
        requests = sorted(found.requests, key=lambda request: request.submitted_at)
        return replace(
            found,
            requests=[replace(request, reference="") for request in requests],
            consents=sorted(found.consents, key=list),
            form=_comparable(found.form) if found.form else None,
        )

    @property
    def _step(self) -> Step:
        return self.house.services.scripts.step(self.step)

    @property
    def _payload(self) -> str:
        return f"c{self.commune}" if self.commune else ""


def _comparable(state: State) -> State:
    state = comparable(state)
    drawn = {name: "drawn" for name in DRAWN if state.answers.get(name)}
    return replace(state, answers={**state.answers, **drawn})
