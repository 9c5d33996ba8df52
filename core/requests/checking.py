"""Whether what was told can be so: a fault of the door is caught before it is stored."""

from __future__ import annotations

import re

from core import programmes
from core.places.gazetteer import Gazetteer
from core.requests import kinds
from core.requests.errors import InvalidFiling
from core.requests.kinds import Ask
from core.requests.places import is_commune, is_village
from core.requests.request import PEOPLE, Answers

_CARD = re.compile(r"[0-9]{4}")


def check(kind: str, commune: str, answers: Answers, places: Gazetteer) -> None:
    """Raises InvalidFiling for what no door should have let through, by the name of its field."""
    if kind not in kinds.load():
        raise InvalidFiling("kind")
    if not is_commune(places, commune):
        raise InvalidFiling("commune")
    if answers.people is not None and answers.people not in PEOPLE:
        raise InvalidFiling("people")
    if answers.village is not None and not is_village(places, answers.village, commune):
        raise InvalidFiling("village")
    _check_kind(kind, answers)


def _check_kind(kind: str, answers: Answers) -> None:
    of_its_kind = kinds.of(kind)
    for ask in Ask:
        if getattr(answers, ask) is not None and not of_its_kind.asks_for(ask):
            raise InvalidFiling(ask)
    if answers.matter is not None and of_its_kind.matter(answers.matter) is None:
        raise InvalidFiling("matter")
    if answers.programmes is not None and not _can_be_asked_for(answers.programmes):
        raise InvalidFiling("programmes")
    if answers.card_last4 is not None and not _CARD.fullmatch(answers.card_last4):
        raise InvalidFiling("card_last4")


def _can_be_asked_for(codes: tuple[str, ...]) -> bool:
    """Some, none twice, all of them programmes; none that tells an illness, whoever files."""
    known = programmes.load()
    return 0 < len(codes) == len(set(codes)) and set(codes) <= set(known) - known.sensitive
