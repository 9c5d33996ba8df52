"""Every screen of the scripts, with the longest that it may have to say, on the smallest phone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from core.places import Gazetteer, Level, Place
from flows.engine import advance
from flows.events import Enter, Item, Outcome
from flows.library import load_scripts
from flows.screen import Action, Screen
from flows.state import State
from flows.steps.ending import Ending
from flows.steps.pick import Pick
from flows.steps.question import Question
from flows.steps.step import Saying
from flows.values import Value
from flows.wording import LANGUAGES, Catalogue, Words
from locales.compile import LOCALES
from tests.flows.worst_cases import REFERENCE, every_state
from ussd.screens import Shown, Typesetter
from ussd.typesetting import SMALLEST, size

SCRIPTS = load_scripts()
WORDS = Words(Catalogue.load(LOCALES), Gazetteer.load())
SAYING = [
    step for script in SCRIPTS.scripts.values() for step in script.steps.values() if isinstance(step, Saying)
]
UNLISTED = [step for step in SAYING if not isinstance(step, Pick)]
BEHIND = ("menu/main",)

QUESTIONS = ("my_request/question_yes_no", "my_request/question_number", "my_request/question_come")
SEVERAL_PAGES = {
    ("office/explain", "km"),
    *((spot, language) for spot in QUESTIONS for language in LANGUAGES),
}
"""What takes more than a page although it is no list: an explanation, for who wants one, and what an officer
typed, in whichever language."""


def state_at(step: Saying, language: str, misses: int) -> State:
    trail = () if SCRIPTS[step.flow].root else BEHIND
    return State(at=step.spot, language=language, trail=trail, misses=misses)


def shown(state: State) -> Screen:
    _, screen = advance(SCRIPTS, state, Enter())
    assert isinstance(screen, Screen)
    return screen


def pages(screen: Screen, language: str) -> list[Shown]:
    setter = Typesetter(WORDS)
    found = [setter.show(screen, language, SMALLEST, 0)]
    while found[-1].more:
        found.append(setter.show(screen, language, SMALLEST, len(found)))
    return found


def worst(step: Saying, language: str, misses: int) -> Iterator[list[Shown]]:
    for answers in every_state(step, WORDS, language):
        yield pages(shown(replace(state_at(step, language, misses), answers=answers)), language)


@pytest.mark.parametrize("misses", [0, 1], ids=["first", "not_understood"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", UNLISTED, ids=lambda step: step.spot)
def test_whatever_it_has_to_say_a_screen_takes_one_page(step: Saying, language: str, misses: int) -> None:
    expected = 2 if (step.spot, language) in SEVERAL_PAGES else 1
    for found in worst(step, language, misses):
        assert all(size(page.text, SMALLEST).fits for page in found)
        assert len(found) <= expected, [page.text for page in found]


@pytest.mark.parametrize("misses", [0, 1], ids=["first", "not_understood"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", UNLISTED, ids=lambda step: step.spot)
def test_every_screen_shows_a_key_to_go_on_with(step: Saying, language: str, misses: int) -> None:
    for found in worst(step, language, misses):
        last = found[-1].text.splitlines()
        assert isinstance(step, Ending | Question) or any(re.match(r"\d\.|.*\b77\b", line) for line in last)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_of_places_sets_into_pages_that_fit(language: str) -> None:
    for spot, items in lists_of_places():
        places = {"province": "12", "district": "1201"}
        at = State(at=spot, language=language, answers=places, trail=BEHIND)
        state, action = advance(SCRIPTS, at, Enter())
        assert isinstance(action, Action)
        state, screen = advance(SCRIPTS, state, Outcome("listed", items=items))
        assert isinstance(screen, Screen)
        found = pages(screen, language)
        assert all(size(page.text, SMALLEST).fits for page in found)
        offered = [value for page in found for key, value in page.keys.items() if f"{key}." in page.text]
        assert offered == [item.id for item in items]


def lists_of_places() -> Iterator[tuple[str, tuple[Item, ...]]]:
    """The provinces, every list of districts and of communes, and the longest of villages."""
    places = WORDS.places
    yield "place/province", listed(places.provinces())
    for province in places.provinces():
        yield "place/district", listed(places.children(province.code))
    for district in places.at(Level.DISTRICT):
        yield "place/commune", listed(places.children(district.code))
    by_size = sorted(places.at(Level.COMMUNE), key=lambda place: len(places.villages(place.code)))
    for commune in by_size[-20:]:
        yield "my_request/village", listed(places.villages(commune.code))


def listed(found: Sequence[Place]) -> tuple[Item, ...]:
    return tuple(Item(place.code, Value("place_name", place.code)) for place in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_requests_as_one_phone_may_have_stand_on_two_pages(language: str) -> None:
    items = tuple(
        Item(str(n), Value("request_choice", {"reference": REFERENCE, "own": n == 0})) for n in range(4)
    )
    state = State(at="my_request/choose", language=language, trail=BEHIND)
    _, screen = advance(SCRIPTS, state, Outcome("listed", items=items))
    assert isinstance(screen, Screen)
    assert len(pages(screen, language)) <= 2
