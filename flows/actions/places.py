"""Finding a commune."""

from __future__ import annotations

from collections.abc import Iterable

from core.places import Level, Place
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Item, Outcome
from flows.screen import Action
from flows.values import Value


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


@registry.doing("places.offer", "offered", "none", gives="commune")
async def offer(context: Context, action: Action) -> Outcome:
    """The commune dialled with the code, else that of the caller's latest request."""
    commune = context.commune or await _earlier(context)
    if commune is None:
        return Outcome("none")
    return Outcome("offered", {"commune": commune})


async def _earlier(context: Context) -> str | None:
    requests = await context.services.requests.of(context.person)
    own = [request for request in requests if request.own] or requests
    return own[0].commune if own else None


@registry.listing("places.provinces")
async def provinces(context: Context, action: Action) -> Outcome:
    """All provinces, those with most villages first."""
    return _listed(context.services.places.provinces())


@registry.listing("places.districts", needs="province")
async def districts(context: Context, action: Action) -> Outcome:
    """The districts of `province`."""
    return _listed(context.services.places.children(str(action.given["province"])))


@registry.listing("places.communes", needs="district")
async def communes(context: Context, action: Action) -> Outcome:
    """The communes of `district`."""
    return _listed(context.services.places.children(str(action.given["district"])))


@registry.listing("places.villages", needs="commune")
async def villages(context: Context, action: Action) -> Outcome:
    """The villages of `commune`."""
    return _listed(context.services.places.villages(str(action.given["commune"])))


def _listed(places: Iterable[Place]) -> Outcome:
    return Outcome("listed", items=tuple(Item(p.code, Value("place_name", p.code)) for p in places))
