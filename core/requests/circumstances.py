"""What the figures are told by besides the household's own answers: who heads it, and what hit it lately.

An officer writes it down if the household says it. No phone asks for it and none shows it; nothing is
decided by it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

W = TypeVar("W", "HeadSex", "Shock")


class HeadSex(StrEnum):
    """The sex of the head of the household."""

    WOMAN = "woman"
    MAN = "man"
    NOT_SAID = "not_said"


class Shock(StrEnum):
    """What hit the home lately, the worst of it. No illness is named, and nobody who is ill or died."""

    FLOOD = "flood"
    DROUGHT = "drought"
    STORM = "storm"
    ILLNESS_OR_DEATH = "illness_or_death"
    LOSS_OF_WORK = "loss_of_work"
    OTHER = "other"
    NONE = "none"
    NOT_ASKED = "not_asked"


_UNTOLD: frozenset[StrEnum] = frozenset({HeadSex.NOT_SAID, Shock.NOT_ASKED})


def kept(now: W | None, stated: W | None) -> W | None:
    """What stands after it was stated: None leaves it, a word for not being told takes it back."""
    if stated is None:
        return now
    return None if stated in _UNTOLD else stated
