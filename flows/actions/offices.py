"""The commune office's number."""

from __future__ import annotations

from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action


@registry.doing("offices.find", "with_number", "without_number", needs="commune", gives="phone")
async def find(context: Context, action: Action) -> Outcome:
    """The number of `commune`'s office, where the settings give one."""
    number = context.services.offices.number(str(action.given["commune"]))
    if number is None:
        return Outcome("without_number")
    return Outcome("with_number", {"phone": number})
