"""What a person is told of, by kind. The words stand in the catalogues.

Only the receipt tells anything (the reference, since the last screen of a dial vanishes). The text of every
other kind says that there is something and where to hear it, because phones are shared (DESIGN.md, "Outbox").
"""

from __future__ import annotations

from enum import StrEnum


class NoticeKind(StrEnum):
    """Why a notice is written."""

    REQUEST_RECEIVED = "request_received"
    REQUEST_TAKEN = "request_taken"
    REQUEST_MOVED = "request_moved"
    INFO_NEEDED = "info_needed"
    INTERVIEW_SET = "interview_set"
    INTERVIEW_MISSED = "interview_missed"
    REQUEST_DECIDED = "request_decided"
    CARD_READY = "card_ready"
    APPEAL_ANSWERED = "appeal_answered"
    REQUEST_ENDED = "request_ended"
    REMINDER = "reminder"  # of no request: core.reminders
    CODE_MADE = "code_made"  # of no request: for a PIN, at the commune (core.disclosure.issuing)

    @property
    def is_news(self) -> bool:
        """Whether it is news of a request: the text is the same for all of that."""
        return self not in (NoticeKind.REQUEST_RECEIVED, NoticeKind.REMINDER, NoticeKind.CODE_MADE)
