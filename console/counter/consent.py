"""What is read aloud to the household before an officer files for it."""

from __future__ import annotations

from datetime import datetime

from console.tongue import LANGUAGES, Tongue
from core.consents import Consent, version_of
from core.requests.kinds import Kind
from flows.messages import N_
from flows.wording import Words

TEXT = N_(
    "We keep what you tell us here: your name, your phone number and your answers. Your commune office uses "
    "it to arrange an interview. The commune decides. It is free, and you can stop at any time. Do you agree?"
)

AT_ONCE = N_(
    "We keep what you tell us here: your name, your phone number and your answers. Your commune office uses "
    "it to see to your request. The commune decides. It is free, and you can stop at any time. Do you agree?"
)
"""For kinds of request without an interview."""


def texts(words: Words, kind: Kind) -> list[tuple[str, str]]:
    """The text for requests of a kind in each language: its code and its words."""
    return [(code, Tongue(words, code)(_of(kind))) for code in LANGUAGES]


def given(words: Words, kind: Kind, language: str, channel: str, now: datetime) -> Consent:
    """The agreement, in the words of the household's language."""
    text = Tongue(words, language)(_of(kind))
    return Consent("request", version_of(text), text, language, channel, now)


def _of(kind: Kind) -> str:
    return TEXT if kind.interviews else AT_ONCE
