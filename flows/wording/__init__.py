"""How a value or a text is said in a language."""

from __future__ import annotations

from flows.wording import (
    card_requests,
    cards,
    closings,
    moments,
    money,
    places,
    programmes,
    reasons,
    requests,
)
from flows.wording.catalogue import DOMAIN, LANGUAGES, Catalogue, NotCompiled
from flows.wording.words import Words, kinds

__all__ = [
    "DOMAIN",
    "LANGUAGES",
    "Catalogue",
    "NotCompiled",
    "Words",
    "card_requests",
    "cards",
    "closings",
    "kinds",
    "moments",
    "money",
    "places",
    "programmes",
    "reasons",
    "requests",
]
