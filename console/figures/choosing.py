"""What a reader chose to see: which figures, of which area, over how many days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from console import addresses
from console.tongue import Tongue
from core.figures.scope import Scope
from core.figures.span import MONTH, PERIODS, QUARTER, WEEK
from core.officers import Officer
from flows.messages import N_

DAYS = {
    WEEK: N_("The last 7 days"),
    MONTH: N_("The last 30 days"),
    QUARTER: N_("The last 90 days"),
}


@dataclass(frozen=True)
class Choice:
    """`topic`: a word of the address. `area`: a code, or None for all that the reader sees."""

    topic: str
    area: str | None = None
    days: int = MONTH

    @classmethod
    def of(cls, topic: str, asked: Mapping[str, str]) -> Choice:
        """From an address or a form; what is no period means a month."""
        days = asked.get("days", "")
        known = {str(each): each for each in PERIODS}
        return cls(topic, asked.get("area") or None, known.get(days, MONTH))

    @property
    def address(self) -> str:
        """Where it is shown."""
        told = {"area": self.area, "days": str(self.days) if self.days != MONTH else None}
        query = urlencode({name: value for name, value in told.items() if value})
        return addresses.figures(self.topic) + (f"?{query}" if query else "")

    def within(self, area: str | None) -> Choice:
        """The same of another area."""
        return replace(self, area=area)

    def about(self, topic: str) -> Choice:
        """Other figures of the same area and days."""
        return replace(self, topic=topic)


def above(choice: Choice, reader: Officer, _: Tongue) -> list[tuple[str, str]]:
    """The areas around the chosen one that the reader may see, widest first: address and name."""
    if choice.area is None:
        return []
    around = [choice.area[:length] for length in range(2, len(choice.area), 2)]
    seen = [area for area in around if any(area.startswith(own) for own in reader.areas)]
    own = len(reader.areas) > 1
    everything = [(choice.within(None).address, _("All of your area"))] if own else []
    return everything + [(choice.within(area).address, _.place(area)) for area in seen]


def named(scope: Scope, _: Tongue) -> str:
    """An area in words."""
    return _.all_of([_.place(area) for area in sorted(scope.areas)])
