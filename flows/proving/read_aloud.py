"""What a recording of a step's screen reads out, without anybody calling."""

from __future__ import annotations

from flows.events import Item
from flows.proving.staged import staged
from flows.script import Scripts
from flows.spoken import spoken
from flows.steps.pick import Pick
from flows.steps.step import Saying
from flows.values import Value

_SOMETHING = (Item("", Value("", None)),)
"""In a list, which is passed over where there is nothing in it."""


def read_aloud(scripts: Scripts, step: Saying) -> tuple[str, ...]:
    """The message ids of its screen. Raises LookupError for a step that never shows one."""
    screen = staged(scripts, step, _SOMETHING if isinstance(step, Pick) else ())
    if screen is None:
        raise LookupError(f"{step.spot} shows nothing")
    return spoken(screen)
