"""A month in Cambodia."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from core.working_days import CAMBODIA, day_of

_WRITTEN = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    """`number` from 1. As text: 2026-10."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """That in which a moment lies."""
        day = day_of(moment)
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValueError for what is no month."""
        if not (found := _WRITTEN.fullmatch(text)):
            raise ValueError("not a month")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def following(self) -> Self:
        """The month after it."""
        return type(self)(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return datetime(self.year, self.number, 1, tzinfo=CAMBODIA)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return self.following.start
