"""Which places a supervisor may mean: by code, by name, misspelt maybe, or by a part of a name."""

from __future__ import annotations

from core.officers import Officer
from core.places import Gazetteer, Level, named_with, surest
from core.policy import may_switch
from core.switches import Switch, What

SHOWN = 20
"""Places on the page; whoever finds more types more."""
_LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


def places(gazetteer: Gazetteer, reader: Officer, sought: str) -> tuple[list[Switch], bool]:
    """Their switches in the reader's own areas, likeliest first; whether there is one alone that is sure.

    A part of a name goes before what only sounds like it.
    """
    found = gazetteer.search(sought, limit=SHOWN, levels=_LEVELS)
    every = (place for level in _LEVELS for place in gazetteer.at(level))
    exact = [each.place for each in found if each.exact]
    partly = named_with(sought, every)
    codes = dict.fromkeys(place.code for place in [*exact, *partly, *surest(found)])
    theirs = [code for code in codes if may_switch(reader, code)]
    return [Switch(What.AREA, code) for code in theirs], len(theirs) == 1 and bool(exact)
