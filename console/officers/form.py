"""What is typed into the form of an officer: role and areas."""

from __future__ import annotations

import re

from console.forms import Form
from console.tongue import Tongue
from core.places import Level, Place, surest
from core.roles import Role
from flows.messages import N_

MOST_AREAS = 50
"""Places of one officer: each that is typed is looked for among all."""

_BETWEEN = re.compile(r"[,;\n]+")


def areas_of(form: Form, _: Tongue) -> frozenset[str]:
    """Codes from the field `areas`: each typed as a code or a name, with commas between them.

    Notes in the form what is not known, and what a name may mean where it means several places.
    """
    found = set()
    parts = [part.strip() for part in _BETWEEN.split(form.text("areas"))]
    if len(parts) > MOST_AREAS:
        form.wrong["areas"] = _(N_("At most {count} places."), count=str(MOST_AREAS))
        return frozenset()
    for typed in filter(None, parts):
        places = _places(typed, _)
        if len(places) == 1:
            found.add(places[0].code)
        elif places:
            meant = ", ".join(f"{place.code} {_.whole_place(place.code)}" for place in places[:6])
            form.wrong["areas"] = _(
                N_("{name} may be one of these; type its number: {places}"), name=typed, places=meant
            )
        else:
            form.wrong["areas"] = _(N_("No place is called {name}."), name=typed)
    return frozenset(found)


def role_of(form: Form) -> Role | None:
    """The chosen role."""
    return form.one_of("role", Role, N_("Choose a role."))


def _places(typed: str, _: Tongue) -> list[Place]:
    above_villages = [level for level in Level if level is not Level.VILLAGE]
    named = surest(_.places.search(typed, limit=20, levels=above_villages))
    exact = [place for place in named if typed.casefold() in (place.km, place.en.casefold())]
    return exact or named
