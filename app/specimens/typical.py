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
    "kind": "lost_card",
    "matter": "lost",
    "programmes": ["base_cash", "scholarship"],
    "programme": "base_cash",
    "reason": "account_closed",
    "wait": 900,
    "collections": [{"agent": "DEMO agent 1", "until": "2026-12-20"}],
    "payments": {
        "ready": 41000,
        "lines": [
            {
                "programme": "base_cash",
                "status": "arrived",
                "amount": 41000,
                "day": "2026-11-20",
                "until": "2026-12-20",
            }
        ],
    },
    "other_collections": [{"agent": "DEMO agent 2", "until": "2026-12-28"}],
    "other_payments": {
        "ready": None,
        "lines": [
            {
                "programme": "base_cash",
                "status": "collected",
                "amount": 41000,
                "day": "2026-10-20",
                "until": "2026-11-20",
            }
        ],
    },
    "card": {
        "until": "2028-06-30",
        "level": "poor_2",
        "members": {"head": 1, "spouse": 1, "child": 3},
        "programmes": ["base_cash"],
    },
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
