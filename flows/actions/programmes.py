"""The programmes of assistance that a card opens the way to, as core's files tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.programmes import Programmes
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Item, Outcome
from flows.screen import Action
from flows.values import Value
from flows.wording.programmes import SHOWN
from flows.wording.words import Words


def _all(words: Words) -> Iterator[tuple[Item, ...]]:
    yield _items(SHOWN)


@registry.listing("programmes.list", longest=_all)
async def listing(context: Context, action: Action) -> Outcome:
    """All that may be shown."""
    return Outcome("listed", items=_items(_shown(context.services.programmes)))


@registry.doing("programmes.look", "known", "unknown", needs="programme")
async def look(context: Context, action: Action) -> Outcome:
    """Whether there is a programme of this code: a draft of another release may name one that is gone."""
    return Outcome("known" if action.given["programme"] in _shown(context.services.programmes) else "unknown")


def _shown(programmes: Programmes) -> list[str]:
    return [code for code, programme in programmes.items() if not programme.sensitive]


def _items(codes: Iterable[str]) -> tuple[Item, ...]:
    return tuple(Item(code, Value("programme", code)) for code in codes)
