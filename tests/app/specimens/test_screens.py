"""A proof shows what a phone shows: everyday screens, and the fullest that there may be."""

from __future__ import annotations

import pytest

from app.specimens.lists import items_of
from app.specimens.screens import Screens
from core.places import Gazetteer
from flows.actions import registry
from flows.library import load_scripts
from flows.steps.step import Saying
from flows.wording import LANGUAGES, Catalogue, Words
from locales.compile import LOCALES

SCRIPTS = load_scripts()
SCREENS = Screens(SCRIPTS, Words(Catalogue.load(LOCALES), Gazetteer.load()))
SAYING = [s for script in SCRIPTS.scripts.values() for s in script.steps.values() if isinstance(s, Saying)]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", SAYING, ids=lambda step: step.spot)
def test_the_worst_is_never_less_than_an_everyday_screen(step: Saying, language: str) -> None:
    everyday, worst = SCREENS.everyday(step, language), SCREENS.worst(step, language)
    assert len(everyday) <= len(worst)
    if len(everyday) == len(worst):
        assert SCREENS.fullest(everyday).used <= SCREENS.fullest(worst).used
    assert all(SCREENS.size(page).fits for page in (*everyday, *worst))


@pytest.mark.parametrize("source", sorted(registry.lists))
def test_every_list_of_core_has_everyday_items(source: str) -> None:
    assert items_of(source, SCREENS.words.places)


def test_a_list_that_nobody_thought_of_is_told() -> None:
    with pytest.raises(LookupError, match="no everyday items"):
        items_of("cards.list", SCREENS.words.places)


def test_an_everyday_screen_names_no_placeholder() -> None:
    (page,) = SCREENS.everyday(SCRIPTS.step("my_request/waiting"), "en")  # type: ignore[arg-type]  # it says something
    assert "123 456 782" in page.text
    assert "{" not in page.text
