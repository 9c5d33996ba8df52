"""How a notice is said: the receipt gives the number, everything else only that there is something."""

from __future__ import annotations

from collections.abc import Mapping

from core.notices import NoticeKind
from core.requests import references
from flows.messages import BREAK, N_
from flows.wording.words import Words

RECEIPT = N_("IDPoor: request {reference} received. It is free: pay no one. To follow it, dial {code}")
NEWS = N_("Your request has news. It is free: pay no one. Dial {code}")
"""Neutral on purpose: phones are shared, and an SMS stays."""
REMINDER = N_("You asked us to remind you: there is something new. It is free: pay no one. Dial {code}")
"""The same for money and for cards."""
CODE_MADE = N_(
    "A code was made for you at a commune office. Show it to nobody. "
    "If you did not ask for it, tell the office."
)
"""So that a code that was made behind somebody's back is noticed. What it is for is not said."""
_SAID = {NoticeKind.REMINDER: REMINDER, NoticeKind.CODE_MADE: CODE_MADE}


def notice_text(words: Words, language: str, kind: NoticeKind, params: Mapping[str, str], code: str) -> str:
    """The text of a notice; `code` is the number to dial ("*384*2026#")."""
    if kind is NoticeKind.REQUEST_RECEIVED:
        said = words.say(language, RECEIPT, reference=references.show(params["reference"]), code=code)
    else:
        said = words.say(language, _SAID.get(kind, NEWS), code=code)
    return said.replace(BREAK, "")  # an SMS has no use for break marks, and pays for each
