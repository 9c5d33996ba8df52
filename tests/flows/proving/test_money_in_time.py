"""Where a slow reader learns how much money waits, at its worst, before an operator ends the call."""

from __future__ import annotations

import pytest

from app.proving import proof_of
from flows.proving import Proof
from flows.steps.question import Question
from flows.wording.catalogue import LANGUAGES

WAYS = (
    ("payment/ready", "payment/opened"),
    ("payment/ready_more", "payment/opened_more"),
)
BEFORE = ("menu/main", "payment/start")


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
def test_who_dialled_before_reads_how_much_waits_within_one_call(
    proof: Proof, language: str, way: tuple[str, str]
) -> None:
    where, amounts = way
    screens = [slowest(proof, language, spot) for spot in (*BEFORE, where, "payment/pin")]
    told = sum(screens) + slowest(proof, language, amounts, last=True)
    assert told <= proof.pace.call_seconds
