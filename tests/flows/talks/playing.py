"""Plays a talk: on any phone, in one language."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from flows.steps.question import Question
from tests.flows.talks.homes import HIDDEN, secret
from tests.flows.talks.sentences import happen
from tests.flows.talks.talk import Act, Happening, Talk
from tests.flows.talks.world import World

LEAFS = "leafs on"
SHORTEST_SECRET = 4
"""Digits; what is shorter is a key, or a slip that a talk may show."""


class Phone(Protocol):
    """What a talk needs of a channel: nothing here is peculiar to dialled codes."""

    @property
    def final(self) -> bool:
        """Whether the call is over."""
        ...

    @property
    def step(self) -> str:
        """Where the conversation stands: `flow/step`."""
        ...

    async def dial(self, commune: str) -> None:
        """A new call; `commune`: what is dialled behind the code, or nothing."""
        ...

    async def press(self, key: str) -> None:
        """The option of this key; where none has it, that key all the same."""
        ...

    async def type(self, text: str) -> None: ...

    async def choose(self, label: str) -> None:
        """The item of a list with this label. Raises LookupError."""
        ...

    async def read(self, until: str | None = None, pages: int | None = None) -> list[str]:
        """The pages from the one shown on: at most so many, and none after that with the item `until`."""
        ...


@dataclass(frozen=True)
class Turn:
    """What was read after an act, and the step where it led.

    `label`: what stood beside the key that was pressed, None for nothing.
    """

    pages: tuple[str, ...]
    final: bool
    label: str | None
    step: str


Played: TypeAlias = Sequence[Turn]
Tell: TypeAlias = Callable[[World, Sequence[str]], Awaitable[None]]


async def one_by_one(world: World, sentences: Sequence[str]) -> None:
    """All of them happen."""
    for sentence in sentences:
        await happen(world, sentence)


async def play(talk: Talk, world: World, phone: Phone, tell: Tell = one_by_one) -> Played:
    """Every act of the talk in the world's language. `tell`: how that becomes so which it begins with.

    Raises LookupError for what cannot be done.
    """
    turns: list[Turn] = []
    await tell(world, talk.opening)
    acts = [line for line in talk.lines if isinstance(line, Act)]
    for line in talk.lines[len(talk.opening) :]:
        if isinstance(line, Happening):
            await happen(world, line.sentence)
            continue
        given = line.given[world.language]
        shown = next((turn.pages for turn in reversed(turns) if turn.pages), ())
        label = label_of(given, shown) if line.verb == "presses" else None
        await world.homes.settle()
        await _act(phone, line.verb, _meant(given, world, turns[-1].step if turns else None))
        if line.verb == LEAFS:
            pages = (await phone.read())[1:]
        else:
            following = acts[len(turns) + 1] if len(turns) + 1 < len(acts) else None
            pages = await _read(phone, following, world.language)
        turns.append(Turn(tuple(pages), phone.final, label, phone.step))
    return turns


def _meant(given: str, world: World, at: str | None) -> str:
    """What is typed for `•••• the PIN`. Raises LookupError where a secret stands in clear."""
    if given.startswith(HIDDEN):
        return secret(given)
    step = world.house.services.scripts.step(at) if at else None
    if isinstance(step, Question) and step.secret and len(given) >= SHORTEST_SECRET:
        raise LookupError(f"{given} is typed where a secret is asked for: write `{HIDDEN} the PIN`")
    return given


async def _act(phone: Phone, verb: str, given: str) -> None:
    if verb == "dials":
        await phone.dial(given)
        return
    if phone.final:
        raise LookupError(f"the call is over, and somebody {verb} {given}")
    match verb:
        case "presses":
            await phone.press(given)
        case "types":
            await phone.type(given)
        case "chooses":
            await phone.choose(given)


async def _read(phone: Phone, following: Act | None, language: str) -> list[str]:
    """As somebody reads who knows what they want: a list up to their item, and nothing before going back."""
    match following:
        case Act("chooses", given):
            return await phone.read(until=given[language])
        case Act("leafs on" | "dials"):
            return await phone.read(pages=1)
        case Act("presses", given) if given[language] == "0":
            return await phone.read(pages=1)
    return await phone.read()


def label_of(key: str, pages: Sequence[str]) -> str | None:
    """What the last screen says beside `key`: "1.Agree" or "Type 77 to withdraw."."""
    lines = [page.splitlines() for page in pages]
    if sum(any(line.startswith("1.") for line in page) for page in lines) > 1:
        lines = lines[-1:]  # a list: its keys start again on each page
    for line in (line for page in reversed(lines) for line in page):
        if line.startswith(f"{key}."):
            return line.removeprefix(f"{key}.")
        if len(key) > 1 and re.search(rf"\b{key}\b", line):
            return line
    return None
