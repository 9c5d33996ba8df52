"""The longest things that a screen may ever have to name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import product

from core.places import Level
from core.requests.questions import QUESTION_LENGTH
from core.requests.request import Contact, InterviewPlace, Need
from flows.steps.step import Saying
from flows.values import Json, Value
from flows.wording import Words

REFERENCE = "888888888"
PHONE = "097 888 8888 (DEMO)"
LONGEST = 12
"""How many of the longest are tried: what is longest in letters need not be longest with its title."""
DAYS = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]


def every_state(step: Saying, words: Words, language: str) -> Iterator[dict[str, Json]]:
    """The answers with which `step` may have the most to say, one way after another."""
    names = sorted({name for show in step.show.values() for name in show.of})
    worst = _worst(words, language)
    for answers in product(*(worst[name] for name in names)):
        yield dict(zip(names, answers, strict=True))


@cache
def _worst(words: Words, language: str) -> Mapping[str, Sequence[Json]]:
    longest_day = max(DAYS, key=lambda day: len(_promise(words, language, day))).isoformat()
    return {
        "commune": _communes(words, language),
        "reference": [REFERENCE],
        "whose": ["own", "helped"],
        "own_reference": [REFERENCE],
        "due": [None, longest_day],
        "late": [False, True],
        "interview_at": [f"{longest_day}T10:30:00+07:00"],
        "interview_place": [place.value for place in InterviewPlace],
        "province": [place.code for place in words.places.at(Level.PROVINCE)],
        "district": [place.code for place in words.places.at(Level.DISTRICT)],
        "people": [None, 30],
        "needs": [None, [], [need.value for need in Need]],
        "contact": [contact.value for contact in Contact],
        "phone": [PHONE],
        "question": [
            "\u1780\u17d2\u179a" * (QUESTION_LENGTH // 3),
            "Have you moved? " * (QUESTION_LENGTH // 16),
        ],
    }


def _promise(words: Words, language: str, day: date) -> str:
    return words.value(
        language, Value("promise", {"commune": "120109", "due": day.isoformat(), "late": False})
    )


def _communes(words: Words, language: str) -> list[Json]:
    """The communes with the longest names, with and without title and district."""
    codes = [place.code for place in words.places.at(Level.COMMUNE)]
    found: dict[Json, None] = {}
    for kind in ("place_in_district", "place", "office"):
        said = {code: len(words.value(language, Value(kind, code))) for code in codes}
        found |= dict.fromkeys(sorted(codes, key=said.__getitem__)[-LONGEST:])
    return list(found)
