"""What every adapter of `core.registry.port` must do.

To run it: subclass `RegistryContract` in a `test_….py` as `TestContract`. Its fixture `registry` is filled
with `HOUSEHOLDS`, which are registered for `PHONES` (tests/core/registry/households.py).
"""

from __future__ import annotations

import pytest

from core.registry.household import Household
from core.registry.port import MOST_HOUSEHOLDS, Registry
from tests.core.registry.households import (
    ABROAD,
    BARE,
    CROWD,
    EXPIRED,
    HOUSEHOLDS,
    NOBODYS,
    OWN,
    RICH,
    SHARED,
    VILLAGE,
)


class RegistryContract:
    """Both questions, and what is no answer to them."""

    @pytest.mark.parametrize(
        "household", [each for each in HOUSEHOLDS if each.card], ids=lambda household: household.id
    )
    async def test_a_card_finds_its_household_with_all_that_is_known(
        self, registry: Registry, household: Household
    ) -> None:
        assert household.card
        assert await registry.by_card(household.card.number) == household

    @pytest.mark.parametrize(
        "number", ["DEMO00012346", "DEMO0001234", "00012345", "DEMO%", "", "*", "' OR 1=1 --", "0" * 5000]
    )
    async def test_what_is_no_cards_number_finds_nobody(self, registry: Registry, number: str) -> None:
        assert await registry.by_card(number) is None

    async def test_a_phone_finds_the_household_that_it_is_registered_for(self, registry: Registry) -> None:
        assert await registry.by_phone(OWN) == (RICH,)
        assert await registry.by_phone(ABROAD) == (EXPIRED,)

    async def test_a_phone_may_stand_for_several_households(self, registry: Registry) -> None:
        found = await registry.by_phone(SHARED)
        assert {each.id: each for each in found} == {RICH.id: RICH, BARE.id: BARE}

    async def test_of_too_many_households_a_phone_finds_no_more_than_it_may(self, registry: Registry) -> None:
        found = await registry.by_phone(VILLAGE)
        assert len(found) == len({each.id for each in found}) == MOST_HOUSEHOLDS
        assert {each.id for each in found} <= {each.id for each in CROWD}

    @pytest.mark.parametrize("phone", [NOBODYS, "+8551200050", "012000501", "+", "%", ""])
    async def test_a_phone_that_nobody_registered_finds_nobody(self, registry: Registry, phone: str) -> None:
        assert await registry.by_phone(phone) == ()

    async def test_payments_come_newest_first(self, registry: Registry) -> None:
        (found,) = await registry.by_phone(OWN)
        assert [each.id for each in found.payments] == ["P-16", "P-15", "P-14", "P-13", "P-12"]

    async def test_what_was_asked_before_changes_no_answer(self, registry: Registry) -> None:
        assert await registry.by_phone(NOBODYS) == ()
        assert await registry.by_phone(OWN) == await registry.by_phone(OWN) == (RICH,)

    async def test_it_tells_that_it_is_there(self, registry: Registry) -> None:
        await registry.ping()
