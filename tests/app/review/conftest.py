"""The sheet for a native reader, of the service's own scripts."""

from __future__ import annotations

import pytest

from app.review.entries import catalogue
from app.review.sheet import Sheet
from flows.library import load_scripts
from flows.wording import Catalogue
from locales.compile import LOCALES
from tests.servers.chromium import browser

__all__ = ["browser"]


@pytest.fixture(scope="session")
def sheet_html() -> str:
    khmer = catalogue(LOCALES / "km" / "LC_MESSAGES" / "samnaeu.po")
    return Sheet(load_scripts(), Catalogue.load(LOCALES), khmer).html()
