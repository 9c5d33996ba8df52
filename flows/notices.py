"""How a notice is said: the receipt gives the number, everything else only that there is news."""

from __future__ import annotations

from collections.abc import Mapping

from core.notices import NoticeKind
from core.requests import references
from flows.messages import BREAK, N_
from flows.wording.words import Words

RECEIPT = N_("IDPoor: request {reference} received. It is free: pay no one. To follow it, dial {code}")
NEWS = N_("Your request has news. It is free: pay no one. Dial {code}")
"""Neutral on purpose: phones are shared, and an SMS stays."""


def notice_text(words: Words, language: str, kind: NoticeKind, params: Mapping[str, str], code: str) -> str:
    """The text of a notice; `code` is the number to dial ("*384*2026#")."""
    if kind.is_news:
        said = words.say(language, NEWS, code=code)
    else:
        said = words.say(language, RECEIPT, reference=references.show(params["reference"]), code=code)
    return said.replace(BREAK, "")  # an SMS has no use for break marks, and pays for each
