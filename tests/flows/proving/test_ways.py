"""The quickest way of a slow reader: what is asked of a newcomer, and what is left out when time is short."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from app.proving import proof_of
from flows.proving import Pace, Proof
from flows.proving.ways import _reading, quickest

FORM = ("welcome/language", "menu/main", "place/code", "request/consent", "request/contact")


@cache
def proof() -> Proof:
    """No way leads through a list: how long it may be is no matter."""
    return replace(proof_of(), thinned=True)


def at_the_pace(**rates: float) -> Proof:
    """The same screens, read at another pace."""
    other = replace(proof(), pace=Pace(**rates))
    vars(other)["seen"] = proof().seen
    return other


@pytest.mark.slow
@pytest.mark.parametrize("language", ["km", "en"])
def test_a_newcomer_is_asked_everything_that_a_request_needs(language: str) -> None:
    patient = at_the_pace(hurry_seconds=10_000)
    way = quickest(patient, language)["request/received"].screens
    assert way[: len(FORM)] == FORM
    asked = {spot.partition("/")[2].removeprefix("helped_") for spot in way[len(FORM) :]}
    assert asked - {"review", "review_of_a_card"} == {"people", "needs", "received"}


def test_a_slow_reader_is_asked_only_what_suffices_to_file() -> None:
    way = quickest(proof(), "km")["request/received"].screens
    assert way == (*FORM, "request/review", "request/received")


def test_who_has_a_request_is_no_newcomer() -> None:
    way = quickest(proof(), "km")["my_request/stopped"].screens
    assert "welcome/language" not in way
    assert way[-3:] == ("my_request/withdraw", "my_request/withdraw_surely", "my_request/stopped")


def test_no_list_lies_on_the_way() -> None:
    spots = {spot for way in quickest(proof(), "km").values() for spot in way.screens}
    assert "place/code" in spots
    assert not spots & {"place/province", "place/district", "place/commune", "my_request/village"}


def test_a_way_takes_as_long_as_its_screens_together() -> None:
    ways = quickest(proof(), "km")
    to_the_menu, to_the_code = ways["menu/main"], ways["place/code"]
    assert to_the_code.screens == (*to_the_menu.screens, "place/code")
    assert to_the_code.seconds > to_the_menu.seconds > 0


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize(
    "way",
    [
        ("card/start", "card/expired", "request/consent", "request/contact", "request/review"),
        (
            "payment/start",
            "payment/failed_name",
            "request/consent",
            "request/contact",
            "request/review_of_a_card",
        ),
    ],
)
def test_a_slow_reader_comes_from_the_menu_to_what_helps_within_a_call(
    way: tuple[str, ...], language: str
) -> None:
    """Known, as who has a card mostly is; the form asks for no more than it needs once time is short."""
    read = _reading(proof(), language)
    assert sum(read[spot] for spot in ("menu/main", *way)) <= proof().pace.call_seconds
