"""When people may be told of something: nobody is woken by a text (DESIGN.md; the hours are proposed)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from core.working_days import CAMBODIA


@dataclass(frozen=True)
class DecentHours:
    """From `opens` until `closes`, which is outside, on every day of Cambodia (Asia/Phnom_Penh)."""

    opens: time = time(8)
    closes: time = time(19)

    def __post_init__(self) -> None:
        if not self.opens < self.closes:
            raise ValueError(f"no hour is left between {self.opens} and {self.closes}")

    def include(self, moment: datetime) -> bool:
        """Whether somebody may be told now."""
        return self.opens <= moment.astimezone(CAMBODIA).time() < self.closes

    def next(self, moment: datetime) -> datetime:
        """The moment itself, or if it is outside the next opening; aware."""
        if self.include(moment):
            return moment
        here = moment.astimezone(CAMBODIA)
        opening = datetime.combine(here.date(), self.opens, CAMBODIA)
        later = opening if here < opening else opening + timedelta(days=1)
        return later.astimezone(moment.tzinfo)
