"""Handing a request back by a button: asked once more, with the reason that goes into its story."""

from __future__ import annotations

from bot.message import Button, Message, column
from bot.officers import phrases
from bot.officers.case import page_button, touch
from bot.officers.tongue import Tongue
from bot.officers.touch import Deed
from core.requests.request import Request
from core.requests.states import State
from flows.messages import BREAK


def sure_message(request: Request, _: Tongue, url: str) -> Message:
    """Surely? And why?"""
    text = _(phrases.ASK_WHY, reference=_.reference(request))
    if request.state is State.INTERVIEW_SCHEDULED:
        text += "\n" + _(phrases.INTERVIEW_OFF)
    reasons = [Button(_(why), touch(Deed.GIVE, request, word)) for word, why in phrases.WHY.items()]
    keep = Button(_(phrases.KEEP), touch(Deed.SEE, request))
    return Message(text, column(*reasons, *page_button(_, url), keep))


def reason_of_button(extra: str, _: Tongue) -> str | None:
    """The reason that a button carries, as it is written down; None for none of ours."""
    return _(phrases.WHY[extra]).replace(BREAK, "") if extra in phrases.WHY else None
