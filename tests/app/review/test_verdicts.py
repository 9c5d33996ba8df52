"""What a native reader wrote comes into the catalogue as they read it, and nothing else does."""

from __future__ import annotations

from datetime import date

import pytest
from babel.messages.catalog import Catalog
from pydantic import ValidationError

from app.review.entries import by_id
from app.review.verdicts import Outcome, Verdict, Verdicts, apply
from locales.reviewing import FLAG, is_reviewed, review_of

DAY = date(2026, 11, 22)
SAID = "កុំបង់|ប្រាក់ {code}"


def catalogue() -> Catalog:
    found = Catalog(locale="km")
    found.add("Pay no one {code}", SAID.replace("|", "\u200b"), user_comments=[FLAG])
    found.add("Khmer", "ខ្មែរ (Khmer)", user_comments=[FLAG], context="first screen")
    found.add("Khmer", "ខ្មែរ", user_comments=[FLAG])
    return found


def brought(found: Catalog, *verdicts: Verdict, reviewer: str = "Sok Dara") -> Outcome:
    sheet = Verdicts(language="km", reviewer=reviewer, day=DAY, messages=verdicts)
    return apply(sheet, by_id(found))


def verdict(
    correction: str = "", said: str = SAID, name: str = "Pay no one {code}", context: str = ""
) -> Verdict:
    return Verdict(id=name, context=context, said=said, correction=correction)


def test_what_is_right_is_signed_off_and_stays_as_it_is() -> None:
    found = catalogue()
    assert brought(found, verdict()) == Outcome(right=1)
    message = found.get("Pay no one {code}")
    assert message is not None
    assert message.string == SAID.replace("|", "\u200b")
    review = review_of(message)
    assert review is not None
    assert (review.by, review.on) == ("Sok Dara", DAY)


def test_what_was_corrected_is_written_with_its_breaks_and_signed_off() -> None:
    found = catalogue()
    assert brought(found, verdict("សូមកុំ|បង់ប្រាក់ {code}")) == Outcome(corrected=1)
    message = found.get("Pay no one {code}")
    assert message is not None
    assert message.string == "សូមកុំ\u200bបង់ប្រាក់ {code}"
    assert is_reviewed(message)


def test_a_message_in_a_context_is_told_from_the_one_without() -> None:
    found = catalogue()
    brought(found, verdict(said="ខ្មែរ (Khmer)", name="Khmer", context="first screen"))
    signed, other = found.get("Khmer", "first screen"), found.get("Khmer")
    assert signed is not None
    assert other is not None
    assert is_reviewed(signed)
    assert not is_reviewed(other)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (verdict(said="ប្រាក់ {code}"), "changed since the sheet was written"),
        (verdict(name="Pay everyone"), "is used no more"),
        (verdict("សូមកុំបង់ប្រាក់"), "without its words in braces"),
        (verdict("សូមកុំបង់ប្រាក់ {code"), "without its words in braces"),
    ],
    ids=["another text", "another message", "no placeholder", "half a placeholder"],
)
def test_what_cannot_be_taken_over_is_left_and_told(given: Verdict, why: str) -> None:
    found = catalogue()
    outcome = brought(found, given)
    assert (outcome.right, outcome.corrected) == (0, 0)
    assert why in outcome.left[0]
    message = found.get("Pay no one {code}")
    assert message is not None
    assert message.string == SAID.replace("|", "\u200b")
    assert not is_reviewed(message)


@pytest.mark.parametrize("reviewer", ["", "  ", "Sok\nDara", "D" * 41])
def test_a_sheet_without_a_name_is_refused(reviewer: str) -> None:
    with pytest.raises(ValidationError):
        brought(catalogue(), verdict(), reviewer=reviewer)
