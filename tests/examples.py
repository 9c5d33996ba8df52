"""How often a property is tried: on some examples in `make test`, on all in `make slow` and `make stores`."""

from __future__ import annotations

from hypothesis import settings

QUICK, FULL = "quick", "full"
"""The profiles' names; whoever names none gets the quick one."""
EVERY = 4
"""Of how many examples the quick profile looks at one."""
FEWEST = 15

settings.register_profile(FULL, deadline=None)  # how long an example takes is the machine's matter
settings.register_profile(QUICK, deadline=None, max_examples=settings.get_profile(FULL).max_examples // EVERY)


def examples(many: int, fewest: int = FEWEST) -> int:
    """`many` of them, or so many as the quick profile looks at: less than `FEWEST` where each takes long."""
    if settings.get_current_profile_name() == FULL:
        return many
    return fewest if fewest < FEWEST else max(many // EVERY, min(many, FEWEST))
