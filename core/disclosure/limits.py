"""How often a phone may ask and guess. All of it is counted by the phone that asks, nothing by the card.

PROTOCOLS.md, 6.4: five misses, then a cool-down; a limit on distinct cards. Limits for ever longer times
stand behind one another, and what one of them holds the next does not count: so delays rise, from minutes to
a month, for who goes on guessing and for nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from core.accounts.throttle import Bucket

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONTH = timedelta(days=30)

Ladder: TypeAlias = tuple[tuple[int, timedelta], ...]
"""So many in so long, the shortest time first."""


@dataclass(frozen=True)
class Limits:
    """Figures of ours; none is published.

    `misses`: look-ups that were not right. `looks`: look-ups at all. `cards`: different last four digits.
    `pins`: wrong PINs: at most twelve a month of the thousands that there are, until a code of the commune
    begins anew. `codes`: wrong codes of the commune, of a hundred million. `issued`: codes by one officer.
    `code_lasts`: how long a code is good; it is handed over in person, also where the phone is a day away.
    """

    misses: Ladder = ((5, HOUR), (10, DAY), (30, MONTH))
    looks: Ladder = ((30, DAY),)
    cards: Ladder = ((3, DAY), (10, MONTH))
    pins: Ladder = ((3, timedelta(minutes=15)), (6, DAY), (12, MONTH))
    codes: Ladder = ((5, HOUR), (10, DAY))
    issued: Ladder = ((20, HOUR), (100, DAY))
    code_lasts: timedelta = timedelta(hours=72)


def buckets(kind: str, value: str, ladder: Ladder) -> list[Bucket]:
    """What a try counts against, in this order (`Throttle.take_in_turn`)."""
    return [Bucket(f"{kind} in {window}", value, limit, window) for limit, window in ladder]
