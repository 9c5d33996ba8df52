"""What people call the kinds of steps."""

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
