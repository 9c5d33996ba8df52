"""What an officer states when making a step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from core.requests.circumstances import HeadSex, Shock
from core.requests.questions import AnswerKind
from core.requests.request import Interview


@dataclass(frozen=True)
class Facts:
    """Only what the step asks for is given.

    `officer`: id of the one to whom a supervisor assigns it. `commune`: where it is transferred to.
    `outcome`: one of the request's kind. `answer`: how a question may be answered. `kept`: the request that a
    duplicate goes on as; an officer names it by its reference, and in the journal it stands by its id.
    `tablet`: the interview's reference on the IDPoor tablet; it, `head` and `shock` are kept sealed, and the
    journal does not tell them. `any_day`: the appointment
    may fall on a day off or later than it is due; `any_hour`: before the morning or in the evening.
    `why`: a code word where the system or the form gives the reason.
    """

    officer: str | None = None
    commune: str | None = None
    interview: Interview | None = None
    outcome: str | None = None
    answer: AnswerKind | None = None
    kept: str | None = None
    tablet: str | None = None
    head: HeadSex | None = None
    shock: Shock | None = None
    any_day: bool = False
    any_hour: bool = False
    why: str | None = None

    def words(self) -> dict[str, str]:
        """For the journal: code words and times."""
        words = {
            "officer": self.officer,
            "commune": self.commune,
            "outcome": self.outcome,
            "answer": self.answer,
            "kept": self.kept,
            "why": self.why,
        }
        if self.interview:
            words["interview_at"] = self.interview.at.astimezone(UTC).isoformat()
            words["interview_place"] = self.interview.place
        return {name: str(word) for name, word in words.items() if word is not None}


NO_FACTS = Facts()
