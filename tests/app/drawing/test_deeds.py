"""Whatever the service does between two screens is told in plain words."""

from __future__ import annotations

from app.drawing.deeds import DEEDS, OUTCOMES
from flows.actions import registry


def test_every_action_is_told_in_plain_words() -> None:
    assert set(registry.doings) == set(DEEDS)


def test_every_outcome_of_an_action_that_may_turn_out_in_two_ways_is_told() -> None:
    deeds = registry.doings
    for name, deed in deeds.items():
        if len(deed.outcomes) > 1:
            assert set(deed.outcomes) == set(OUTCOMES.get(name, {})), name
    assert set(OUTCOMES) <= set(deeds)
