"""What was done to a request, a line a step, as a terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from core.requests import leases
from core.requests.questions import Reply
from core.requests.request import Step, StepKind
from core.requests.states import State
from core.working_days import CAMBODIA

Usernames = Mapping[str, str]
"""Of the officers, by id."""

_WHAT = {
    StepKind.AMENDED: "answers changed",
    StepKind.PHONE_SHOWN: "number looked at",
    StepKind.NOTED: "note",
    StepKind.INTERVIEW_CONFIRMED: "will come",
    StepKind.OTHER_DAY_ASKED: "asks for another day",
    StepKind.HANDED_OVER: "handed over",
    StepKind.SKIPPED: "passed over",
    StepKind.JOINED: "another joined to it",
    StepKind.PARTED: "another parted from it",
    StepKind.VOICE_ADDED: "voice message",
    StepKind.VOICE_HEARD: "voice message heard",
    StepKind.NOTICE_SENT_AGAIN: "message sent again",
    StepKind.TOLD_ANOTHER_WAY: "told by phone or in person",
    StepKind.ERASURE_ASKED: "removal asked for",
    StepKind.ERASED: "removed",
}
_WHY = {
    leases.EXPIRED: "too many days passed without work on it",
    leases.GONE: "the officer who had it does not work on it any more",
}
REPLIES = {Reply.YES: "yes", Reply.NO: "no", Reply.COME: "I will come to the office"}
"""A household's answers to a question; a number is said as it is."""

_MARGIN = 18


def told(step: Step, officers: Usernames) -> Iterator[str]:
    """One step: when, what and who; below it what belongs to it, and what somebody wrote."""
    who = officers.get(step.actor.id or "", str(step.actor.role))
    yield f"{moment(step.at)}  {_what(step):<20}  {who}"
    for more in (*_facts(step, officers), _written(step)):
        if more:
            yield f"{'':<{_MARGIN}}{more}"


def moment(at: datetime) -> str:
    """A moment in Cambodia: "2026-12-01 10:30"."""
    return f"{at.astimezone(CAMBODIA):%Y-%m-%d %H:%M}"


def words(code: str | None) -> str:
    """A code word, readable."""
    return str(code).replace("_", " ")


def wish(step: Step | None) -> str:
    """What would suit the household better, behind a colon; empty where it said nothing."""
    asked = step.facts.get("wish") if step else None
    return f": {words(asked)}" if asked else ""


def _what(step: Step) -> str:
    if step.kind is StepKind.OTHER_DAY_ASKED:
        return f"{_WHAT[step.kind]}{wish(step)}"
    return _WHAT.get(step.kind, str(step.target))


def _facts(step: Step, officers: Usernames) -> Iterator[str]:
    facts = step.facts
    if "interview_at" in facts:
        yield f"{moment(datetime.fromisoformat(facts['interview_at']))} at the {facts['interview_place']}"
    if "outcome" in facts:
        yield words(facts["outcome"])
    if "commune" in facts:
        yield f"to {facts['commune']}"
    if "officer" in facts:
        yield f"to {officers.get(facts['officer'], 'an officer who is gone')}"
    if "answer" in facts:
        yield f"to be answered: {words(facts['answer'])}"


def _written(step: Step) -> str:
    if step.source is State.NEEDS_INFO and step.kind is StepKind.MOVED and step.reason:
        replies: dict[str, str] = {str(reply): said for reply, said in REPLIES.items()}
        return f"answer: {replies.get(step.reason, step.reason)}"
    return _WHY.get(step.facts.get("why", ""), step.reason or "")
