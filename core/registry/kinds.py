"""What a file tells of."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """`samnaeu import KIND FILE`; households first, since the others speak of them."""

    HOUSEHOLDS = "households"
    MEMBERS = "members"
    CARDS = "cards"
    ENROLMENTS = "enrolments"
    PAYMENTS = "payments"
