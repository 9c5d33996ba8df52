"""What only some kinds of request ask: which programmes, and what the matter is, as the kind's file says."""

from __future__ import annotations

from collections.abc import Iterator

from core.programmes import load
from flows.actions.form import KINDS, kind_of
from flows.actions.programmes import items_of
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Item, Outcome
from flows.screen import Action
from flows.values import Json, Value
from flows.wording.programmes import SHOWN
from flows.wording.words import Words


def _left(words: Words) -> Iterator[tuple[Item, ...]]:
    yield from (items_of(SHOWN), ())


@registry.listing("requests.programmes", longest=_left, needs="programmes")
async def programmes(context: Context, action: Action) -> Outcome:
    """Those that may be asked for and are not among `programmes` yet."""
    chosen, shown = _chosen(action), load().shown
    return Outcome("listed", items=items_of(code for code in shown if code not in chosen))


@registry.doing(
    "requests.add_programme",
    "added",
    needs="programmes programme",
    gives="programmes",
    takes={"programme": SHOWN},
)
async def add_programme(context: Context, action: Action) -> Outcome:
    """One request may ask for several: `programme` comes to those chosen before."""
    return Outcome("added", {"programmes": [*_chosen(action), action.given["programme"]]})


def _chosen(action: Action) -> list[Json]:
    chosen = action.given["programmes"]
    return list(chosen) if isinstance(chosen, list) else []


def _every_matter(words: Words) -> Iterator[tuple[Item, ...]]:
    yield from (matters_of(kind) for kind in KINDS)


@registry.listing("requests.matters", longest=_every_matter, needs="kind")
async def matters(context: Context, action: Action) -> Outcome:
    """What may be wrong, of this `kind` of request."""
    return Outcome("listed", items=matters_of(kind_of(action.given)))


def matters_of(kind: str) -> tuple[Item, ...]:
    """What may be wrong, as items of a list."""
    told: list[dict[str, Json]] = [{"kind": kind, "matter": each.code} for each in KINDS[kind].matters]
    return tuple(Item(str(each["matter"]), Value("matter", each)) for each in told)


@registry.doing("requests.ask_anew", "asked_anew", gives="programmes matter")
async def ask_anew(context: Context, action: Action) -> Outcome:
    """What the request is about was not right: it is asked once more."""
    return Outcome("asked_anew", {"programmes": None, "matter": None})
