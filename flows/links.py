"""Checks that scripts fit together: ways lead somewhere, steps can be reached, names are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from flows.faults import Fault
from flows.script import Script, Scripts
from flows.steps.doing import Doing
from flows.steps.pick import Pick
from flows.steps.step import Saying, Step
from flows.steps.use import Use


@dataclass(frozen=True)
class Known:
    """Names that scripts may use: actions with their outcomes, lists for picks, kinds of value."""

    doings: Mapping[str, tuple[str, ...]]
    lists: frozenset[str]
    values: frozenset[str]


def check_links(scripts: Scripts, known: Known) -> list[Fault]:
    """Every fault between the steps of `scripts`; each script by itself is well formed."""
    faults = list(_missing_entrances(scripts))
    for script in scripts.scripts.values():
        faults += _headers(script)
        for step in script.steps.values():
            faults += _ways(scripts, step)
            faults += _names(scripts, step, known)
    return faults or list(_unreachable(scripts))


def _missing_entrances(scripts: Scripts) -> Iterator[Fault]:
    for spot in (scripts.first, scripts.give_up):
        if not scripts.has(spot):
            yield Fault(
                spot.split("/")[0] + ".yaml", 1, f"there is no step {spot}", "add it: the engine needs it"
            )


def _headers(script: Script) -> Iterator[Fault]:
    for key, name in (("start", script.start), ("resume", script.resume)):
        if name is not None and name not in script.steps:
            at = script.node.entries.get(key, script.node)
            yield at.fault(f"`{key}` names no step: `{name}`", _near(name, script.steps))


def _ways(scripts: Scripts, step: Step) -> Iterator[Fault]:
    for to, at in step.targets().items():
        if not scripts.has(to if "/" in to else f"{step.flow}/{to}"):
            steps = [*scripts[step.flow].steps, *_spots(scripts)]
            yield at.fault(f"the step `{step.name}` leads to `{to}`, which is nowhere", _near(to, steps))


def _names(scripts: Scripts, step: Step, known: Known) -> Iterator[Fault]:
    if isinstance(step, Doing):
        yield from _outcomes(step, known)
    if isinstance(step, Pick) and step.source not in known.lists:
        at = step.node.entries["pick"]
        yield at.fault(f"core supplies no list `{step.source}`", _near(step.source, known.lists))
    if isinstance(step, Use) and step.script not in scripts.scripts:
        at = step.node.entries["use"]
        yield at.fault(f"there is no script `{step.script}`", _near(step.script, scripts.scripts))
    if isinstance(step, Saying):
        for show in step.show.values():
            if show.kind not in known.values:
                at = step.node.entries["show"]
                yield at.fault(f"no value is worded as `{show.kind}`", _near(show.kind, known.values))


def _outcomes(step: Doing, known: Known) -> Iterator[Fault]:
    if step.action not in known.doings:
        at = step.node.entries["do"]
        yield at.fault(f"core does no `{step.action}`", _near(step.action, known.doings))
        return
    expected, given = set(known.doings[step.action]), set(step.outcomes)
    at = step.node.entries.get("outcomes", step.node)
    for name in sorted(expected - given):
        yield at.fault(f"the outcome `{name}` of {step.action} leads nowhere", f"add `{name}: STEP`")
    for name in sorted(given - expected):
        yield at.fault(f"{step.action} has no outcome `{name}`", _near(name, expected))


def _unreachable(scripts: Scripts) -> Iterator[Fault]:
    seen: set[str] = set()
    waiting = [scripts.first, scripts.give_up]
    while waiting:
        spot = waiting.pop()
        if spot not in seen:
            seen.add(spot)
            waiting += _next(scripts, scripts.step(spot))
    for script in scripts.scripts.values():
        for name, step in script.steps.items():
            if step.spot not in seen:
                mend = "lead there from somewhere, or take it out"
                yield step.node.fault(f"no way leads to the step `{name}`", mend)


def _next(scripts: Scripts, step: Step) -> list[str]:
    ways = [to if "/" in to else f"{step.flow}/{to}" for to in step.targets()]
    if isinstance(step, Use):
        inner = scripts[step.script]
        ways.append(f"{inner.flow}/{inner.start}")
    return ways


def _spots(scripts: Scripts) -> list[str]:
    return [step.spot for script in scripts.scripts.values() for step in script.steps.values()]


def _near(name: str, names: object) -> str:
    known = sorted(map(str, names))  # type: ignore[call-overload]
    near = get_close_matches(name, known, n=1)
    return f"did you mean `{near[0]}`?" if near else f"one of: {', '.join(known[:12])}"
