"""What an audit entry says: who did what to which request or account, and when. Nothing personal.

An id of ours points at a person or an officer; who has the database and its keys can follow it, and once the
person is erased it points at nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.roles import Actor

_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


class Act(StrEnum):
    """What was done, in words that never change their meaning: entries are kept for good.

    act = source ":" subject ":" action

    - source: who did it, an `ActorKind`: `person` (a household or its helper), `officer`, `system` (the
      service itself, an operator at its terminal, and whoever has not proved to be an officer).
    - subject: what it was done to, and what `Entry.subject` is the id of: `request`, `account` of an
      officer, or `person` who speaks to us. `registry` has no id, its imports are numbered (`version`). Nor
      has a `switch`: `from_word` names it (`core.switches`), `to_word` is the reason; nor have `figures`:
      `from_word` is their area, `to_word` the kind of file; nor `keys`: `from_word` is their purpose
      (`core.keyring`), `version` that of the key.
    - action: what was done, a verb in the past. On a request it is the step's `StepKind`.
    """

    PERSON_REQUEST_MOVED = "person:request:moved"
    PERSON_REQUEST_AMENDED = "person:request:amended"
    PERSON_REQUEST_INTERVIEW_CONFIRMED = "person:request:interview_confirmed"
    PERSON_REQUEST_OTHER_DAY_ASKED = "person:request:other_day_asked"
    PERSON_REQUEST_VOICE_ADDED = "person:request:voice_added"
    PERSON_REQUEST_ERASURE_ASKED = "person:request:erasure_asked"
    PERSON_REQUEST_ERASED = "person:request:erased"

    OFFICER_REQUEST_MOVED = "officer:request:moved"
    OFFICER_REQUEST_AMENDED = "officer:request:amended"
    OFFICER_REQUEST_PHONE_SHOWN = "officer:request:phone_shown"
    OFFICER_REQUEST_NOTED = "officer:request:noted"
    OFFICER_REQUEST_INTERVIEW_CONFIRMED = "officer:request:interview_confirmed"
    OFFICER_REQUEST_OTHER_DAY_ASKED = "officer:request:other_day_asked"
    OFFICER_REQUEST_HANDED_OVER = "officer:request:handed_over"
    OFFICER_REQUEST_SKIPPED = "officer:request:skipped"
    OFFICER_REQUEST_JOINED = "officer:request:joined"
    OFFICER_REQUEST_PARTED = "officer:request:parted"
    OFFICER_REQUEST_VOICE_ADDED = "officer:request:voice_added"
    OFFICER_REQUEST_VOICE_HEARD = "officer:request:voice_heard"
    OFFICER_REQUEST_NOTICE_SENT_AGAIN = "officer:request:notice_sent_again"
    OFFICER_REQUEST_TOLD_ANOTHER_WAY = "officer:request:told_another_way"

    SYSTEM_REQUEST_MOVED = "system:request:moved"
    SYSTEM_REQUEST_AMENDED = "system:request:amended"
    SYSTEM_REQUEST_ERASED = "system:request:erased"

    PERSON_PERSON_FORGOTTEN = "person:person:forgotten"
    SYSTEM_PERSON_FORGOTTEN = "system:person:forgotten"

    OFFICER_PERSON_PIN_CODE_ISSUED = "officer:person:pin_code_issued"
    OFFICER_PERSON_PIN_ENDED = "officer:person:pin_ended"
    OFFICER_PERSON_NOTICE_SENT_AGAIN = "officer:person:notice_sent_again"
    OFFICER_PERSON_NOTICE_SET_ASIDE = "officer:person:notice_set_aside"
    OFFICER_PERSON_REQUESTS_SEEN = "officer:person:requests_seen"
    PERSON_PERSON_PIN_SET = "person:person:pin_set"
    PERSON_PERSON_PIN_CHANGED = "person:person:pin_changed"
    SYSTEM_PERSON_PIN_LOCKED = "system:person:pin_locked"
    SYSTEM_PERSON_PIN_CODE_REFUSED = "system:person:pin_code_refused"
    SYSTEM_PERSON_LOOK_REFUSED = "system:person:look_refused"

    SYSTEM_REGISTRY_IMPORTED = "system:registry:imported"

    OFFICER_SWITCH_CLOSED = "officer:switch:closed"
    OFFICER_SWITCH_OPENED = "officer:switch:opened"
    SYSTEM_SWITCH_CLOSED = "system:switch:closed"
    SYSTEM_SWITCH_OPENED = "system:switch:opened"

    SYSTEM_KEYS_ROTATED = "system:keys:rotated"

    OFFICER_FIGURES_EXPORTED = "officer:figures:exported"

    OFFICER_ACCOUNT_SIGNED_IN = "officer:account:signed_in"
    OFFICER_ACCOUNT_SIGNED_OUT = "officer:account:signed_out"
    OFFICER_ACCOUNT_CONFIRMED = "officer:account:confirmed"
    OFFICER_ACCOUNT_PASSWORD_SET = "officer:account:password_set"  # noqa: S105  the name of an act
    OFFICER_ACCOUNT_SECOND_FACTOR_SET = "officer:account:second_factor_set"
    OFFICER_ACCOUNT_RECOVERY_CODE_USED = "officer:account:recovery_code_used"
    OFFICER_ACCOUNT_RECOVERY_CODES_MADE = "officer:account:recovery_codes_made"
    OFFICER_ACCOUNT_INVITED = "officer:account:invited"
    OFFICER_ACCOUNT_LINK_MADE = "officer:account:link_made"
    OFFICER_ACCOUNT_DISABLED = "officer:account:disabled"
    OFFICER_ACCOUNT_ENABLED = "officer:account:enabled"
    OFFICER_ACCOUNT_ROLE_CHANGED = "officer:account:role_changed"
    OFFICER_ACCOUNT_AREAS_CHANGED = "officer:account:areas_changed"
    OFFICER_ACCOUNT_SESSIONS_ENDED = "officer:account:sessions_ended"
    OFFICER_ACCOUNT_TELEGRAM_CODE_MADE = "officer:account:telegram_code_made"
    OFFICER_ACCOUNT_TELEGRAM_BOUND = "officer:account:telegram_bound"
    OFFICER_ACCOUNT_TELEGRAM_UNBOUND = "officer:account:telegram_unbound"

    SYSTEM_ACCOUNT_SIGN_IN_FAILED = "system:account:sign_in_failed"
    SYSTEM_ACCOUNT_THROTTLED = "system:account:throttled"
    SYSTEM_ACCOUNT_ADDED = "system:account:added"
    SYSTEM_ACCOUNT_INVITED = "system:account:invited"
    SYSTEM_ACCOUNT_LINK_MADE = "system:account:link_made"
    SYSTEM_ACCOUNT_DISABLED = "system:account:disabled"
    SYSTEM_ACCOUNT_ENABLED = "system:account:enabled"
    SYSTEM_ACCOUNT_ROLE_CHANGED = "system:account:role_changed"
    SYSTEM_ACCOUNT_AREAS_CHANGED = "system:account:areas_changed"
    SYSTEM_ACCOUNT_SESSIONS_ENDED = "system:account:sessions_ended"
    SYSTEM_ACCOUNT_TELEGRAM_UNBOUND = "system:account:telegram_unbound"
    SYSTEM_ACCOUNT_PASSWORD_SET = "system:account:password_set"  # noqa: S105  the name of an act

    @property
    def source(self) -> str:
        """Who did it."""
        return self.split(":")[0]

    @property
    def subject(self) -> str:
        """What it was done to."""
        return self.split(":")[1]


@dataclass(frozen=True)
class Entry:
    """One act. ValueError for anything that is not a code word or an id of ours: nobody's name gets in.

    `subject`: id of the request or officer; None where there is no such account. `from_word`, `to_word`: what
    it was and became, as a state or a role. `version`: the request's or the switch's
    after the act, the number of an import, or a key's. Of `facts` only a keyed hash is stored.
    """

    act: Act
    actor: Actor
    at: datetime
    channel: str
    subject: str | None = None
    from_word: str | None = None
    to_word: str | None = None
    version: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.act.source != self.actor.kind:
            raise ValueError(f"{self.act} is not what a {self.actor.kind} does")
        words = filter(None, (self.channel, self.from_word, self.to_word))
        if wrong := [word for word in words if not _WORD.fullmatch(word)]:
            raise ValueError(f"{len(wrong)} of the entry's words are not code words")
        if any(each is not None and not _ID.fullmatch(each) for each in (self.subject, self.actor.id)):
            raise ValueError("subject and actor are ids of 32 hexadecimal digits")
