"""How what is closed is said: the words that the operator typed, and when it opens again."""

from __future__ import annotations

from collections.abc import Iterable

from core.switches.message import LONGEST
from flows.messages import N_
from flows.values import Json
from flows.wording.moments import every_day, moment
from flows.wording.words import Words, said_as

_SIGNS = {"en": "a", "km": "\N{KHMER LETTER KA}"}


def _longest(words: Words, language: str) -> Iterable[Json]:
    return [{tongue: sign * LONGEST[tongue] for tongue, sign in _SIGNS.items()}]


@said_as("closing_message", worst=_longest)
def closing_message(words: Words, language: str, raw: Json) -> str:
    """The message of a closed switch in this language."""
    return str(raw[language]) if isinstance(raw, dict) else ""


def _ends(words: Words, language: str) -> Iterable[Json]:
    return [None, *(f"{day}T10:30:00+07:00" for day in every_day())]


@said_as("closing_end", worst=_ends)
def closing_end(words: Words, language: str, raw: Json) -> str:
    """From when, by an ISO time; without one, for how long the answers are kept."""
    if raw is None:
        return words.say(language, N_("within 7 days"))
    return words.say(language, N_("from {time}"), time=moment(words, language, raw))
