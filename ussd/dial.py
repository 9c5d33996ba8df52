"""One request of a gateway, whichever gateway it is, and the reply to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

NO_STEP = "none"
"""In place of a step where no conversation was gone on with."""


class OfSession(Protocol):
    """Whatever a gateway says of one session."""

    @property
    def gateway(self) -> str:
        """Which gateway the session is of."""

    @property
    def session(self) -> str:
        """The gateway's name for it."""


@dataclass(frozen=True)
class Dial:
    """What a gateway told of one turn. `tokens`: every input of the session so far, in order."""

    gateway: str
    session: str
    caller: str
    """The phone number as the operator asserts it, E.164."""
    network: str
    service_code: str
    tokens: tuple[str, ...] = field(repr=False)  # there may be secrets among them


@dataclass(frozen=True)
class Reply:
    """What the phone is to show; `final` where the session ends with it."""

    text: str
    final: bool
    outcome: str = "answered"
    """How the turn went, for counting: one of `ussd.counts.TURNS`."""
    step: str = NO_STEP
    """Which step of the scripts is shown (`flow/step`): the same for everybody who comes there."""
