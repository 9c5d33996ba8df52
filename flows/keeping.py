"""What a door keeps of a conversation besides its own record: the form that was begun, or that it is over."""

from __future__ import annotations

from flows.context import Context
from flows.drafts import FormNow, worth_keeping
from flows.script import Scripts
from flows.state import State
from flows.steps.menu import Menu


def form_now(scripts: Scripts, unfinished: State, context: Context, *, final: bool) -> FormNow:
    """What becomes of the form after a turn.

    `unfinished`: the last state in which something was asked; `final`: the conversation ended with the turn.
    What a closed switch stopped is kept until it is open again.
    """
    if context.stop is not None and context.stop.form is not None:
        return FormNow(context.stop.form, seconds=context.stop.seconds)
    done = (final and context.discard_draft) or _is_forgotten(scripts, unfinished)
    keeps = not done and scripts[unfinished.flow].draft and worth_keeping(unfinished)
    return FormNow(unfinished if keeps else None, forget=done or context.discard_draft)


def _is_forgotten(scripts: Scripts, state: State) -> bool:
    step = scripts.step(state.step)
    return isinstance(step, Menu) and step.forget
