"""Of how many parts a text is: each is paid for.

3GPP TS 23.040 and 23.038: one part holds 160 septets or 70 UTF-16 units, each of several 153 or 67.
"""

from __future__ import annotations

from ussd.typesetting.gsm7 import septets
from ussd.typesetting.units import units


def parts(text: str) -> int:
    """One for a text that fits."""
    in_gsm7 = septets(text)
    if in_gsm7 is not None:
        return _split(in_gsm7, 160, 153)
    return _split(units(text), 70, 67)


def _split(length: int, alone: int, joined: int) -> int:
    return 1 if length <= alone else -(-length // joined)
