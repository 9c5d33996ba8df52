"""A message on the sheet: what it says, and whether a native reader signed it off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from flows.messages import BREAK, message_id, uncontexted
from locales.reviewing import is_reviewed, review_of, said

MARK = "|"
"""How the sheet shows where a line may break: nobody can see or type a zero width space itself."""


@dataclass(frozen=True)
class Entry:
    """`english` is the id, `context` tells it from the same English elsewhere, `khmer` has its breaks shown.

    `reviewed` says who signed it off and when; empty while it waits. `free`: the signs that it may grow by.
    """

    number: int
    english: str
    context: str
    khmer: str
    reviewed: str
    free: int | None


def catalogue(path: Path) -> Catalog:
    """The catalogue in a `.po` file."""
    with path.open("rb") as stream:
        return read_po(stream)


def by_id(found: Catalog) -> Mapping[str, Message]:
    """Its messages by their ids, a context before them as `NC_` writes it."""
    return {id_of(message): message for message in found if message.id}


def id_of(message: Message) -> str:
    """The id of a message, with its context as `NC_` writes it."""
    english = message.id if isinstance(message.id, str) else message.id[0]
    return message_id(message.context, english)


def entry(number: int, message: Message, free: int | None) -> Entry:
    """A message as the sheet shows it."""
    review = review_of(message)
    signed = f"{review.by}, {review.on}" if review is not None and is_reviewed(message) else ""
    return Entry(
        number=number,
        english=uncontexted(id_of(message)),
        context=message.context or "",
        khmer=shown(said(message)),
        reviewed=signed,
        free=free,
    )


def shown(words: str) -> str:
    """Words with their break marks to be seen."""
    return words.replace(BREAK, MARK)
