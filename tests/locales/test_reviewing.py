"""A translation is marked until a native reader signed these very words off."""

from __future__ import annotations

import io
from datetime import date

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from locales.reviewing import FLAG, is_reviewed, mark, review_of, sign

DAY = date(2026, 11, 22)


def kept(message: Message) -> Message:
    """The message after its catalogue was written and read again."""
    catalogue = Catalog(locale="km")
    catalogue[message.id] = message
    stream = io.BytesIO()
    write_po(stream, catalogue)
    stream.seek(0)
    found = read_po(stream).get("Back")
    assert found is not None
    return found


def drafted(*comments: str) -> Message:
    return Message("Back", "ថយ", user_comments=list(comments))


def test_a_draft_is_not_reviewed() -> None:
    assert not is_reviewed(drafted(FLAG))
    assert not is_reviewed(drafted())
    assert review_of(drafted(FLAG)) is None


@pytest.mark.parametrize("name", ["Sok Dara", "សុខ ដារា", "D, " * 13 + "D"])
def test_signing_off_takes_the_mark_away_and_tells_who_and_when(name: str) -> None:
    message = drafted(FLAG, "a translator's own note")
    sign(message, name, DAY)
    found = kept(message)
    review = review_of(found)
    assert review is not None
    assert (review.by, review.on, review.holds) == (name, DAY, True)
    assert is_reviewed(found)
    assert "a translator's own note" in found.user_comments
    assert FLAG not in found.user_comments


def test_words_changed_since_are_marked_again() -> None:
    catalogue = Catalog(locale="km")
    for word in ("Back", "Next"):
        catalogue[word] = Message(word, "ថយ")
        sign(catalogue[word], "Sok Dara", DAY)
    catalogue["Back"].string = "ត្រឡប់"
    mark(catalogue)
    assert catalogue["Back"].user_comments == [FLAG]
    assert is_reviewed(catalogue["Next"])


def test_a_mark_put_back_by_hand_counts() -> None:
    message = drafted()
    sign(message, "Sok Dara", DAY)
    message.user_comments.append(FLAG)
    assert not is_reviewed(message)


@pytest.mark.parametrize("name", ["", "Sok\nDara", "D" * 41])
def test_a_name_that_would_break_a_comment_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        sign(drafted(), name, DAY)
