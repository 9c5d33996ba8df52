"""The two forms of a text: as shown, and as compared.

Both are idempotent and take any string. Neither runs Unicode normalisation over a Khmer syllable and leaves
it so: NFC puts atthacan (U+17DD) behind a following coeng (U+17D2) and so cuts the subscript off its letter
(Unicode Technical Note 61).
"""

from __future__ import annotations

import re
import unicodedata

from core.digits import fold_digits
from core.khmer.signs import ATTHACAN, COENG, DA, MUUSIKATOAN, TA, TRIISAP, ZWNJ
from core.khmer.syllables import is_sound, ordered, with_shifters, without_strays

_SHIFTERS = MUUSIKATOAN + TRIISAP
_IDLE_ZWNJ = re.compile(f"(?<![{_SHIFTERS}]){ZWNJ}+(?![{_SHIFTERS}])")
# looked for from the first of a run only: from each of them, a long run would take quadratic time
_CUT_BY_NFC = re.compile(f"(?<!{COENG})({COENG}+)({ATTHACAN}+)")
_INHERENT_VOWELS = "\u17b4\u17b5"  # invisible, and no modern spelling uses them
_DEPRECATED = str.maketrans({"\u17a3": "\u17a2", "\u17a4": "\u17a2\u17b6"})  # drawn like qa, qa + aa
_KHMER = re.compile("[\u1780-\u17ff]")


def display(text: str) -> str:
    """`text` as it is stored and shown: the spelling as typed, on one line.

    Signs of a syllable are put in order and doubled signs dropped, which changes no picture but a
    dotted circle. Invisible characters go (also U+200B: where a line may break is a catalogue's
    affair), save a ZWNJ beside a register shifter, which one sees. Runs of white space become one
    space, and none stands at either end.
    """
    if is_sound(text):
        return text
    seen = _IDLE_ZWNJ.sub("", "".join(map(_visible, text)))
    mended = _CUT_BY_NFC.sub(r"\2\1", unicodedata.normalize("NFC", seen))
    return " ".join(ordered(mended).split())


def key(text: str) -> str:
    """`text` as it is compared, never shown: equal for what looks alike or is commonly mixed up.

    Beyond `display`: digits are ASCII, letter case, accents on Latin letters and all white space are
    gone, subscript da is subscript ta, and signs without a letter are left out. May be empty.
    """
    if is_sound(text):
        folded = text.casefold()
    else:
        shown = display(text)
        folded = shown.casefold() if is_sound(shown) else _folded(shown)
    return "".join(fold_digits(folded).replace(COENG + DA, COENG + TA).split())


def _folded(shown: str) -> str:
    syllables = with_shifters(shown.replace(ZWNJ, "").translate(_DEPRECATED))
    return _without_case_and_accents(without_strays(syllables))


def _visible(character: str) -> str:
    if character in _INHERENT_VOWELS:
        return ""
    if character == ZWNJ or character.isspace():
        return character
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character


def _without_case_and_accents(text: str) -> str:
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    folded = unicodedata.normalize("NFKD", decomposed.casefold())
    return "".join(c for c in folded if _KHMER.match(c) or unicodedata.category(c) != "Mn")
