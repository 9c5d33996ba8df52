"""What is shown of a household, and to whom: the one way from a registry to a screen.

- **Tier 0**, the caller's number: nothing of the registry.
- **Tier 1**, a phone that stands for the household, and the last four digits of its card: is the card valid,
  has money come, where and until when.
- **Tier 2**, the PIN of that phone for that household as well: amounts, dates, level, members.

A phone stands for a household if the registry says so, or if it set a PIN with a code that the commune
handed over for that household: so a new number works after a SIM was lost. "Not found", "not yours" and "not
the PIN" are one answer, and the same work. Every try is counted before it is made, by the phone that asks
alone: a stranger locks nobody else out. Without the store that counts, nothing is shown; filing a request
goes on. What is linked to HIV is dropped before anything is looked at (`sifting`).
"""

from core.disclosure.answers import (
    Answer,
    NotGiven,
    NotNow,
    OwnNumber,
    PinAnswer,
    PinSet,
    Wait,
    Waiting,
    WeakPin,
)
from core.disclosure.disclosure import Disclosure
from core.disclosure.views import CardState, Collection, Glance, MoneyState, PaymentLine, Whole

__all__ = [
    "Answer",
    "CardState",
    "Collection",
    "Disclosure",
    "Glance",
    "MoneyState",
    "NotGiven",
    "NotNow",
    "OwnNumber",
    "PaymentLine",
    "PinAnswer",
    "PinSet",
    "Wait",
    "Waiting",
    "WeakPin",
    "Whole",
]
