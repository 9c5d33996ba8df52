"""What stands in a list that core supplies, on an everyday day."""

from __future__ import annotations

from app.specimens.typical import ANSWERS
from core.places import Gazetteer
from flows.actions.asking import matters_of
from flows.actions.places import CHOICES, matches
from flows.actions.places import items_of as places_as_items
from flows.actions.programmes import items_of as programmes_as_items
from flows.events import Item
from flows.values import Value
from flows.wording.programmes import SHOWN


def items_of(source: str, places: Gazetteer) -> tuple[Item, ...]:
    """The items of the list `source`. Raises LookupError for one that nobody thought of here."""
    if source == "requests.list":
        return (_request(own=True), _request(own=False))
    if source in ("programmes.list", "requests.programmes"):
        return programmes_as_items(SHOWN)
    if source == "requests.matters":
        return matters_of(str(ANSWERS["kind"]))
    if source == "places.provinces":
        return places_as_items(places.provinces())
    if source == "places.matching":
        return matches([found.place for found in places.search("Kokir", CHOICES)])
    within = {"places.districts": "province", "places.communes": "district", "places.villages": "commune"}
    if source not in within:
        raise LookupError(f"no everyday items for the list {source}: add them to {__name__}")
    code = str(ANSWERS[within[source]])
    return places_as_items(places.villages(code) if source == "places.villages" else places.children(code))


def _request(own: bool) -> Item:
    return Item(
        str(own),
        Value("request_choice", {"reference": ANSWERS["reference"], "own": own, "kind": ANSWERS["kind"]}),
    )
