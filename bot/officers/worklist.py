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
class Worklist:
    """Counted in the officer's areas as they are now. `mine`: the first of those that they hold."""

    officer: Officer
    open: dict[State, int]
    late: int
    held: int
    mine: Sequence[Request]

    @property
    def takes_next(self) -> bool:
        """Whether somebody waits whom they might take."""
        return bool(self.open.get(State.QUEUED) and MOVES[State.QUEUED, Act.TAKE, self.officer.role])


async def worklist(queue: Queue, officer: Officer) -> Worklist:
    """Counted now. Raises Unknown."""
    lists, own = queue.lists, Filter(holder=officer.id)
    counted = await lists.counts(officer)
    return Worklist(
        officer=officer,
        open={state: counted[state] for state in WORDS if counted.get(state)},
        late=sum((await lists.counts(officer, Filter(late=True))).values()),
        held=sum((await lists.counts(officer, own)).values()),
        mine=(await lists.page(officer, own, size=SHOWN)).requests,
    )


def worklist_message(told: Worklist, today: date, _: Tongue) -> Message:
    """With a button for each that they hold."""
    rows = [
        Button(_(phrases.ROW, reference=_.reference(each), state=_.state(each)), touch(Deed.SEE, each))
        for each in told.mine
    ]
    if told.takes_next:
        rows.append(Button(_(phrases.TAKE_NEXT), Touch(Deed.NEXT, extra=str(told.held)).data))
    text = "\n".join(_lines(told, today, _))
    if told.held > len(told.mine):
        text += "\n" + _(phrases.MORE, count=str(told.held - len(told.mine)))
    return Message(text, column(*rows))


def morning_message(told: Worklist, today: date, _: Tongue) -> Message:
    """Numbers alone; the rest is a touch away."""
    return Message(
        "\n".join(_lines(told, today, _)), column(Button(_(phrases.SEE_LIST), Touch(Deed.WORK).data))
    )


def _lines(told: Worklist, today: date, _: Tongue) -> Iterator[str]:
    yield _(phrases.HEAD, day=_.day(today))
    if not told.open:
        yield _(phrases.NONE_OPEN)
    for state, count in told.open.items():
        yield _(phrases.LINE, state=_(WORDS[state]), count=str(count))
    if told.late:
        yield _(phrases.LATE, count=str(told.late))
    if told.held:
        yield _(phrases.YOURS, count=str(told.held))
