"""What is read aloud to the household before an officer files for it."""

from __future__ import annotations

from datetime import datetime

from console.tongue import LANGUAGES, Tongue
from core.consents import Consent, version_of
from flows.messages import N_
from flows.wording import Words

TEXT = N_(
    "We keep what you tell us here: your name, your phone number and your answers. Your commune office uses "
    "it to arrange an interview. The commune decides. It is free, and you can stop at any time. Do you agree?"
)


def texts(words: Words) -> list[tuple[str, str]]:
    """The text in each language: its code and its words."""
    return [(code, Tongue(words, code)(TEXT)) for code in LANGUAGES]


def given(words: Words, language: str, channel: str, now: datetime) -> Consent:
    """The agreement, in the words of the household's language."""
    text = Tongue(words, language)(TEXT)
    return Consent("request", version_of(text), text, language, channel, now)
