"""What happened in the simulation, as those who acted saw it: the only thing that the recount reads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Event:
    """One thing that was answered with success. `who`: a user name, or `household`.

    `act`: `filed`, `withdrawn`, `confirmed`, `another_day`, `answered`, or the word of the officer's form.
    `told`: what was said with it.
    """

    at: datetime
    act: str
    reference: str
    who: str
    told: dict[str, str] = field(default_factory=dict)


@dataclass
class Log:
    """In the order of the answers. `refused`: how often, by what was tried.

    `late`: what the pages showed as late in the evening of a day, to the supervisor and to the province.
    """

    events: list[Event] = field(default_factory=list)
    sign_ins: list[datetime] = field(default_factory=list)
    late: list[tuple[datetime, str, frozenset[str]]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    turns: int = 0

    def add(self, at: datetime, act: str, reference: str, who: str, **told: str) -> None:
        """Something was done."""
        self.events.append(Event(at, act, reference, who, told))
