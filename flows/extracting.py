"""Babel's extractor for scripts: every text and label, with the place in the conversation as a comment."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import IO

from flows.node import Node
from flows.source import parse

TEXTS = ("menu", "ask", "text", "end", "short", "again", "label")
"""The entries whose values are said."""


def extract(
    stream: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Babel's interface: `(line, function, message, comments)` for each text of the script in `stream`.

    Raises ScriptError where that is no script.
    """
    script = parse(getattr(stream, "name", "script"), stream.read().decode("utf-8"))
    flow = script.entries["flow"].text
    for name, step in script.entries["steps"].entries.items():
        for line, message in _texts(step):
            yield line, None, message, [f"{flow}/{name}"]


def _texts(node: Node) -> Iterator[tuple[int, str]]:
    for key, entry in node.entries.items():
        if key in TEXTS and entry.text:
            yield entry.line, entry.text
        yield from _texts(entry)
