"""A screen cut to a basic phone: counted, broken where Khmer may be, set into pages. Pure and quick."""

from __future__ import annotations

from ussd.typesetting.breaks import TIE
from ussd.typesetting.gsm7 import foreign
from ussd.typesetting.manuscript import Manuscript, Option, Page, Pages, Unsettable
from ussd.typesetting.pages import fit, paginate
from ussd.typesetting.profiles import (
    EVERY,
    LATIN_ONLY,
    SMALLEST,
    Alphabet,
    Profile,
    Size,
    combined,
    for_network,
    size,
)

__all__ = [
    "EVERY",
    "LATIN_ONLY",
    "SMALLEST",
    "TIE",
    "Alphabet",
    "Manuscript",
    "Option",
    "Page",
    "Pages",
    "Profile",
    "Size",
    "Unsettable",
    "combined",
    "fit",
    "for_network",
    "foreign",
    "paginate",
    "size",
]
