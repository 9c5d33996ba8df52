"""Saying what is closed, to whom it stops."""

from __future__ import annotations

from core.switches import What
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action
from flows.values import Json


@registry.doing(
    "switches.say", "message", "channel", "form", gives="closed again", newcomer="message channel"
)
async def say(context: Context, action: Action) -> Outcome:
    """What stopped them; `form` in the middle of one, `channel` where their request can be followed."""
    stop = context.stop
    if stop is None:
        raise LookupError("nothing is closed")
    again = stop.change.until.isoformat() if stop.change.until else None
    answers: dict[str, Json] = {"closed": {**stop.change.messages}, "again": again}
    if stop.form is not None:
        return Outcome("form", answers)
    follows = stop.change.switch.what is What.CHANNEL and stop.follows
    return Outcome("channel" if follows else "message", answers)
