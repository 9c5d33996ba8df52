"""What callers read in place of something closed: one plain sentence or two, nothing that looks like keys.

Whoever holds an operator's account could otherwise ask households for something in the service's name.
"""

from __future__ import annotations

from enum import StrEnum

from core.digits import fold_digits
from core.switches import never
from core.switches.signs import BREAK, one_line, other_language, unusual

LONGEST = {"en": 140, "km": 55}
"""Characters by language: what the smallest screen holds beside the line of a key. Break marks not
counted; `samnaeu flows check` holds the screens to it."""


class Fault(StrEnum):
    """What is wrong with a message."""

    EMPTY = "empty"
    LONG = "long"
    KEYS = "keys"
    ADDRESS = "address"
    SECRET = "secret"  # noqa: S105  the name of a fault
    PAYMENT = "payment"
    SIGNS = "signs"
    LANGUAGE = "language"
    PAGES = "pages"
    """It takes more than one screen of some network: told by the door, not here."""


class BadMessage(ValueError):
    """A message that is not shown to anybody: in which language, and why."""

    def __init__(self, language: str, fault: Fault) -> None:
        super().__init__(f"{language}: {fault}")
        self.language = language
        self.fault = fault


def neutral(text: str, language: str) -> str:
    """The text on one line, without what cannot be seen. Raises BadMessage for what nobody may be shown."""
    shown = one_line(text)
    if fault := _fault(shown, language):
        raise BadMessage(language, fault)
    return shown


def _fault(shown: str, language: str) -> Fault | None:
    plain = fold_digits(shown.replace(BREAK, "")).lower()
    if not any(sign.isalpha() for sign in plain):
        return Fault.EMPTY
    if len(plain) > LONGEST[language]:
        return Fault.LONG
    faults = {
        Fault.KEYS: never.keys(plain),
        Fault.ADDRESS: never.address(plain),
        Fault.SECRET: never.secret(plain),
        Fault.PAYMENT: never.payment(plain),
        Fault.SIGNS: unusual(shown),
        Fault.LANGUAGE: other_language(shown, language),
    }
    return next((fault for fault, found in faults.items() if found), None)
