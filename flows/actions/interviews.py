"""What a household says to its appointment."""

from __future__ import annotations

from datetime import datetime

from core.requests.appointments import DayWish
from core.requests.errors import NotAllowed, Stale, Unknown
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action


@registry.doing("interviews.confirm", "confirmed", "changed", "unknown", needs="request interview_at")
async def confirm(context: Context, action: Action) -> Outcome:
    """They will be there, at the time `interview_at` that they were shown."""
    try:
        await context.services.requests.confirm_interview(
            context.person, str(action.given["request"]), channel=context.channel, seen=_seen(action)
        )
    except (Stale, NotAllowed):
        return Outcome("changed")
    except Unknown:
        return Outcome("unknown")
    return Outcome("confirmed")


@registry.doing(
    "interviews.ask_another_day",
    "asked",
    "often_enough",
    "changed",
    "unknown",
    needs="request interview_at wish",
    takes={"wish": DayWish},
)
async def ask_another_day(context: Context, action: Action) -> Outcome:
    """They cannot come then, and say what would suit them (`wish`); `often_enough` after two times."""
    try:
        await context.services.requests.ask_another_day(
            context.person,
            str(action.given["request"]),
            channel=context.channel,
            seen=_seen(action),
            wish=DayWish(str(action.given["wish"])),
        )
    except NotAllowed as refused:
        return Outcome("often_enough" if refused.why == "asked_often_enough" else "changed")
    except Stale:
        return Outcome("changed")
    except Unknown:
        return Outcome("unknown")
    return Outcome("asked")


def _seen(action: Action) -> datetime | None:
    at = action.given["interview_at"]
    return datetime.fromisoformat(str(at)) if at else None
