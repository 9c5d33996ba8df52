"""What a native reader wrote into the sheet, brought back into the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from babel.messages.catalog import Message
from pydantic import BaseModel, ConfigDict, StringConstraints

from app.review.entries import MARK, shown
from flows.messages import BREAK, braces, message_id
from locales.reviewing import said, sign

Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\r\n]{1,40}$")]


class Verdict(BaseModel):
    """One message: `said` is what was read, `correction` what would be better; empty where it is right."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    context: str
    said: str
    correction: str


class Verdicts(BaseModel):
    """The file that the sheet saves."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    language: Literal["km"]
    reviewer: Line
    day: date
    messages: Sequence[Verdict]


@dataclass
class Outcome:
    """How many messages were signed off as they are, how many corrected, and what was left alone, and why."""

    right: int = 0
    corrected: int = 0
    left: list[str] = field(default_factory=list)


def apply(verdicts: Verdicts, messages: Mapping[str, Message]) -> Outcome:
    """Signs the messages off, each as it was read; whatever changed meanwhile is left for another reading."""
    outcome = Outcome()
    for verdict in verdicts.messages:
        message = messages.get(message_id(verdict.context, verdict.id))
        hindrance = "is used no more" if message is None else _hindrance(verdict, message)
        if message is None or hindrance:
            outcome.left.append(f"`{verdict.id}` {hindrance}")
            continue
        if verdict.correction:
            message.string = verdict.correction.replace(MARK, BREAK)
            outcome.corrected += 1
        else:
            outcome.right += 1
        sign(message, verdicts.reviewer, verdicts.day)
    return outcome


def _hindrance(verdict: Verdict, message: Message) -> str:
    if shown(said(message)) != verdict.said:
        return "changed since the sheet was written: have it read again"
    if verdict.correction and braces(verdict.correction) != braces(said(message)):
        return "was corrected without its words in braces: keep them as they are"
    return ""
