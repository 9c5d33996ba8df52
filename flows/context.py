"""What an action may use: the services of core, and what the door knows of the caller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.clock import Clock
from core.disclosure import Disclosure
from core.people import People
from core.places import Gazetteer
from core.reminders import Reminders
from core.requests.household import Requests
from core.switches import Change, Switches
from flows.drafts import Drafts
from flows.offices import Offices
from flows.script import Scripts
from flows.state import State
from flows.wording.words import Words


@dataclass(frozen=True)
class Stop:
    """A closed switch in somebody's way (flows.closing).

    `follows`: whether they can still follow their request. `form`: what they were filling in, if anything,
    to be kept for `seconds` from now.
    """

    change: Change
    follows: bool
    form: State | None
    seconds: int


@dataclass(frozen=True)
class Services:
    """Everything that stays the same from caller to caller."""

    scripts: Scripts
    words: Words
    clock: Clock
    people: People
    places: Gazetteer
    requests: Requests
    drafts: Drafts
    offices: Offices
    switches: Switches
    disclosure: Disclosure
    reminders: Reminders
    short_path_after: float
    """Seconds of a call after which only what suffices to file is still asked (SCREENS.md: about 100)."""


@dataclass
class Context:
    """One caller's turn. Actions note here what the door must remember or do besides showing a screen."""

    services: Services
    caller: str
    """The verified phone number, E.164."""
    channel: str
    language: str
    started_at: datetime
    person_id: str | None = None
    commune: str | None = None
    """The commune that was dialled with the code; six digits."""
    khmer: bool = True
    """Whether Khmer letters get through to this phone."""
    timed: bool = True
    """Whether the line drops after some minutes, as a USSD call does."""
    own_letters: bool = False
    """Whether the channel brings letters of its own, so that the phone need not show Khmer."""
    roomy: bool = False
    """Whether the channel says the fuller wordings."""
    resumed: bool = False
    """Whether a form was gone on with after the line had dropped."""
    earlier: tuple[str, ...] = ()
    """The answers from before that (flows.state)."""
    discard_draft: bool = False
    stop: Stop | None = None
    """What was closed in their way, once something was."""

    @property
    def person(self) -> str:
        """The caller's identity. Raises LookupError before the language was chosen."""
        if self.person_id is None:
            raise LookupError("nobody is known by this number yet")
        return self.person_id
