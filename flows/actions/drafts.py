"""Unfinished forms: finding, resuming, beginning and forgetting one."""

from __future__ import annotations

from core import chance
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.resuming import resume_at
from flows.screen import Action
from flows.state import State


@registry.doing("drafts.find", "none", "unfinished", newcomer="none")
async def find(context: Context, action: Action) -> Outcome:
    """Whether the caller was cut off in the middle of a form."""
    return Outcome("unfinished" if await _resumed(context) else "none")


@registry.doing("drafts.resume", "gone")
async def resume(context: Context, action: Action) -> Outcome:
    """Goes on with the form; `gone` where its day was over meanwhile."""
    state = await _resumed(context)
    return Outcome("resumed", resume=state) if state else Outcome("gone")


async def _resumed(context: Context) -> State | None:
    kept = await context.services.drafts.load(context.person)
    return resume_at(context.services.scripts, kept.state) if kept else None


@registry.doing("drafts.begin", "begun")
async def begin(context: Context, action: Action) -> Outcome:
    """A new form, with an identity of its own."""
    return Outcome("begun", draft=chance.identifier())


@registry.doing("drafts.discard", "discarded")
async def discard(context: Context, action: Action) -> Outcome:
    """Forgets the form, as the caller wished."""
    context.discard_draft = True
    return Outcome("discarded", draft=chance.identifier())
