"""What an officer asks a household, and what it answers with a few keys.

Question and answer are steps of the request's story: the question is the reason for which it stands in
NEEDS_INFO, the answer that for which it came back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.digits import fold_digits
from core.requests.errors import InvalidFiling, TooLong
from core.requests.request import Step, StepKind
from core.requests.states import State
from core.requests.typed import typed

QUESTION_LENGTH = 56
"""Characters: the first page of a Khmer USSD screen less its two feet, so that no word is cut."""

_ITEM = re.compile(r"[0-9] ?[.)]")
_PHONE = re.compile(r"(?:\+|0)(?:[ .-]?[0-9]){8,}")
_NUMBER = re.compile(r"[0-9]{1,12}", re.ASCII)


class AnswerKind(StrEnum):
    """How a question may be answered. To come to the office is an answer to every one."""

    YES_NO = "yes_no"
    NUMBER = "number"
    COME_TO_OFFICE = "come_to_office"


class Reply(StrEnum):
    """The answers that are no number."""

    YES = "yes"
    NO = "no"
    COME = "come"


_CHOICES = {
    AnswerKind.YES_NO: frozenset(Reply),
    AnswerKind.NUMBER: frozenset({Reply.COME}),
    AnswerKind.COME_TO_OFFICE: frozenset({Reply.COME}),
}


@dataclass(frozen=True)
class Question:
    """One question. `version` tells it from another of the same request; `answer` is a Reply or digits.

    Text and answer are empty once the case was anonymised.
    """

    version: int
    text: str
    kind: AnswerKind
    asked_at: datetime
    answer: str | None = None


def asked(steps: Sequence[Step]) -> list[Question]:
    """Every question put to the household, oldest first."""
    return [_question(step, _answer_to(step, steps)) for step in steps if _asks(step)]


def put(text: str) -> str:
    """A question as the household reads it: on one line.

    Raises TooLong; InvalidFiling("question_menu") where it looks like the service's keys, and
    InvalidFiling("question_phone") with a phone number: what is answered goes through the service alone.
    """
    kept = " ".join(typed(text, "reason", 10 * QUESTION_LENGTH).split())
    if len(kept) > QUESTION_LENGTH:
        raise TooLong("reason", QUESTION_LENGTH)
    seen = fold_digits(re.sub("[\u200b-\u200d]", "", kept))
    if _ITEM.search(seen):
        raise InvalidFiling("question_menu")
    if _PHONE.search(seen):
        raise InvalidFiling("question_phone")
    return kept


def checked(kind: AnswerKind, answer: str) -> str:
    """The answer as it is kept. Raises InvalidFiling for one that this question does not take."""
    folded = fold_digits(answer).strip().lower()
    if folded in _CHOICES[kind] or (kind is AnswerKind.NUMBER and _NUMBER.fullmatch(folded)):
        return folded
    raise InvalidFiling("answer")


def _asks(step: Step) -> bool:
    return step.kind is StepKind.MOVED and step.target is State.NEEDS_INFO


def _answer_to(asking: Step, steps: Sequence[Step]) -> Step | None:
    later = (s for s in steps if s.version > asking.version and s.kind is StepKind.MOVED)
    left = next(later, None)
    return left if left and left.target is asking.source else None


def _question(step: Step, answer: Step | None) -> Question:
    return Question(
        version=step.version,
        text=step.reason or "",
        kind=AnswerKind(step.facts.get("answer", AnswerKind.COME_TO_OFFICE)),
        asked_at=step.at,
        answer=(answer.reason or "") if answer else None,
    )
