"""The words that stand before or behind a place's name, and the level that each tells."""

from __future__ import annotations

import re

from core.places.place import Level

KHMER_TITLES = {
    "\u1781\u17c1\u178f\u17d2\u178f": Level.PROVINCE,  # khet
    "\u179a\u17b6\u1787\u1792\u17b6\u1793\u17b8": Level.PROVINCE,  # reachtheani
    "\u179f\u17d2\u179a\u17bb\u1780": Level.DISTRICT,  # srok
    "\u1780\u17d2\u179a\u17bb\u1784": Level.DISTRICT,  # krong
    "\u1781\u178e\u17d2\u178c": Level.DISTRICT,  # khan
    "\u1783\u17bb\u17c6": Level.COMMUNE,  # khum
    "\u179f\u1784\u17d2\u1780\u17b6\u178f\u17cb": Level.COMMUNE,  # sangkat
    "\u1797\u17bc\u1798\u17b7": Level.VILLAGE,  # phum
}
VILLAGE_TITLES = tuple(title for title, level in KHMER_TITLES.items() if level is Level.VILLAGE)
LATIN_TITLES = {
    **dict.fromkeys(("khaet", "khet", "reachtheani"), Level.PROVINCE),
    **dict.fromkeys(("khan", "krong", "srok"), Level.DISTRICT),
    **dict.fromkeys(("khum", "sangkat"), Level.COMMUNE),
    "phum": Level.VILLAGE,
}
"""Khmer words in Latin letters: they stand before the name."""
ENGLISH_TITLES = {
    **dict.fromkeys(("capital", "province", "provincial"), Level.PROVINCE),
    **dict.fromkeys(("city", "district", "municipality"), Level.DISTRICT),
    "commune": Level.COMMUNE,
    "village": Level.VILLAGE,
}
"""They stand behind the name, or before it with "of"."""
OF = "of"
TITLES = {*KHMER_TITLES, *LATIN_TITLES, *ENGLISH_TITLES}

KHMER_TITLE = re.compile(f"(?:{'|'.join(KHMER_TITLES)})(?=[\u1780-\u17b3\u17e0-\u17e90-9])")
"""A title that something follows; one at the end is part of a name (Phnum Srok)."""
