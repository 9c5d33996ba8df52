"""One place of Cambodia's administrative tree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """A level of the tree; its value is the number of digits of a code."""

    PROVINCE = 2
    DISTRICT = 4
    COMMUNE = 6
    VILLAGE = 8


class Kind(StrEnum):
    """What a place is called before its name: khum in a srok, sangkat in a krong or khan."""

    PROVINCE = "province"
    CAPITAL = "capital"
    SROK = "srok"
    KRONG = "krong"
    KHAN = "khan"
    KHUM = "khum"
    SANGKAT = "sangkat"
    PHUM = "phum"


@dataclass(frozen=True, slots=True)
class Place:
    """A place, told from all others by `code`.

    `code` is the ministry's: 2, 4, 6 or 8 digits. A village that has none of its own (`is_coded` is false)
    has its commune's code, a colon and its Latin name run together ("050614:kangmeas"). Such a code names the
    village to this system only: show and export it as commune and name. `km` and `en` bear no title.
    """

    code: str
    level: Level
    km: str
    en: str
    kind: Kind

    @property
    def is_coded(self) -> bool:
        """Whether `code` is the ministry's and this place's alone."""
        return ":" not in self.code

    @property
    def commune(self) -> str | None:
        """The code of the commune this is or lies in; None above communes."""
        return self.code[: Level.COMMUNE] if self.level >= Level.COMMUNE else None
