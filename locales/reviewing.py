"""Which translations a native reader has signed off: comments in the catalogue, one message at a time.

A message is marked `needs native review` until somebody signs it off; then `reviewed by NAME, DAY (CHECKSUM)`
stands there instead, the checksum being that of the words signed off. Both are plain comments: gettext keeps
them, and unlike `fuzzy` they take no message away from a household meanwhile.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from babel.messages.catalog import Catalog, Message

FLAG = "needs native review"
LANGUAGES = ("km",)
"""The languages drafted by people who are no native readers of them."""
_SIGNED = re.compile(r"reviewed by (?P<by>.{1,40}), (?P<on>\d{4}-\d{2}-\d{2}) \((?P<checksum>[0-9a-f]{8})\)")


@dataclass(frozen=True)
class Review:
    """Who signed a message off, and when; `holds` until its words change."""

    by: str
    on: date
    holds: bool


def review_of(message: Message) -> Review | None:
    """The last signing off of a message; None where it had none."""
    found = [match for line in message.user_comments if (match := _SIGNED.fullmatch(line))]
    if not found:
        return None
    last = found[-1]
    return Review(last["by"], date.fromisoformat(last["on"]), last["checksum"] == checksum(said(message)))


def is_reviewed(message: Message) -> bool:
    """Whether a native reader has signed these very words off."""
    review = review_of(message)
    return review is not None and review.holds and FLAG not in message.user_comments


def sign(message: Message, by: str, on: date) -> None:
    """Take the flag away: a native reader, called `by` (1 to 40 signs), found these words right.

    Raises ValueError for a name that does not fit on a comment's line.
    """
    line = f"reviewed by {by}, {on} ({checksum(said(message))})"
    if not _SIGNED.fullmatch(line):
        raise ValueError(f"not a name to write into a catalogue: {by!r}")
    message.user_comments = [*_others(message), line]


def mark(catalogue: Catalog) -> None:
    """Flag every message that nobody signed off, or that changed since: `make translations` does."""
    for message in catalogue:
        if message.id and not is_reviewed(message):
            message.user_comments = [*_others(message), FLAG]


def said(message: Message) -> str:
    """The words of a message."""
    return str(message.string or "")


def checksum(words: str) -> str:
    """What tells whether words changed."""
    return sha256(words.encode()).hexdigest()[:8]


def _others(message: Message) -> list[str]:
    return [line for line in message.user_comments if line and line != FLAG and not _SIGNED.fullmatch(line)]
