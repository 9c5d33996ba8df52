"""What may be a PIN: four to six digits, as the wallets of phones have, and not what one tries first."""

from __future__ import annotations

from enum import StrEnum

from core.digits import fold_digits, is_ascii_digits

LENGTHS = range(4, 7)
_UP = "01234567890"
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
    repeated = any(pin == (pin[:size] * len(pin))[: len(pin)] for size in (1, 2))
    run = pin in _UP or pin in _UP[::-1]
    return repeated or run or (len(pin) == 4 and int(pin) in _YEARS)
