"""How much money waits, and how long a card lasts, a slow reader learns before an operator ends the call."""

from __future__ import annotations

import pytest

from app.proving import proof_of
from flows.proving import Proof
from flows.steps.question import Question
from flows.wording.catalogue import LANGUAGES

WAYS = (
    ("menu/main", "payment/start", "payment/ready", "payment/pin", "payment/opened"),
    ("menu/main", "payment/start", "payment/ready_more", "payment/pin", "payment/opened_more"),
    ("menu/main", "card/start", "card/expiring", "card/pin", "card/opened"),
)


@pytest.fixture(scope="module")
def proof() -> Proof:
    return proof_of()


def slowest(proof: Proof, language: str, spot: str, *, last: bool = False) -> float:
    """The seconds of the worst screen of a step; of the `last` one nothing is decided any more."""
    step = proof.scripts.step(spot)
    keys = len(step.asked.longest()) if isinstance(step, Question) else 1
    return max(
        proof.pace.seconds(language, seen.pages, 0 if last else keys)
        for seen in proof.seen
        if seen.step.spot == spot
        and seen.language == language
        and seen.profile == proof.setter.smallest
        and not seen.screen.not_understood
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_who_dialled_before_reads_the_most_needed_within_one_call(
    proof: Proof, language: str, way: tuple[str, ...]
) -> None:
    *before, told = way
    seconds = sum(slowest(proof, language, spot) for spot in before)
    assert seconds + slowest(proof, language, told, last=True) <= proof.pace.call_seconds
