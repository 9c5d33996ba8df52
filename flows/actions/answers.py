"""Answers that the household need not give itself."""

from __future__ import annotations

from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action


@registry.doing("answers.set", "set")
async def set_answers(context: Context, action: Action) -> Outcome:
    """Sets the answers written in the script (`with:`)."""
    return Outcome("set", action.given)
