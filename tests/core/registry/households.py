"""Invented households that every registry under test is filled with."""

from __future__ import annotations

from datetime import date

from core.registry.household import (
    Card,
    Enrolment,
    Household,
    Level,
    MemberRole,
    Payment,
    PaymentStatus,
)
from core.registry.port import MOST_HOUSEHOLDS


def payment(number: int, status: PaymentStatus, paid_on: date | None, **told: object) -> Payment:
    """A payment of a household of its number."""
    return Payment(f"P-{number}", "family_package", status, paid_on=paid_on, **told)  # type: ignore[arg-type]


RICH = Household(
    id="H-1",
    commune="120101",
    level=Level.POOR_1,
    card=Card("DEMO00012345", valid_until=date(2028, 3, 31), issued_on=date(2025, 4, 1)),
    members={MemberRole.HEAD: 1, MemberRole.SPOUSE: 1, MemberRole.CHILD: 3},
    enrolments=(Enrolment("family_package", date(2024, 4, 10)), Enrolment("scholarship")),
    payments=(
        payment(16, PaymentStatus.PLANNED, None, amount=80_000),
        payment(
            15,
            PaymentStatus.ARRIVED,
            date(2026, 11, 20),
            amount=100_000_000,
            collect_until=date(2026, 12, 20),
            agent="ភ្នាក់ងារ DEMO",
        ),
        payment(14, PaymentStatus.FAILED, date(2026, 10, 20), amount=0, reason="card_expired"),
        payment(13, PaymentStatus.LAPSED, date(2026, 9, 20), amount=1),
        payment(12, PaymentStatus.COLLECTED, date(2026, 8, 20)),
    ),
)
"""Has all that there is."""

BARE = Household(id="H-2", commune="170404")
"""Has nothing but a place."""

EXPIRED = Household(
    id="KH/2021.3_a:b",
    commune="010201",
    level=Level.AT_RISK,
    card=Card("DEMO00099999", valid_until=date(2024, 1, 1)),
    members={MemberRole.OTHER: 12},
)

CROWD = tuple(Household(id=f"V-{n}", commune="120109") for n in range(MOST_HOUSEHOLDS + 2))
"""More than one phone may stand for."""

HOUSEHOLDS = (RICH, BARE, EXPIRED, *CROWD)

OWN, SHARED, VILLAGE, ABROAD, NOBODYS = (
    *("+85512000501", "+85512000502", "+85512000503"),
    *("+66812345678", "+85512000999"),
)

PHONES = {
    RICH.id: (OWN, SHARED),
    BARE.id: (SHARED,),
    EXPIRED.id: (ABROAD,),
    **{each.id: (VILLAGE,) for each in CROWD},
}
"""The numbers that each household is registered with."""
