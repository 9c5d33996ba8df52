"""Screens that never vary are set once, before anybody dials, and are the same as if they were set anew."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from core.places import Gazetteer
from flows.library import load_scripts
from flows.screen import Kind, Texts
from flows.unvarying import unvarying_screens
from flows.values import Value
from flows.wording import LANGUAGES, Catalogue, Words
from locales.compile import LOCALES
from ussd import screens
from ussd.screens import Typesetter
from ussd.typesetting import EVERY, LATIN_ONLY, SMALLEST, Profile

WORDS = Words(Catalogue.load(LOCALES), Gazetteer.load())
SCREENS = tuple(unvarying_screens(load_scripts()))
PROFILES = (*EVERY, LATIN_ONLY)


@pytest.fixture(scope="module")
def ready() -> Typesetter:
    """Nothing is set into it after `prepare`."""
    typesetter = Typesetter(WORDS)
    typesetter.prepare(SCREENS, PROFILES)
    return typesetter


def test_there_are_such_screens_and_none_of_them_holds_a_value_or_a_list() -> None:
    spots = {screen.spot for screen in SCREENS}
    assert {"menu/main", "request/contact", "welcome/language", "request/nothing_sent"} <= spots
    assert all(not screen.show and screen.kind is not Kind.PICK for screen in SCREENS)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_a_screen_set_before_is_the_one_that_is_shown(ready: Typesetter, profile: Profile) -> None:
    for screen, language in product(SCREENS, LANGUAGES):
        for page, anew in enumerate(Typesetter(WORDS).pages(screen, language, profile)):
            assert ready.show(screen, language, profile, page) == anew


def test_what_was_set_before_is_not_set_again(ready: Typesetter, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("this screen was set already")

    monkeypatch.setattr(screens, "fit", never)
    for screen, language in product(SCREENS, LANGUAGES):
        assert ready.show(screen, language, SMALLEST, 0).text


def test_a_screen_with_a_value_is_set_for_whom_it_is_shown(ready: Typesetter) -> None:
    bare = next(screen for screen in SCREENS if screen.spot == "my_request/none_yet")
    for raw, said in (("123456782", "123 456 782"), ("987654321", "987 654 321")):
        show = {"reference": Value("reference", raw)}
        varying = replace(bare, texts=Texts("Your request: {reference}"), show=show)
        assert said in ready.show(varying, "en", SMALLEST, 0).text
