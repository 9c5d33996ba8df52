"""Which screens the checks of the conversations foresee: by their step, and by the keys that they print."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from app.proving import proof_of
from ussd.dial import NO_STEP

Keys = tuple[str, ...]
_KEY_LINE = re.compile(r"^[1-9]\d*\..*$", re.MULTILINE)
"""All but that of 0, which a menu leaves out where room is scarce: only the extremes are foreseen."""


@cache
def _foreseen() -> Mapping[str, frozenset[Keys]]:
    """Of each step, the lines with keys that its screens may have; none where its pages are many."""
    found: dict[str, set[Keys]] = defaultdict(set)
    for seen in proof_of().seen:
        if seen.step.claims.pages == 1:
            found[seen.step.spot] |= {_keys(page) for page in seen.pages}
        else:
            found[seen.step.spot] |= set()
    return {spot: frozenset(keys) for spot, keys in found.items()}


def _keys(page: str) -> Keys:
    return tuple(_KEY_LINE.findall(page))


def is_foreseen(step: str, page: str) -> bool:
    """Whether a phone may show this page at this step. Of a list only the step is known: items are many."""
    if step == NO_STEP:
        return not _keys(page)
    foreseen = _foreseen()
    return step in foreseen and (not foreseen[step] or _keys(page) in foreseen[step])
