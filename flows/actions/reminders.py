"""Being reminded of money and of cards: whether one is, asking for it, and stopping it."""

from __future__ import annotations

from core.reminders import Reminding
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action

TEXTS = ("safe", "unsafe")
"""Whether others may read the texts that come to this phone."""
_WANTED = tuple(way for way in Reminding if way is not Reminding.OFF)


@registry.doing("reminders.state", *Reminding, newcomer="off")
async def state(context: Context, action: Action) -> Outcome:
    """How the caller is reminded; `no_way`: they left Telegram, and texts are not safe."""
    return Outcome(await context.services.reminders.state(context.person))


@registry.doing("reminders.want", *_WANTED, needs="texts", takes={"texts": TEXTS})
async def want(context: Context, action: Action) -> Outcome:
    """Reminds them from now on, by Telegram where they have it, else by text where `texts` are safe.

    `no_way`: neither, and it is as if they had not asked.
    """
    safe = action.given["texts"] == "safe"
    return Outcome(await context.services.reminders.want(context.person, texts_are_safe=safe))


@registry.doing("reminders.stop", "stopped")
async def stop(context: Context, action: Action) -> Outcome:
    """Stops them at once, also those that wait to be sent."""
    await context.services.reminders.stop(context.person)
    return Outcome("stopped")
