"""Where a conversation goes on that had something private, and has it no more."""

from __future__ import annotations

from dataclasses import replace

from flows.resuming import resume_at
from flows.script import Scripts
from flows.state import State


def asked_anew(scripts: Scripts, state: State) -> State:
    """The state where its script begins, or at the last question of its form; what was told is not shown."""
    form = resume_at(scripts, state)
    if form is not None:
        return form
    trail = (scripts.home,) if scripts.home else ()
    there = state.moved(scripts[state.flow].entrance, trail=trail, misses=0)
    return replace(there, private={}, missing=())
