"""No key means something else than in the last release: who knows the way by heart dials without reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.checks.registry import When, proving
from flows.node import Node
from flows.proving import Finding, Proof
from flows.proving.released import Meaning, meanings

MEND = "give what is new a key of its own; or, on purpose, run `samnaeu flows release-keys`"


@proving(When.START)
def check(proof: Proof) -> Iterator[Finding]:
    for spot, keys in meanings(proof.scripts).items():
        before = (proof.released or {}).get(spot, {})
        for key, now in keys.items():
            if key in before and _changed(before, key, now):
                node = _key_node(proof.scripts.step(spot).node, key)
                what = f"the key {key} was {before[key]}, and is {now}"
                yield Finding(node.file, node.line, what, MEND, spot)


def _changed(before: Mapping[str, Meaning], key: str, now: Meaning) -> bool:
    """New words for the same way are the same thing, as is another way by the same words.

    Not where they are those that another key of the step had.
    """
    was = before[key]
    others = [meaning for other, meaning in before.items() if other != key]
    if now.label != was.label and any(now.label == other.label for other in others):
        return True
    if now.way != was.way and any(now.way == other.way for other in others):
        return True
    return now.label != was.label and now.way != was.way


def _key_node(step: Node, key: str) -> Node:
    for entry in ("options", "several"):
        if entry in step.entries and key in step.entries[entry].entries:
            return step.entries[entry].entries[key]
    return step
