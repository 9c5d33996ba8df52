"""How long things last and how often they may be tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Limits:
    """What an operator may set; `second_factor` is off in the demo alone."""

    idle: timedelta = 20 * MINUTE
    absolute: timedelta = 10 * HOUR
    invitation: timedelta = 72 * HOUR
    reset: timedelta = 24 * HOUR
    second_factor: bool = True


HALF = 10 * MINUTE
"""From the password to the second factor (ASVS 6.5.5 allows no longer)."""

FRESH = 10 * MINUTE
"""For so long after typing their password an officer does sensitive acts unasked."""
