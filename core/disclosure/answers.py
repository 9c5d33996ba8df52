"""What is answered to who asks about a card, or sets a PIN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeAlias

from core.disclosure.pin_rules import Weakness
from core.disclosure.views import Glance, Whole


class Waiting(StrEnum):
    """Of what there were too many."""

    LOOKS = "looks"
    MISSES = "misses"
    CARDS = "cards"
    PINS = "pins"
    CODES = "codes"


@dataclass(frozen=True)
class OwnNumber:
    """Tier 0: only the number is known, by which requests are filed and followed."""


@dataclass(frozen=True)
class NotGiven:
    """No such card, not theirs, not the PIN, not the code: nobody is told which."""


@dataclass(frozen=True)
class Wait:
    """This phone asked too often, or for too many cards. Nothing was looked at; after `wait` it may again.

    Where several limits hold what was asked, it is the one that holds longest.
    """

    wait: timedelta
    what: Waiting

    @property
    def ends_by_code(self) -> bool:
        """Whether a new code of the commune ends it at once."""
        return self.what in (Waiting.MISSES, Waiting.CARDS, Waiting.PINS)


@dataclass(frozen=True)
class NotNow:
    """Registry or store do not answer. Nothing is wrong with the card, and it counts as no miss."""


@dataclass(frozen=True)
class PinSet:
    """The PIN counts from now on."""


@dataclass(frozen=True)
class WeakPin:
    """Not a PIN that is taken; the code, or the old PIN, stays good."""

    why: Weakness


Answer: TypeAlias = OwnNumber | Glance | Whole | NotGiven | Wait | NotNow
PinAnswer: TypeAlias = PinSet | WeakPin | NotGiven | Wait | NotNow
