"""What a pressed key means on the page that was shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from core.digits import fold_digits
from flows.events import Back, Chosen, Typed
from ussd.dialogue import Dialogue

BACK_KEY = "0"
MORE_KEY = "9"


@dataclass(frozen=True)
class More:
    """The next page of the same screen."""


@dataclass(frozen=True)
class Less:
    """The page before, of the same screen."""


Meaning: TypeAlias = Back | Chosen | Typed | More | Less


def meaning(token: str, dialogue: Dialogue) -> Meaning:
    """`token` against the keys of the page last shown. Khmer digits are digits; blanks around are none."""
    pressed = fold_digits(token).strip()
    if pressed in dialogue.keys:
        return Chosen(dialogue.keys[pressed])
    if pressed == BACK_KEY:
        return Less() if dialogue.page else Back()
    if pressed == MORE_KEY and dialogue.more:
        return More()
    return Typed(pressed)
