"""The words around a place in a sentence: "I live in Kokir village"."""

from __future__ import annotations

import re
from functools import cache

from core import khmer
from core.places.corrections import read


def without_sentence(text: str) -> str:
    """`text` without the words of a sentence around a name; these may be names too ("Knong", "Ta In")."""
    latin, khmer_words = _patterns()
    return khmer_words.sub("", latin.sub(" ", khmer.display(text)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    said = read("sentences.toml")
    begin = "|".join(sorted(said["khmer"], key=len, reverse=True))
    return (
        re.compile(rf"(?<![\w'])(?:{'|'.join(said['latin'])})(?![\w'])", re.IGNORECASE),
        re.compile(rf"(?<![\u1780-\u17d3])(?:{begin})+(?![\u17b4-\u17d3])"),
    )
