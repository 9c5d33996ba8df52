"""One order for the signs of a syllable, whatever the order they were typed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from core.khmer import signs
from core.khmer.signs import COENG, LETTERS, SIGNS, SLOT, ZWNJ

_SHIFTER = f"[{signs.MUUSIKATOAN}{signs.TRIISAP}]"
_MARK = f"(?:{COENG}+[{LETTERS}]|{ZWNJ}?{_SHIFTER}{ZWNJ}?|[{SIGNS}])"
_MARKS = re.compile(_MARK)
_SYLLABLE = re.compile(f"[{LETTERS}](?:{_MARK})+")
_SOUND_SYLLABLE = (
    f"[\u1780-\u17a2\u17a5-\u17b3]\u17cc?(?:{COENG}[\u1780-\u1799\u179b-\u17b3])*(?:{COENG}{signs.RO})?{_SHIFTER}?"
    "(?:[\u17b6-\u17c5][\u17c6\u17cb\u17cd-\u17cf\u17d1]?|[\u17c6\u17cb\u17cd-\u17d1])?[\u17c7\u17c8]?"
)
_SOUND = re.compile(f"(?:(?:{_SOUND_SYLLABLE}|[\u17d4-\u17db\u17e0-\u17e9!-~])+(?: (?!$)|$))*")
_STRAY = re.compile(f"([{LETTERS}](?:{_MARK})*)|[{signs.STRAY_SIGNS}]")

Marks = list[str]


def is_sound(text: str) -> bool:
    """Whether `text` is plainly in order: common Khmer syllables, ASCII, single spaces.

    Nearly all text is, and then nothing has to be done to it. False proves nothing.
    """
    return _SOUND.fullmatch(text) is not None


def ordered(text: str) -> str:
    """Every syllable of `text` in canonical order; the picture on the screen stays the same.

    Doubled signs count once, and a vowel typed as its two halves becomes the whole one.
    """
    return _each_syllable(text, lambda letter, marks: marks)


def with_shifters(text: str) -> str:
    """`ordered`, and a vowel u under a vowel that stands above read as the shifter it imitates.

    A shifter drops below such a vowel and then looks like u, so people type u. Only for comparing:
    which of the two shifters was meant is khnormal's rule, not a certainty.
    """
    return _each_syllable(text, _shifted)


def without_strays(text: str) -> str:
    """`text` without the signs that no letter carries and the coengs that nothing follows."""
    return _STRAY.sub(lambda match: match[1] or "", text)


def _each_syllable(text: str, change: Callable[[str, Marks], Marks]) -> str:
    def rewritten(match: re.Match[str]) -> str:
        letter = match[0][0]
        marks = _settled(_MARKS.findall(match[0], 1))
        return letter + "".join(_settled(change(letter, marks)))

    return _SYLLABLE.sub(rewritten, text)


def _settled(marks: Marks) -> Marks:
    marks = [COENG + mark[-1] if mark[0] == COENG else mark for mark in marks]
    if len(marks) < 2:
        return marks
    while (better := _joined(_once(sorted(marks, key=_slot)))) != marks:
        marks = better
    return marks


def _slot(mark: str) -> int:
    if mark[0] == COENG:
        return signs.SUBSCRIPT_RO_SLOT if mark[1] == signs.RO else signs.SUBSCRIPT_SLOT
    return SLOT[mark.strip(ZWNJ)]


def _once(marks: Marks) -> Marks:
    """Each sign once; two equal subscripts may be meant."""
    again = (mark for before, mark in pairwise(marks) if mark != before or mark[0] == COENG)
    return [*marks[:1], *again]


def _joined(marks: Marks) -> Marks:
    for half, whole in ((signs.II, signs.OE), (signs.AA, signs.OO)):
        if signs.E in marks and half in marks:
            marks = [whole if mark == signs.E else mark for mark in marks if mark != half]
    return marks


def _shifted(letter: str, marks: Marks) -> Marks:
    if signs.U not in marks or not _pushes_below(marks) or {signs.MUUSIKATOAN, signs.TRIISAP} & {*marks}:
        return marks
    shifter = _shifter_of([letter, *(mark[1] for mark in marks if mark[0] == COENG)])
    return [shifter if mark == signs.U else mark for mark in marks]


def _pushes_below(marks: Marks) -> bool:
    return not signs.ABOVE.isdisjoint(marks) or (signs.AA in marks and signs.NIKAHIT in marks)


def _shifter_of(letters: list[str]) -> str:
    weak = signs.BA in letters or signs.TAKES_MUUSIKATOAN.issuperset(letters)
    return signs.MUUSIKATOAN if weak else signs.TRIISAP
