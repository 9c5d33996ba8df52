"""What an everyday screen names: one household's answers, made up."""

from __future__ import annotations

from collections.abc import Mapping

from flows.messages import N_
from flows.steps.step import Saying
from flows.values import Json, Value
from flows.wording import Words

QUESTION = N_("How many children go to school?")
"""What an officer might type."""
ANSWERS: Mapping[str, Json] = {
    "province": "12",
    "district": "1201",
    "commune": "120109",
    "reference": "123456782",
    "own_reference": "123456782",
    "whose": "own",
    "due": "2026-12-14",
    "late": False,
    "interview_at": "2026-12-01T10:30:00+07:00",
    "interview_place": "office",
    "people": 5,
    "needs": ["older", "infant"],
    "contact": "call_and_text",
    "phone": "012 345 678 (DEMO)",
}


def typical(step: Saying, words: Words, language: str) -> dict[str, Value]:
    """What the placeholders of `step` stand for on an everyday day; of an unknown answer, the shortest."""
    known = dict(ANSWERS)
    if any("question" in show.of for show in step.show.values()):
        known["question"] = words.text(language, QUESTION)
    return {
        name: show.value(known)
        if set(show.of) <= set(known)
        else Value(show.kind, _some(words, language, show.kind))
        for name, show in step.show.items()
    }


def _some(words: Words, language: str, kind: str) -> Json:
    return words.worst(language, kind)[0]
