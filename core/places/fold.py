"""Place names as they are compared: a name typed in any of the usual ways folds like the listed one."""

from __future__ import annotations

import re

from core import khmer

# Khmer titles, in the order of the tree: khet, reachtheani, srok, krong, khan, khum, sangkat, phum.
_KHMER_TITLES = (
    "\u1781\u17c1\u178f\u17d2\u178f",
    "\u179a\u17b6\u1787\u1792\u17b6\u1793\u17b8",
    "\u179f\u17d2\u179a\u17bb\u1780",
    "\u1780\u17d2\u179a\u17bb\u1784",
    "\u1781\u178e\u17d2\u178c",
    "\u1783\u17bb\u17c6",
    "\u179f\u1784\u17d2\u1780\u17b6\u178f\u17cb",
    "\u1797\u17bc\u1798\u17b7",
)
_LATIN_TITLES = {
    *("capital", "city", "commune", "district", "municipality", "of", "province", "provincial", "village"),
    *("khaet", "khan", "khet", "khum", "krong", "phum", "reachtheani", "sangkat", "srok"),
}
_KHMER_TITLE = re.compile(f"(?:{'|'.join(_KHMER_TITLES)})(?=[\u1780-\u17b3\u17e0-\u17e90-9])")
_PUNCTUATION = re.compile(r"[^\w\u1780-\u17d3\u17dd]|_")


def fold(name: str) -> str:
    """The form in which two names of one place are equal; empty if nothing is left to compare.

    Punctuation goes, then titles while a name remains; the rest is `khmer.key`.
    """
    words = _PUNCTUATION.sub(" ", khmer.display(name)).split()
    bare = "".join([word for word in words if word.casefold() not in _LATIN_TITLES] or words)
    while title := _KHMER_TITLE.match(bare):
        bare = bare[title.end() :]
    return khmer.key(bare)
