"""What is said to the household with its code, in the words of each language."""

from __future__ import annotations

from console.tongue import LANGUAGES, Tongue
from core.disclosure.pin_codes import IssuedCode
from flows.messages import N_
from flows.wording import Words

TEXT = N_(
    "Dial the service from this phone, choose My Equity Card, then 5: I have a code from the commune. "
    "Type this code there, then choose a secret number of 4 to 6 digits that only you know. Tell it to "
    "nobody, not to the officer either. The code works once, on this phone alone, until {moment}. It is free."
)


def texts(words: Words, code: IssuedCode) -> list[tuple[str, str]]:
    """The text in each language: its code and its words."""
    tongues = [Tongue(words, language) for language in LANGUAGES]
    return [(_.code, _(TEXT, moment=_.moment(code.until))) for _ in tongues]
