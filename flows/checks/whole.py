"""What a check looks at: all the scripts, and all that they may name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from flows.checks.known import Known
from flows.script import Scripts
from flows.steps.step import Step
from flows.steps.use import Use


@dataclass(frozen=True)
class Whole:
    """`unread`: scripts that could not be read, which may have any step."""

    scripts: Scripts
    known: Known
    unread: frozenset[str] = frozenset()

    def steps(self) -> Iterator[Step]:
        """Every step of every script."""
        return self.scripts.steps()

    def written(self, spot: str) -> bool:
        """Whether such a step was written, even if it could not be read."""
        flow, _, name = spot.partition("/")
        if flow in self.unread:
            return True
        script = self.scripts.scripts.get(flow)
        return script is not None and name in script.node.entries["steps"].entries

    def ways(self, step: Step) -> list[str]:
        """The spots that the engine may go to from `step` without knowing who uses its script."""
        ways = [spot(step, to) for to in step.targets()]
        if isinstance(step, Use):
            ways.append(self.entrance(step))
        return ways

    def entrance(self, use: Use) -> str:
        """Where a used script begins."""
        return self.scripts.entered(use)

    def reached(self, *froms: str) -> set[str]:
        """Every spot that some way leads to from these, themselves included."""
        seen: set[str] = set()
        waiting = list(froms)
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting += self.ways(self.scripts.step(at))
        return seen


def spot(step: Step, to: str) -> str:
    """`to`, as written in `step`, with its script."""
    return to if "/" in to else f"{step.flow}/{to}"


def near(name: str, names: Iterable[str]) -> str:
    """A mend: the name that was probably meant, or those there are."""
    known = sorted(names)
    close = get_close_matches(name, known, n=1)
    return f"did you mean `{close[0]}`?" if close else f"one of: {', '.join(known[:12])}"
