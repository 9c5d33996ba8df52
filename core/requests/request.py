"""A request and what it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from core.requests import kinds
from core.requests.circumstances import HeadSex, Shock, kept
from core.requests.states import ENDED, State
from core.roles import Actor


class Contact(StrEnum):
    """How the household may be reached on the number it filed with."""

    CALL_AND_TEXT = "call_and_text"
    CALL_ONLY = "call_only"
    NONE = "none"


class Need(StrEnum):
    """Who in the home needs care. Self-told, never proved here, and never a score."""

    DISABILITY = "disability"
    OLDER = "older"
    PREGNANT = "pregnant"
    INFANT = "infant"


class AskFor(StrEnum):
    """Whom to ask for when calling."""

    ME = "me"
    OTHER_ADULT = "other_adult"


class HelperRole(StrEnum):
    """As what a helper files for another household."""

    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    LOCAL_OFFICIAL = "local_official"
    ORGANISATION = "organisation"


class Outcome(StrEnum):
    """What the commune decides of an assessment. Each kind has its own outcomes (core.requests.kinds).

    Said to a household only by its commune, or behind its PIN.
    """

    POOR_1 = "poor_1"
    POOR_2 = "poor_2"
    AT_RISK = "at_risk"
    NOT_IDENTIFIED = "not_identified"


class InterviewPlace(StrEnum):
    """Where the interview is held."""

    OFFICE = "office"
    HOME = "home"


class InterviewAnswer(StrEnum):
    """What the household said to an appointment."""

    CONFIRMED = "confirmed"
    OTHER_DAY = "other_day"


ORDINARY_RANK = 2
"""The urgency rank of a request that nothing makes urgent (core.requests.urgency)."""

PEOPLE = range(1, 31)
"""How many may live in a home: a slip of the finger is caught, no family is left out (SCREENS.md, N1e)."""


@dataclass(frozen=True)
class Answers:
    """What the household told besides its place and contact; None where it was not asked or not answered.

    `needs` empty means "no one", which is an answer. `village` is a code of the gazetteer. `programmes`: what
    is asked for, by codes of core.programmes. `matter`: what is wrong, by a code of the request's kind.
    `card_last4`: by which the officer knows the card.
    """

    people: int | None = None
    needs: frozenset[Need] | None = None
    village: str | None = None
    ask_for: AskFor | None = None
    programmes: tuple[str, ...] | None = None
    matter: str | None = None
    card_last4: str | None = None


@dataclass(frozen=True)
class Identity:
    """What an officer wrote down of a household, as it was told or shown. No phone is asked for any of it.

    `tablet`: the reference of the interview on the IDPoor tablet. `head` and `shock` are None where they were
    not asked or not said.
    """

    name: str | None = None
    helper_name: str | None = None
    card: str | None = None
    id_number: str | None = None
    tablet: str | None = None
    head: HeadSex | None = None
    shock: Shock | None = None

    def described(self, head: HeadSex | None, shock: Shock | None) -> Identity:
        """With what an officer states of the household (core.requests.circumstances.kept)."""
        return replace(self, head=kept(self.head, head), shock=kept(self.shock, shock))


NOBODY = Identity()


@dataclass(frozen=True)
class Interview:
    """An appointment."""

    at: datetime
    place: InterviewPlace


@dataclass(frozen=True)
class Request:
    """One request as core knows it.

    `answers` is None once the case was anonymised. `due` is the last day (in Cambodia) of the present step,
    None where no time was promised; `late` whether it has gone by. `outcome`, a code of its kind, is for
    officers, never for a household's screen. `held_until`: when the holder loses it by silence.
    `duplicate_of`: id of the request that was kept. `filed_by`: id of the officer who filed it at the
    counter. `erasure_asked_at`: when the household asked that it be erased once it is over.
    """

    id: str
    reference: str
    person_id: str
    own: bool
    helper_role: HelperRole | None
    state: State
    version: int
    commune: str
    contact: Contact
    answers: Answers | None
    channel: str
    language: str
    submitted_at: datetime
    queued_at: datetime | None
    state_since: datetime
    step_from: date
    queue_from: date | None
    resume_state: State | None
    ended_at: datetime | None
    holder: str | None
    interview: Interview | None
    outcome: str | None
    due: date | None
    late: bool
    urgency_rank: int = ORDINARY_RANK
    held_until: datetime | None = None
    interview_answer: InterviewAnswer | None = None
    duplicate_of: str | None = None
    filed_by: str | None = None
    identity: Identity = NOBODY
    erasure_asked_at: datetime | None = None
    kind: str = kinds.ASSESSMENT

    @property
    def life(self) -> frozenset[State]:
        """The states that it may be in, by its kind."""
        return kinds.of(self.kind).life

    @property
    def card_is_due(self) -> bool:
        """Whether a card is to be collected after what was decided."""
        return kinds.of(self.kind).gives_card(self.outcome)

    @property
    def waits_since(self) -> datetime:
        """Its place in the line: the earlier, the nearer to its turn."""
        return self.queued_at or self.submitted_at

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self.state in ENDED


class StepKind(StrEnum):
    """What a step was. Only MOVED changes the state, or keeps it by a row of the table."""

    MOVED = "moved"
    AMENDED = "amended"
    PHONE_SHOWN = "phone_shown"
    NOTED = "noted"
    INTERVIEW_CONFIRMED = "interview_confirmed"
    OTHER_DAY_ASKED = "other_day_asked"
    HANDED_OVER = "handed_over"
    SKIPPED = "skipped"
    JOINED = "joined"  # another request was found to be the same, and ended in favour of this one
    PARTED = "parted"  # it was not the same after all
    VOICE_ADDED = "voice_added"
    VOICE_HEARD = "voice_heard"
    NOTICE_SENT_AGAIN = "notice_sent_again"  # what the household may not have been told
    TOLD_ANOTHER_WAY = "told_another_way"  # the same, by phone or in person
    ERASURE_ASKED = "erasure_asked"  # the household wants it erased once it is over
    ERASED = "erased"  # nothing that tells of anybody is left in it


@dataclass(frozen=True)
class Step:
    """One thing that was done to a request; the request had `version` after it.

    `reason` is what somebody typed: why, a note, a question, its answer.
    """

    request_id: str
    version: int
    kind: StepKind
    source: State
    target: State
    actor: Actor
    channel: str
    reason: str | None
    facts: dict[str, str]
    at: datetime
