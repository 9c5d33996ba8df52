"""Whether scripts fit together and with core: one file a check. What passes them, the engine can walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flows.checks import answers, circles, drafts, entrances, names, reach, returns, ways
from flows.checks.known import Deed, Known
from flows.checks.whole import Whole
from flows.faults import Fault

Check = Callable[[Whole], Iterator[Fault]]

LOCAL: tuple[Check, ...] = (entrances.check, ways.check, names.check, drafts.check)
"""Each fault by itself: they still tell something of scripts among which one could not be read."""
WHOLE: tuple[Check, ...] = (answers.check, returns.check, circles.check, reach.check)
"""Walked along every way: only where every way leads somewhere."""

__all__ = ["Deed", "Known", "Whole", "check_all"]


def check_all(whole: Whole, walk: bool) -> list[Fault]:
    """Every fault of `whole`. `walk`: nothing else is wrong, so that ways can be followed to their ends."""
    faults = [fault for check in LOCAL for fault in check(whole)]
    if walk and not faults:
        faults = [fault for check in WHOLE for fault in check(whole)]
    return faults
