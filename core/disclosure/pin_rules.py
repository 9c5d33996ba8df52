"""What may be a PIN: four to six digits, as the wallets of phones have, and not what one tries first."""

from __future__ import annotations

from enum import StrEnum

from core.digits import fold_digits, is_ascii_digits

LENGTHS = range(4, 7)
_UP = "01234567890"
_THREE = ("123", "456", "789", "147", "258", "369", "159", "357")
"""Keys that lie in a line."""
_LINES = (_UP, "02468", "13579", "1397139713", *(three + "0" for three in _THREE))
"""Digits in a row, each second one, the corners of the keypad, and lines on it that go on to 0."""
_YEARS = range(1920, 2030)
_LONGEST_TYPED = 40


class Weakness(StrEnum):
    """Why a PIN is not taken. FORM: not four to six digits; KNOWN: it ends the phone number or the card's."""

    FORM = "form"
    COMMON = "common"
    KNOWN = "known"


def canonical(typed: str) -> str | None:
    """The digits of a PIN, Khmer ones folded; None for what cannot be one."""
    pin = fold_digits(typed[:_LONGEST_TYPED]).strip()
    return pin if is_ascii_digits(pin) and len(pin) in LENGTHS else None


def weakness(pin: str, *known: str) -> Weakness | None:
    """Why these digits may not be chosen; None if they may. `known`: the phone's number, the card's end."""
    if canonical(pin) != pin:
        return Weakness.FORM
    if _is_common(pin):
        return Weakness.COMMON
    ends = any(number.endswith(pin) or pin.endswith(number) for number in known if number)
    return Weakness.KNOWN if ends else None


def _is_common(pin: str) -> bool:
    repeated = any(pin == (pin[:size] * len(pin))[: len(pin)] for size in range(1, len(pin) // 2 + 1))
    doubled = pin[::2] == pin[1::2]
    run = any(pin in line or pin in line[::-1] for line in _LINES)
    return repeated or doubled or run or _is_two_lines(pin) or (len(pin) == 4 and int(pin) in _YEARS)


def _is_two_lines(pin: str) -> bool:
    """147258, or 147852: the finger goes along one line of keys and then another."""
    return len(pin) == 6 and all(half in _THREE or half[::-1] in _THREE for half in (pin[:3], pin[3:]))
