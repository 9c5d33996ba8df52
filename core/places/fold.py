"""Place names as they are compared: a name typed in any of the usual ways folds like the listed one."""

from __future__ import annotations

import re

from core import khmer
from core.places.titles import ENGLISH_TITLES, KHMER_TITLE, LATIN_TITLES, OF

_TITLES = {*LATIN_TITLES, *ENGLISH_TITLES, OF}
_PUNCTUATION = re.compile(r"[^\w\u1780-\u17d3\u17dd]|_")


def fold(name: str) -> str:
    """The form in which two names of one place are equal; empty if nothing is left to compare.

    Punctuation goes, then titles while a name remains; the rest is `khmer.key`.
    """
    return khmer.key(without_titles(words_of(name)))


def without_titles(words: list[str]) -> str:
    """The words run together, but for titles; for these too where nothing else is left."""
    bare = "".join([word for word in words if word.casefold() not in _TITLES] or words)
    while title := KHMER_TITLE.match(bare):
        bare = bare[title.end() :]
    return bare


def words_of(name: str) -> list[str]:
    """The words of a name as `khmer.display` shows them, without punctuation."""
    return split(khmer.display(name))


def split(text: str) -> list[str]:
    """The words of `text` as it stands, without punctuation."""
    return _PUNCTUATION.sub(" ", text).split()
