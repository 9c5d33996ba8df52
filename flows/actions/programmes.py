"""The programmes of assistance that a card opens the way to, as core's files tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.programmes import load
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Item, Outcome
from flows.screen import Action
from flows.values import Json, Value
from flows.wording.programmes import SHOWN
from flows.wording.words import Words


def _all(words: Words) -> Iterator[tuple[Item, ...]]:
    yield items_of(SHOWN)


@registry.listing("programmes.list", longest=_all)
async def listing(context: Context, action: Action) -> Outcome:
    """All that may be shown."""
    return Outcome("listed", items=items_of(load().shown))


@registry.doing("programmes.look", "known", "unknown", needs="programme")
async def look(context: Context, action: Action) -> Outcome:
    """Whether there is a programme of this code: a draft of another release may name one that is gone."""
    known = action.given["programme"] in load().shown
    return Outcome("known" if known else "unknown")


@registry.doing("programmes.choose", "chosen", needs="programme", gives="programmes matter")
async def choose(context: Context, action: Action) -> Outcome:
    """The request that follows asks for this `programme`, to begin with."""
    chosen: list[Json] = [action.given["programme"]]
    return Outcome("chosen", {"programmes": chosen, "matter": None})


def items_of(codes: Iterable[str]) -> tuple[Item, ...]:
    """Programmes as items of a list."""
    return tuple(Item(code, Value("programme", code)) for code in codes)
