"""What people call the scripts, and the kinds of their steps."""

from __future__ import annotations

from collections.abc import Mapping

from flows.messages import N_
from flows.steps.doing import Doing
from flows.steps.ending import Ending
from flows.steps.menu import Menu
from flows.steps.pick import Pick
from flows.steps.question import Question
from flows.steps.step import Step
from flows.steps.use import Return, Use

FLOWS: Mapping[str, str] = {
    "menu": N_("The main menu"),
    "my_request": N_("My request: how it stands"),
    "office": N_("The commune office"),
    "place": N_("Which commune?"),
    "request": N_("Asking for an assessment"),
    "welcome": N_("The first screens"),
}
"""What each script is called."""
KINDS: Mapping[type[Step], str] = {
    Menu: N_("Choice"),
    Question: N_("Question"),
    Pick: N_("List"),
    Ending: N_("The end"),
    Doing: N_("The service"),
    Use: N_("Another picture"),
    Return: N_("The way back"),
}
"""What each kind of step is called."""


def title(flow: str) -> str:
    """The message of a script's title."""
    return FLOWS.get(flow, flow)
