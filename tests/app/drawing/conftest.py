"""The service's own scripts, as decks of cards."""

from __future__ import annotations

import pytest

from app.drawing.deck import Deck
from app.specimens.screens import Screens
from core.places import Gazetteer
from flows.library import load_scripts
from flows.wording import LANGUAGES, Catalogue, Words
from locales.compile import LOCALES


@pytest.fixture(scope="session")
def screens() -> Screens:
    return Screens(load_scripts(), Words(Catalogue.load(LOCALES), Gazetteer.load()))


@pytest.fixture(
    scope="session",
    params=["km", *(pytest.param(other, marks=pytest.mark.slow) for other in LANGUAGES if other != "km")],
)
def deck(screens: Screens, request: pytest.FixtureRequest) -> Deck:
    return Deck(screens, request.param)
