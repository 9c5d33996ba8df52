"""What is proved of the conversations: one file a check, each of which registers itself."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from flows.checks.known import Deed, Known
from flows.checks.registry import CHECKS, JUDGES, PROVERS, Check, When
from flows.checks.whole import Whole
from flows.faults import Fault

__all__ = ["CHECKS", "PROVERS", "Check", "Deed", "Known", "When", "Whole", "check_all"]

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")


def check_all(whole: Whole, walk: bool) -> list[Fault]:
    """Every fault of `whole`. `walk`: nothing else is wrong, so that ways can be followed to their ends."""
    faults = _judged(whole, When.READ)
    if walk and not faults:
        faults = _judged(whole, When.WALKED)
    return faults


def _judged(whole: Whole, when: When) -> list[Fault]:
    judges = (judge for name, judge in JUDGES.items() if CHECKS[name].when is when)
    return [fault for judge in judges for fault in judge(whole)]
