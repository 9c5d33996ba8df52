"""Which places a request may name."""

from __future__ import annotations

from core.places.gazetteer import Gazetteer
from core.places.place import Level, Place


def is_commune(places: Gazetteer, code: str) -> bool:
    """Whether this is a commune's code, in full and as the gazetteer writes it."""
    return _exact(places, code, Level.COMMUNE) is not None


def is_village(places: Gazetteer, code: str, commune: str) -> bool:
    """Whether this is the code of a village of that commune."""
    village = _exact(places, code, Level.VILLAGE)
    return village is not None and village.commune == commune


def _exact(places: Gazetteer, code: str, level: Level) -> Place | None:
    # the gazetteer also takes a code with its leading zero dropped; what is stored is compared by prefix
    place = places.get(code)
    return place if place and place.level is level and place.code == code else None
