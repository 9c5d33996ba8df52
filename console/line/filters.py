"""Which part of the line an address asks for, and the addresses of its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from console import addresses
from core.lists import Filter
from core.requests import kinds
from core.requests.levels import Level
from core.requests.states import ENDED, OPEN, State
from flows.messages import N_

S = State


@dataclass(frozen=True)
class Tab:
    """One part: a name in the address, words, and the states that it shows."""

    name: str
    words: str
    states: frozenset[State]
    mine: bool = False


TABS = (
    Tab("mine", N_("Yours"), OPEN, mine=True),
    Tab("open", N_("All open"), OPEN),
    Tab("verify", N_("To be verified"), frozenset({S.SUBMITTED, S.PENDING_VERIFICATION})),
    Tab("waiting", N_("Waiting"), frozenset({S.QUEUED, S.TRANSFERRED, S.RE_INTERVIEW})),
    Tab("taken", N_("In hand"), frozenset({S.ASSIGNED, S.MISSED})),
    Tab("asked", N_("Household asked"), frozenset({S.NEEDS_INFO})),
    Tab("interview", N_("Interview set"), frozenset({S.INTERVIEW_SCHEDULED})),
    Tab("decide", N_("To be decided"), frozenset({S.INTERVIEWED})),
    Tab("card", N_("Card"), frozenset({S.DECIDED, S.CARD_PENDING, S.CARD_READY, S.CARD_COLLECTED})),
    Tab("review", N_("Review"), frozenset({S.APPEALED, S.UPHELD})),
    Tab("ended", N_("Ended"), ENDED),
)
MINE, ALL_OPEN = TABS[0], TABS[1]


@dataclass(frozen=True)
class Wanted:
    """What is asked for. `tab` None: what suits the officer best."""

    tab: Tab | None = None
    late: bool = False
    urgency: Level | None = None
    area: str = ""
    kind: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Wanted:
        """From an address; whatever it does not know it leaves out."""
        level = query.get("urgency", "")
        return cls(
            tab=next((tab for tab in TABS if tab.name == query.get("show")), None),
            late=query.get("late") == "yes",
            urgency=Level(level) if level in set(Level) else None,
            area=query.get("area", "")[:6],
            kind=query["kind"] if query.get("kind") in kinds.load() else "",
        )

    def address(self, after: str | None = None, tab: Tab | None = None) -> str:
        """The address of this part, of its page behind `after`, or of the same of another tab."""
        shown = tab or self.tab
        parts = {
            "show": shown.name if shown else "",
            "late": "yes" if self.late else "",
            "urgency": self.urgency or "",
            "area": self.area,
            "kind": self.kind,
            "after": after or "",
        }
        told = {name: value for name, value in parts.items() if value}
        return f"{addresses.HOME}?{urlencode(told)}" if told else addresses.HOME

    def filter(self, officer_id: str) -> Filter:
        """For core."""
        tab = self.tab or ALL_OPEN
        return Filter(
            states=tab.states,
            area=self.area or None,
            holder=officer_id if tab.mine else None,
            urgency=self.urgency,
            late=self.late,
            kind=self.kind or None,
        )

    def on(self, tab: Tab) -> Wanted:
        """The same of another tab."""
        return replace(self, tab=tab)

    @property
    def narrowed(self) -> bool:
        """Whether more than the tab narrows it."""
        return bool(self.late or self.urgency or self.area or self.kind)
