"""Babel's extractor for scripts: every text and label, with the place in the conversation as a comment."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from typing import IO

from ruamel.yaml import YAML

from flows.source import Node, convert

TEXTS = ("menu", "ask", "text", "end", "short", "again", "label")
"""The entries whose values are said."""


def extract(
    stream: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Babel's interface: `(line, function, message, comments)` for each text of the script in `stream`."""
    root = YAML(typ="base", pure=True).compose(io.TextIOWrapper(stream, "utf-8"))
    script = convert("script", root)
    flow = script.entries["flow"].text
    for name, step in script.entries["steps"].entries.items():
        for line, message in _texts(step):
            yield line, None, message, [f"{flow}/{name}"]


def _texts(node: Node) -> Iterator[tuple[int, str]]:
    for key, entry in node.entries.items():
        if key in TEXTS and entry.text:
            yield entry.line, entry.text
        yield from _texts(entry)
