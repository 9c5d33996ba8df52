"""What an officer has to do: how many stand where in their area, what is late, what they have in hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.message import Button, Message, column
from bot.officers import phrases
from bot.officers.case import touch
from bot.officers.tongue import Tongue
from bot.officers.touch import Deed, Touch
from core import line
from core.acts import MOVES, Act
from core.lists import Filter
from core.officers import Officer
from core.queue import Queue
from core.requests.request import Request
from core.requests.states import State
from flows.wording.states import WORDS

SHOWN = 10
"""So many of one's own have a button; who has more works on the page."""


@dataclass(frozen=True)
class Numbers:
    """Counted in the officer's areas as they are now, each as far as COUNTED_TO. `held`: by themselves."""

    officer: Officer
    open: dict[State, int]
    late: int
    held: int

    @property
    def takes_next(self) -> bool:
        """Whether somebody waits whom they might take."""
        return bool(self.open.get(State.QUEUED) and MOVES[State.QUEUED, Act.TAKE, self.officer.role])


@dataclass(frozen=True)
class Worklist:
    """`mine`: the first of those that they hold."""

    numbers: Numbers
    mine: Sequence[Request]


async def worklist(queue: Queue, officer: Officer) -> Worklist:
    """As it is now. Raises Unknown."""
    mine = await queue.lists.page(officer, Filter(holder=officer.id), size=SHOWN)
    return Worklist(await numbers(queue, officer), mine.requests)


async def numbers(queue: Queue, officer: Officer) -> Numbers:
    """Counted now. Raises Unknown."""
    counted = await queue.lists.counts(officer)
    return Numbers(
        officer=officer,
        open={state: counted[state] for state in WORDS if counted.get(state)},
        late=sum((await queue.lists.counts(officer, Filter(late=True))).values()),
        held=await held(queue, officer),
    )


async def held(queue: Queue, officer: Officer) -> int:
    """How many they hold now. Raises Unknown."""
    return sum((await queue.lists.counts(officer, Filter(holder=officer.id))).values())


def worklist_message(told: Worklist, today: date, _: Tongue) -> Message:
    """With a button for each that they hold."""
    counted = told.numbers
    rows = [
        Button(_(phrases.ROW, reference=_.reference(each), state=_.state(each)), touch(Deed.SEE, each))
        for each in told.mine
    ]
    if counted.takes_next:
        rows.append(Button(_(phrases.TAKE_NEXT), Touch(Deed.NEXT, extra=str(counted.held)).data))
    text = "\n".join(_lines(counted, today, _))
    if counted.held > len(told.mine):
        text += "\n" + _(phrases.MORE, count=str(counted.held - len(told.mine)))
    return Message(text, column(*rows))


def morning_message(counted: Numbers, today: date, _: Tongue) -> Message:
    """Numbers alone; the rest is a touch away."""
    return Message(
        "\n".join(_lines(counted, today, _)), column(Button(_(phrases.SEE_LIST), Touch(Deed.WORK).data))
    )


def _lines(counted: Numbers, today: date, _: Tongue) -> Iterator[str]:
    yield _(phrases.HEAD, day=_.day(today))
    if not counted.open:
        yield _(phrases.NONE_OPEN)
    for state, count in counted.open.items():
        yield _(phrases.LINE, state=_(WORDS[state]), count=_so_many(count))
    if counted.late:
        yield _(phrases.LATE, count=_so_many(counted.late))
    if counted.held:
        yield _(phrases.YOURS, count=_so_many(counted.held))


def _so_many(count: int) -> str:
    """Where nobody counted further there may be more."""
    return f"{count}+" if count >= line.COUNTED_TO else str(count)
