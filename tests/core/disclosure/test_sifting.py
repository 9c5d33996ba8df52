"""What is left of a household can be told: each programme by the code that there are words for."""

from __future__ import annotations

import pytest

from core.disclosure.sifting import Sieve
from core.programmes import load
from core.registry.household import Enrolment, Household, Payment, PaymentStatus


@pytest.mark.parametrize("written", ["base_cash", "base-cash", " Base Cash"])
def test_a_programme_is_told_however_a_registry_writes_its_code(written: str) -> None:
    programmes = load()
    paid = Payment("p-1", written, PaymentStatus.COLLECTED, 1_000)
    home = Household("h-1", "120101", enrolments=(Enrolment(written),), payments=(paid,))
    sifted = Sieve(programmes.sensitive, frozenset(programmes)).sifted(home)
    (enrolment,), (payment,) = sifted.enrolments, sifted.payments
    assert (enrolment.programme, payment.programme) == ("base_cash", "base_cash")
