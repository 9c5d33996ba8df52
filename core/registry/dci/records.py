"""A Group or Person of the registry as a Household. The mapping is ours: docs/registry.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from core.registry.dci.attributes import Attributes
from core.registry.dci.faults import Unusable
from core.registry.dci.fields import day, text
from core.registry.dci.identifiers import card_number, household_id
from core.registry.dci.members import members
from core.registry.dci.payments import enrolments, payments
from core.registry.dci.profile import POVERTY_SCORE, Profile
from core.registry.household import Card, Household, Level

_COMMUNE = re.compile(r"\d{5,6}", re.ASCII)
_SCORES: Mapping[str, Level] = MappingProxyType({"1": Level.POOR_1, "2": Level.POOR_2})


def household(record: Mapping[str, Any], profile: Profile) -> Household:
    """What the record tells. Raises Unusable where it lacks what is needed, or cannot be read."""
    attributes = Attributes(record)
    return Household(
        id=household_id(record),
        commune=_commune(attributes),
        level=_level(record, attributes),
        card=_card(record, attributes, profile),
        members=members(record),
        enrolments=enrolments(attributes),
        payments=payments(attributes),
    )


def distinct(households: Iterable[Household]) -> tuple[Household, ...]:
    """Each household once, by id: of a phone's, several members may have been found."""
    by_id = {each.id: each for each in households}
    return tuple(by_id[each] for each in sorted(by_id))


def _commune(attributes: Attributes) -> str:
    told = text(attributes.one("commune_code"))
    if not _COMMUNE.fullmatch(told):
        raise Unusable("record.commune")
    return told.zfill(6)  # a spreadsheet behind the registry has taken the zero


def _level(record: Mapping[str, Any], attributes: Attributes) -> Level | None:
    told = text(attributes.one("poverty_level")).lower()
    if told:
        if told not in set(Level):
            raise Unusable("record.level")
        return Level(told)
    if record.get("poverty_score_type") != POVERTY_SCORE:
        return None  # the score of another method says nothing about the level
    return _SCORES.get(str(record.get("poverty_score")).removesuffix(".0"))


def _card(record: Mapping[str, Any], attributes: Attributes, profile: Profile) -> Card | None:
    number = card_number(record, profile)
    if not number:
        return None
    valid, issued = (day(attributes.one(key)) for key in ("card_valid_until", "card_issued_on"))
    return Card(number, valid, issued)
