"""What a link `t.me/…?start=…` brings along: a commune, or an officer's code."""

from __future__ import annotations

import re

from core.places import Gazetteer

_COMMUNE = re.compile(r"c([0-9]{6,8})", re.ASCII)
_OFFICER = re.compile(r"o([A-Za-z0-9]{4,32})", re.ASCII)


def commune_of(payload: str, places: Gazetteer) -> str | None:
    """The commune that a poster's link names: `c120109`, or one of its villages."""
    named = _COMMUNE.fullmatch(payload)
    place = places.get(named[1]) if named else None
    return place.commune if place else None


def code_of(payload: str) -> str | None:
    """The code by which an officer binds their account: `o12345678`."""
    named = _OFFICER.fullmatch(payload)
    return named[1] if named else None
