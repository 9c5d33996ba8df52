"""A step's screen without anybody calling, as the engine shows it, and the values that it may have to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

from flows.engine import advance
from flows.events import Enter, Item, Outcome
from flows.screen import Screen
from flows.script import Scripts
from flows.state import State
from flows.steps.pick import Pick
from flows.steps.step import Saying
from flows.values import Json, Value


def staged(scripts: Scripts, step: Saying, items: tuple[Item, ...] = (), misses: int = 0) -> Screen | None:
    """Without its values, with a way back where there may be one; None where an empty list is passed over."""
    behind = () if scripts[step.flow].root else (scripts.home or scripts.first,)
    state = State(at=step.spot, language="", trail=behind, misses=misses)
    event = Outcome("listed", items=items) if isinstance(step, Pick) else Enter()
    _, screen = advance(scripts, state, event)
    return screen if isinstance(screen, Screen) and screen.spot == step.spot else None


def extremes(step: Saying, worst: Callable[[str], Iterable[Json]]) -> Iterator[dict[str, Value]]:
    """What its placeholders may stand for, each way that extremes meet. `worst`: those of a kind of value."""
    kinds = {name: show.kind for name, show in step.show.items()}
    for raws in product(*map(worst, kinds.values())):
        yield {name: Value(kind, raw) for (name, kind), raw in zip(kinds.items(), raws, strict=True)}
