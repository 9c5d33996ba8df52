"""The sheet shows a native reader every screen, and every text that a household may be told, once."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html import unescape

import pytest

from app.review.entries import by_id, catalogue, id_of
from app.review.sheet import Sheet
from flows.library import load_scripts
from flows.messages import NC_
from flows.notices import NEWS, RECEIPT
from flows.steps.step import Saying
from flows.wording import Catalogue
from locales.compile import LOCALES
from locales.reviewing import sign
from ussd.phrases import NEXT, NOT_UNDERSTOOD, Polite

pytestmark = pytest.mark.slow  # what `make check` looks at too

KHMER = LOCALES / "km" / "LC_MESSAGES" / "samnaeu.po"


def ids(html: str) -> Counter[str]:
    """The messages that can be signed off on a sheet."""
    found = re.findall(r'data-id="([^"]*)" data-context="([^"]*)"', html)
    return Counter(NC_(unescape(c), unescape(i)) if c else unescape(i) for i, c in found)


def test_every_text_of_every_script_stands_on_it_once(sheet_html: str) -> None:
    steps = [step for script in load_scripts().scripts.values() for step in script.steps.values()]
    said = {message for step in steps for message in step.messages()}
    found = ids(sheet_html)
    assert said <= set(found)
    assert {NOT_UNDERSTOOD, NEXT, RECEIPT, NEWS, *Polite} <= set(found)
    assert {"{name} commune", "at your home", "60+"} <= set(found)
    assert set(found.values()) == {1}


def test_every_screen_stands_on_it_in_both_languages(sheet_html: str) -> None:
    for script in load_scripts().scripts.values():
        for step in script.steps.values():
            assert (f"<code>{step.spot}</code>" in sheet_html) == isinstance(step, Saying)
    assert sheet_html.count('<div class="phone" lang="km">') > 100
    assert sheet_html.count('<div class="phone" lang="en">') > 100


def test_it_needs_nothing_from_anywhere(sheet_html: str) -> None:
    assert not re.search(r'(?:src|href)="(?!#|data:)|url\("(?!data:)|@import|https?:', sheet_html)


@pytest.fixture(scope="module")
def signed_html() -> str:
    """A sheet of everything, on which one message is signed off."""
    khmer = catalogue(KHMER)
    sign(by_id(khmer)["Back"], "Sok <Dara>", date(2026, 11, 22))
    return Sheet(load_scripts(), Catalogue.load(LOCALES), khmer, everything=True).html()


def test_what_was_signed_off_says_so(signed_html: str) -> None:
    assert "Sok &lt;Dara&gt;, 2026-11-22" in signed_html
    assert signed_html.count('data-signed="yes"') == 1


def test_all_other_texts_stand_on_it_where_they_are_asked_for(signed_html: str) -> None:
    assert set(ids(signed_html)) == {id_of(message) for message in catalogue(KHMER) if message.id}
