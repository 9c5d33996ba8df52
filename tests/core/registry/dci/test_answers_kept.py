"""An answer is kept for seconds, in memory, and never where it must be judged as it is now."""

from __future__ import annotations

import pytest

from app.dci_server.holdings import Registered
from core.clock import FixedClock
from core.keyring import KeyRing
from core.lookups import Lookups
from core.registry.dci.answers_kept import MOST, AnswersKept
from core.registry.dci.faults import NoAnswer
from core.registry.household import Household
from tests.core.registry.dci.conftest import Join
from tests.core.registry.households import NOBODYS, OWN, RICH
from tests.servers.dci.spoils import sent

assert RICH.card
CARD = RICH.card.number
CHANGED = Household(id=RICH.id, commune="170404", card=RICH.card)


async def test_the_same_is_asked_once_within_some_seconds(join: Join, clock: FixedClock) -> None:
    async with join(cache=10.0) as joined:
        for _ in range(3):
            assert await joined.registry.by_card(CARD) == RICH
            assert await joined.registry.by_phone(OWN) == (RICH,)
            assert await joined.registry.by_phone(NOBODYS) == ()
        assert len(joined.asked) == 3
        clock.advance(10)
        await joined.registry.by_card(CARD)
        assert len(joined.asked) == 4


async def test_a_fresh_look_up_asks_and_renews_what_is_kept(join: Join) -> None:
    async with join(cache=10.0) as joined:
        await joined.registry.by_card(CARD)
        joined.server.holdings.put([Registered(CHANGED)])
        assert await joined.registry.by_card(CARD) == RICH
        assert await joined.registry.fresh.by_card(CARD) == CHANGED
        assert await joined.registry.by_card(CARD) == CHANGED


async def test_where_a_fresh_look_up_fails_nothing_older_speaks_for_it(join: Join) -> None:
    async with join(cache=10.0) as joined:
        await joined.registry.by_card(CARD)
        joined.then(sent(b"{"))
        for registry in (joined.registry.fresh, joined.registry):
            with pytest.raises(NoAnswer):
                await registry.by_card(CARD)


async def test_what_is_forgotten_is_asked_again(join: Join) -> None:
    async with join(cache=10.0) as joined:
        await joined.registry.by_card(CARD)
        joined.registry.forget()
        await joined.registry.by_card(CARD)
        assert len(joined.asked) == 2


async def test_with_no_seconds_nothing_is_kept(join: Join) -> None:
    async with join(cache=0.0) as joined:
        await joined.registry.by_card(CARD)
        await joined.registry.by_card(CARD)
        assert len(joined.asked) == 2


async def test_what_was_asked_before_forgetting_is_not_kept_after(ring: KeyRing, clock: FixedClock) -> None:
    kept = AnswersKept[str](Lookups(ring), clock, 10)

    async def told_meanwhile() -> str:
        kept.forget()
        return "old"

    async def told() -> str:
        return "new"

    assert await kept.kept_or("card", "1", told_meanwhile, fresh=False) == "old"
    assert await kept.kept_or("card", "1", told, fresh=False) == "new"


async def test_it_holds_no_number_and_never_too_many(ring: KeyRing, clock: FixedClock) -> None:
    kept = AnswersKept[int](Lookups(ring), clock, 10)

    async def told() -> int:
        return 1

    for number in range(MOST + 5):
        await kept.kept_or("card", f"DEMO{number:08}", told, fresh=False)
    assert len(vars(kept)["_answers"]) == MOST
    assert not any("DEMO0000" in key for key in vars(kept)["_answers"])
