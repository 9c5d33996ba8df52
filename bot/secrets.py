"""Which messages of theirs hold a secret: what came while one was asked for, whatever it was."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import Asked, Dialogue
from bot.updates import Edited, Happening, Typed
from core.digits import fold_digits
from flows.script import Scripts

FEWEST = 4
"""Digits that may be a secret where one is asked for in the same script: typed too early, or once more."""


def noted(scripts: Scripts, before: Dialogue, happening: Happening, after: Dialogue) -> Dialogue:
    """The chat `after` an update, its message among those to be deleted where it may hold a secret."""
    if not isinstance(happening, Typed | Edited) or not _may_hold(scripts, before, happening):
        return after
    return replace(after, secrets=(*after.secrets, happening.message))


def _may_hold(scripts: Scripts, before: Dialogue, happening: Typed | Edited) -> bool:
    state = before.state
    if state is None or before.asked is not Asked.CONVERSATION:
        return False
    if state.step in scripts.lives.asking:
        return True
    asked_here = any(spot.startswith(f"{state.flow}/") for spot in scripts.lives.asking)
    return asked_here and (isinstance(happening, Edited) or _digits(happening.text) >= FEWEST)


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in fold_digits(text))
