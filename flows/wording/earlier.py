"""What was answered before the line dropped: kept, and not told to whoever holds the phone now."""

from __future__ import annotations

from typing import cast

from flows.messages import N_
from flows.values import KEPT, Json
from flows.wording.words import Words


def told_of(raw: Json) -> dict[str, Json]:
    """The answers by name, without those that are only kept: they are None, as if not asked."""
    return {name: None if each == KEPT else each for name, each in cast("dict[str, Json]", raw).items()}


def kept_said(words: Words, language: str, raw: Json) -> list[str]:
    """A line that says so where some are kept."""
    kept = KEPT in cast("dict[str, Json]", raw).values()
    return [words.say(language, N_("Earlier answers are kept, not shown."))] if kept else []
