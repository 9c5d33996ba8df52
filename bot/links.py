"""What a link `t.me/…?start=…` of a poster brings along; that of an officer is `core.telegram_codes`'."""

from __future__ import annotations

import re

from core.places import Gazetteer

_COMMUNE = re.compile(r"[cC]([0-9]{6,8})", re.ASCII)


def commune_of(payload: str, places: Gazetteer) -> str | None:
    """The commune that a poster's link names: `c120109`, or one of its villages."""
    named = _COMMUNE.fullmatch(payload)
    place = places.get(named[1]) if named else None
    return place.commune if place else None
