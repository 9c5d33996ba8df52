"""Not found, not yours and not the PIN take the same time: the distributions are compared, not the figures.

What is compared is the processor's time, in turns, so that another's work on the machine falls on all alike.
The measure is how often a look of one kind took longer than one of another: half of the times, if nothing
tells them apart (the Mann-Whitney statistic). `test_same_work.py` counts what is done; this forgets nothing.
"""

from __future__ import annotations

import gc
import time
from datetime import timedelta
from itertools import combinations

import pytest

from core.disclosure import NotGiven
from core.disclosure.limits import Limits
from tests.core.disclosure.conftest import Call, FakeRegistry, another

pytestmark = pytest.mark.slow

EACH = 250
"""Looks of a kind: chance alone moves the measure by 0.03."""
APART = 0.15
MANY = ((1_000_000, timedelta(hours=1)),)
UNKNOWN, NEIGHBOUR = "+85516000001", "+85516000002"


@pytest.fixture
def limits() -> Limits:
    """They stop nobody: what stops a phone is the same for all."""
    return Limits(misses=MANY, looks=MANY, cards=MANY, pins=MANY)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("pin", [None, "9026"])
async def test_whose_card_it_is_does_not_show_in_the_time(
    call: Call, registry: FakeRegistry, pin: str | None
) -> None:
    registry.add(another(700_001), NEIGHBOUR)
    looks = {
        "no household": (await call(UNKNOWN), "4321"),
        "another's card": (await call(NEIGHBOUR), "4321"),
        "no such card": (await call(NEIGHBOUR), "9999"),
    }
    took: dict[str, list[int]] = {kind: [] for kind in looks}
    gc.disable()
    try:
        for turn in range(EACH + 20):
            for kind, (caller, card) in looks.items():
                began = time.process_time_ns()
                assert await caller.look(card, pin) == NotGiven()
                if turn >= 20:  # the first ones fill caches
                    took[kind].append(time.process_time_ns() - began)
    finally:
        gc.enable()
    for one, other in combinations(took, 2):
        assert abs(longer(took[one], took[other]) - 0.5) < APART, (one, other)


def longer(these: list[int], those: list[int]) -> float:
    """How often one of these is more than one of those, of all pairs."""
    return sum((a > b) + (a == b) / 2 for a in these for b in those) / (len(these) * len(those))


def test_a_step_more_would_show() -> None:
    """So the measure means something: a tenth of the time more is far apart."""
    same = [1000 + each % 50 for each in range(EACH)]
    assert longer(same, same) == 0.5
    assert longer([each + 100 for each in same], same) > 0.5 + 2 * APART
