"""Conversations and their steps in words that a supervisor understands: mostly those that the phone shows."""

from __future__ import annotations

import re

from console.tongue import Tongue
from flows.messages import N_
from flows.steps.menu import Menu
from flows.steps.step import Saying

NETWORKS = {
    "cellcard": "Cellcard",
    "smart": "Smart",
    "metfone": "Metfone",
    "seatel": "Seatel",
    "other": N_("Another network"),
}

# Screens that show little but what somebody told, or both languages at once.
_STEPS = {
    "welcome/language": N_("Choosing the language"),
    "menu/main": N_("The menu"),
    "request/review": N_("Sending: all answers are shown once more"),
    "place/district": N_("Which district, town or khan?"),
    "place/commune": N_("Which commune or sangkat?"),
    "my_request/question_yes_no": N_("The officer's question: yes or no"),
    "my_request/question_number": N_("The officer's question: a number"),
    "my_request/question_come": N_("The officer's question: to be answered at the office"),
    "closed/message": N_("Closed for now"),
    "office/with_number": N_("The phone number of the commune office"),
}
_PLACEHOLDER = re.compile(r"\{\w+\}")
_GAP = "…"


def step_name(step: Saying, _: Tongue) -> str:
    """What it says on the phone, with … for what differs by household; breaks of lines marked by U+200B."""
    if step.spot in _STEPS:
        return _(_STEPS[step.spot])
    return next(filter(None, (_readable(_(text)) for text in _texts(step))), step.name.replace("_", " "))


def network_name(name: str, _: Tongue) -> str:
    """The network as people call it."""
    return _(NETWORKS[name]) if name in NETWORKS else name


def _texts(step: Saying) -> tuple[str, ...]:
    options = tuple(option.label for option in step.options.values()) if isinstance(step, Menu) else ()
    return (step.texts.full, *options)


def _readable(text: str) -> str:
    """In one line, and nothing where it has no words of its own."""
    lines = [_PLACEHOLDER.sub(_GAP, line).replace(f"{_GAP}.", _GAP).strip() for line in text.splitlines()]
    return " ".join(line for line in lines if re.search(r"[^\W\d_]", line))
