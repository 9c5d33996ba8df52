"""What a step asks, in a few letters: the same in every release that asks the same."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from flows.node import Node

ASKS = ("menu", "ask", "pick", "text", "options", "number", "digits", "several", "save", "of")
"""The entries that make a question; the others say how it looks, or what comes after it."""
WAYS = frozenset({"go", "plain", "khmer", "button"})
"""Where an answer leads and how it looks: a release may change them, and the answer means the same."""
LENGTH = 8
"""Letters: a change goes unseen once in four thousand million."""


def fingerprint(node: Node) -> str:
    """Eight hexadecimal digits for the question of the step at `node`."""
    asked = "\n".join(line for key in ASKS if key in node.entries for line in _lines(key, node.entries[key]))
    return sha256(asked.encode()).hexdigest()[:LENGTH]


def _lines(path: str, node: Node) -> Iterator[str]:
    if node.text is not None:
        yield f"{path}={node.text}"
    for key, entry in node.entries.items():
        if key not in WAYS:
            yield from _lines(f"{path}.{key}", entry)
    for item in node.items:
        yield from _lines(path, item)
