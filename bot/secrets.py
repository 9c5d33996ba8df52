"""Which messages of theirs hold a secret: what came while one was asked for, be it a photo of the card."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import Asked, Dialogue
from bot.updates import Edited, Happening, SomethingElse, Typed, VoiceMessage
from core.digits import fold_digits
from flows.script import Scripts

FEWEST = 4
"""Digits that may be a secret where one is asked for in the same script: typed too early, or once more."""


def asked(scripts: Scripts, chat: Dialogue) -> bool:
    """Whether a secret is asked for now."""
    state = chat.state
    return chat.asked is Asked.CONVERSATION and state is not None and state.step in scripts.lives.asking


def noted(scripts: Scripts, before: Dialogue, happening: Happening, after: Dialogue) -> Dialogue:
    """The chat `after` an update, its message among those to be deleted where it may hold a secret."""
    if not isinstance(happening, Typed | Edited | VoiceMessage | SomethingElse):
        return after
    if not asked(scripts, before) and not _may_hold(scripts, before, happening):
        return after
    return replace(after, secrets=(*after.secrets, happening.message))


def _may_hold(scripts: Scripts, before: Dialogue, happening: Happening) -> bool:
    """In a script that asks for one, though not now."""
    state = before.state
    if state is None or not any(spot.startswith(f"{state.flow}/") for spot in scripts.lives.asking):
        return False
    digits = isinstance(happening, Typed) and _digits(happening.text) >= FEWEST
    return digits or isinstance(happening, Edited)


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in fold_digits(text))
