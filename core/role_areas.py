"""In areas of which level the officers of a role work.

Requests are worked on in communes. The district or province above them assigns, and hears what is late; an
appeal goes to the provincial department (DOMAIN.md, sections 1 and 7). Of other roles nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.officers import OfficerError
from core.places.place import Level
from core.roles import COMMUNE, Role

LEVELS = {
    **dict.fromkeys(COMMUNE, frozenset({Level.COMMUNE})),
    Role.SUPERVISOR: frozenset({Level.PROVINCE, Level.DISTRICT}),
    Role.PDOP_REVIEWER: frozenset({Level.PROVINCE}),
}


class WrongLevel(OfficerError):
    """Officers of this role work in areas of another level."""


def check(role: Role, areas: Iterable[str]) -> None:
    """Raises WrongLevel."""
    levels = LEVELS.get(role)
    if levels and any(len(area) not in levels for area in areas):
        named = " or ".join(f"{level.name.lower()}s" for level in sorted(levels))
        raise WrongLevel(f"a {role.replace('_', ' ')} works in {named.replace('ys', 'ies')}")
