"""The letters and signs of a Khmer syllable, and the order they stand in.

The order is that of SIL's Khmer character specification (khnormal, 2024), which is also the order in which
text shapers draw without a dotted circle. Code points are named, not shown: most of them are marks.
"""

from __future__ import annotations

COENG = "\u17d2"  # makes the next letter a subscript
ATTHACAN = "\u17dd"
ZWNJ = "\u200c"  # beside a shifter: "draw it above, even under a vowel that stands there"
RO, DA, TA, BA = "\u179a", "\u178a", "\u178f", "\u1794"
E, AA, II, OE, OO, U = "\u17c1", "\u17b6", "\u17b8", "\u17be", "\u17c4", "\u17bb"
NIKAHIT, SAMYOK = "\u17c6", "\u17d0"
MUUSIKATOAN, TRIISAP = "\u17c9", "\u17ca"

LETTERS = "\u1780-\u17b3"  # consonants and independent vowels, as a character range
SIGNS = "\u17b6-\u17d1\u17d3\u17dd"  # every mark but coeng
STRAY_SIGNS = f"{SIGNS}{COENG}"

_SLOTS = (
    "\u17cc",  # robat
    COENG,
    COENG + RO,  # a subscript ro follows every other subscript
    MUUSIKATOAN + TRIISAP,
    "\u17be\u17bf\u17c0\u17c1\u17c2\u17c3\u17c4\u17c5",  # vowels with a part before the letter
    "\u17bb\u17bc\u17bd",  # below
    "\u17b7\u17b8\u17b9\u17ba",  # above
    AA,  # after
    "\u17c6\u17cb\u17cd\u17ce\u17cf\u17d0\u17d1\u17d3\u17dd",  # signs
    "\u17c7\u17c8",  # signs that end the syllable
)
SLOT = {sign: slot for slot, signs in enumerate(_SLOTS) if COENG not in signs for sign in signs}
SUBSCRIPT_SLOT, SUBSCRIPT_RO_SLOT = 1, 2

ABOVE = frozenset("\u17b7\u17b8\u17b9\u17ba\u17be\u17bf\u17dd" + SAMYOK)
"""What stands above the letter and so pushes a shifter below it."""

TAKES_MUUSIKATOAN = frozenset("\u1784\u1789\u178e\u1793\u1794\u1798\u1799\u179a\u179b\u179c\u179d\u17a1") | {
    chr(code) for code in range(0x17A3, 0x17B4)
}
"""Letters whose register is shifted by muusikatoan; the others take triisap (khnormal's weak and strong)."""
