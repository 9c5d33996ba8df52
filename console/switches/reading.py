"""What a form closes with: messages, a reason, perhaps an end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.forms import Form
from console.switches.names import FAULTS, FOR_CLOSING, FOR_OPENING
from core.switches import LONGEST_END, BadMessage, Reason, neutral
from core.switches.message import LONGEST
from flows.messages import N_
from flows.wording import LANGUAGES

_WHY = N_("Choose why.")


@dataclass(frozen=True)
class Wanted:
    """A closing as it was asked for."""

    reason: Reason
    messages: Mapping[str, str]
    until: datetime | None


def closing(form: Form, now: datetime) -> Wanted:
    """What stands in the form. Raises Mistyped."""
    reason = _reason(form, FOR_CLOSING)
    messages = {language: _message(form, language) for language in LANGUAGES}
    until = _until(form, now)
    form.check()
    return Wanted(reason, messages, until)


def opening(form: Form) -> Reason:
    """Why it is opened. Raises Mistyped."""
    reason = _reason(form, FOR_OPENING)
    form.check()
    return reason


def told(form: Form, bad: BadMessage) -> None:
    """Notes at its field what is wrong with a message."""
    form.wrong[bad.language] = form.tongue(FAULTS[bad.fault], most=str(LONGEST[bad.language]))


def _reason(form: Form, among: tuple[Reason, ...]) -> Reason:
    reason = form.one_of("reason", Reason, _WHY)
    if reason is not None and reason not in among:
        form.wrong["reason"] = form.tongue(_WHY)
    return reason or among[0]


def _message(form: Form, language: str) -> str:
    try:
        return neutral(form.text(language), language)
    except BadMessage as bad:
        told(form, bad)
        return ""


def _until(form: Form, now: datetime) -> datetime | None:
    if not form.text("day") and not form.text("time"):
        return None
    until = form.moment("day", "time")
    if until is not None and not timedelta(0) < until - now <= LONGEST_END:
        form.wrong["day"] = form.tongue(N_("The end lies ahead, and 30 days at most."))
    return until
