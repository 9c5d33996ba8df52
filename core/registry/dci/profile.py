"""The names under which a record holds what we ask for. Ours: none is published (docs/registry.md)."""

from __future__ import annotations

from dataclasses import dataclass

HOUSEHOLD_TYPE = "HOUSEHOLD_ID"
PHONE_TYPE = "PHONE_NUMBER"
PHONE_NUMBER = "phone_number"
POVERTY_SCORE = "IDPOOR"
"""`poverty_score_type` of a `poverty_score` that is the level: 1 or 2."""


@dataclass(frozen=True)
class Profile:
    """What differs between registries. `card_type`: the identifier type of an Equity Card."""

    card_type: str = "EQUITY_CARD"
