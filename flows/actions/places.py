"""Finding a commune."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from functools import partial
from heapq import nlargest

from core.places import Level, Place
from flows.actions.registry import registry
from flows.checks.known import Lists
from flows.context import Context
from flows.events import Item, Outcome
from flows.screen import Action
from flows.values import Value
from flows.wording.catalogue import LANGUAGES
from flows.wording.words import Words

MOST = 12
"""Lists of villages that are tried: setting all of them takes too long."""
CHOICES = 6
"""Places that may be meant by a name: the right one is among the first five (bench/places.py)."""
ROOMY_CHOICES = 24
"""Where a channel has room: as many are named Kokir, or are numbered alike."""


@registry.doing(
    "places.look_up",
    *("commune", "district", "province", "unknown"),
    needs="code",
    gives="commune district province village",
)
async def look_up(context: Context, action: Action) -> Outcome:
    """What the typed `code` names; a village's code gives its commune as well."""
    place = context.services.places.get(str(action.given["code"]))
    if place is None:
        return Outcome("unknown")
    if place.level is Level.VILLAGE:
        return Outcome("commune", {"commune": place.code[:6], "village": place.code})
    name = place.level.name.lower()
    return Outcome(name, {name: place.code})


@registry.doing("places.offer", "offered", "none", gives="commune", newcomer="none")
async def offer(context: Context, action: Action) -> Outcome:
    """The commune where the registry has their `home`, or that was dialled, or of their latest request."""
    commune = _registered(context, action) or context.commune or await _earlier(context)
    if commune is None or await _closed(context, commune):
        return Outcome("none")
    return Outcome("offered", {"commune": commune})


def _registered(context: Context, action: Action) -> str | None:
    """A registry may know communes that the gazetteer does not: then they name it themselves."""
    place = context.services.places.get(str(action.given.get("home") or ""))
    return place.code if place is not None and place.level is Level.COMMUNE else None


async def _closed(context: Context, commune: str) -> bool:
    """Whoever moved must be able to name another, so that one that takes no requests now is not offered."""
    board = await context.services.switches.board()
    return board.intake(commune, context.services.clock.now()) is not None


async def _earlier(context: Context) -> str | None:
    requests = await context.services.requests.of(context.person)
    own = [request for request in requests if request.own] or requests
    return own[0].commune if own else None


def items_of(places: Iterable[Place]) -> tuple[Item, ...]:
    """Places as items of a list."""
    return tuple(Item(place.code, Value("place_name", place.code)) for place in places)


def _every_province(words: Words) -> Iterator[tuple[Item, ...]]:
    yield items_of(words.places.provinces())


def _every_list(level: Level) -> Lists:
    """What lies in each place of a level: always something."""
    return lambda words: [items_of(words.places.children(place.code)) for place in words.places.at(level)]


def _longest_villages(words: Words) -> Iterator[tuple[Item, ...]]:
    """Those of the communes with most villages and most letters; none where the gazetteer lists none."""
    listed = [words.places.villages(commune.code) for commune in words.places.at(Level.COMMUNE)]
    most = sorted(listed, key=len)[-MOST:]
    longest = sorted(listed, key=lambda places: sum(len(place.km) + len(place.en) for place in places))[
        -MOST:
    ]
    yield from ((), *map(items_of, [*most, *longest]))


@registry.listing("places.provinces", longest=_every_province)
async def provinces(context: Context, action: Action) -> Outcome:
    """All provinces, those with most villages first."""
    return _listed(context.services.places.provinces())


@registry.listing("places.districts", longest=_every_list(Level.PROVINCE), needs="province")
async def districts(context: Context, action: Action) -> Outcome:
    """The districts of `province`."""
    return _listed(context.services.places.children(str(action.given["province"])))


@registry.listing("places.communes", longest=_every_list(Level.DISTRICT), needs="district")
async def communes(context: Context, action: Action) -> Outcome:
    """The communes of `district`."""
    return _listed(context.services.places.children(str(action.given["district"])))


@registry.listing("places.villages", longest=_longest_villages, needs="commune")
async def villages(context: Context, action: Action) -> Outcome:
    """The villages of `commune`."""
    return _listed(context.services.places.villages(str(action.given["commune"])))


def _longest_matches(words: Words) -> Iterator[tuple[Item, ...]]:
    """The places that take most letters with where they lie, in each language; none for a name nobody has."""
    yield ()
    for language in LANGUAGES:
        yield matches(nlargest(CHOICES, _everywhere(words), key=partial(_letters, words, language)))


def _everywhere(words: Words) -> Iterator[Place]:
    return (place for level in Level for place in words.places.at(level))


def _letters(words: Words, language: str, place: Place) -> int:
    return len(words.value(language, Value("place_among", place.code)))


@registry.listing("places.matching", longest=_longest_matches, needs="typed")
async def matching(context: Context, action: Action) -> Outcome:
    """The places that `typed` may mean, best first, each with what tells it from its namesakes."""
    # in a thread: the first search of a process makes the index
    limit = ROOMY_CHOICES if context.roomy else CHOICES
    found = await asyncio.to_thread(context.services.places.search, str(action.given["typed"]), limit)
    return Outcome("listed", items=matches(each.place for each in found))


def matches(places: Iterable[Place]) -> tuple[Item, ...]:
    """Places as items of a list that may have several of one name."""
    return tuple(Item(place.code, Value("place_among", place.code)) for place in places)


def _listed(places: Iterable[Place]) -> Outcome:
    return Outcome("listed", items=items_of(places))
