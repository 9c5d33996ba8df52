"""Babel's extractor for scripts: every text and label, with what a translator must know of it as comments."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import IO, TypeAlias

from flows.node import Node
from flows.source import parse

TEXTS = {
    "menu": "above the keys",
    "ask": "a question",
    "text": "above a list",
    "end": "the last screen of a call",
    "short": "the short form, for where the full one leaves no room",
    "again": "after an answer that was not understood",
}
"""The entries whose values are said, and where they stand on their screen."""
ROOMY = {
    "fuller": "the fuller form, for Telegram, where there is room",
}
"""Those that no screen of a phone limits."""
LABEL, BUTTON = "label", "button"
Extracted: TypeAlias = "tuple[int, str | None, str | tuple[str, str], list[str]]"


@dataclass(frozen=True)
class Spoken:
    """A text of a script with its line, its context if it has one, and where it stands."""

    line: int
    text: str
    context: str | None
    stands: str
    roomy: bool = False


def extract(
    stream: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, str] | None,
) -> Iterator[Extracted]:
    """Babel's interface: `(line, function, message, comments)` for each text of the script in `stream`.

    `options` of babel.cfg: `units` and `septets`, what a screen of the smallest phone holds in Khmer and in
    English. Raises ScriptError where that is no script.
    """
    script = parse(getattr(stream, "name", "script"), stream.read().decode("utf-8"))
    flow = script.entries["flow"].text
    if "title" in script.entries:
        title = script.entries["title"]
        yield title.line, None, title.text or "", [f"{flow}: what people call this conversation"]
    for name, step in script.entries["steps"].entries.items():
        for said in _spoken(step):
            comments = [f"{flow}/{name}: {said.stands}", *([] if said.roomy else _budget(options or {}))]
            if said.context is None:
                yield said.line, None, said.text, comments
            else:
                yield said.line, "pgettext", (said.context, said.text), comments


def _budget(options: Mapping[str, str]) -> list[str]:
    if "units" not in options:
        return []
    units, septets = options["units"], options["septets"]
    return [f"all lines of a screen: {units} signs in Khmer, {septets} in Latin letters"]


def _spoken(step: Node) -> Iterator[Spoken]:
    beneath = ", ".join(f"{key} {label.text}" for key, label in _labels(step))
    for key, where in TEXTS.items():
        if key in step.entries:
            yield _said(step.entries[key], f"{where} ({beneath})" if beneath else where)
    for key, where in ROOMY.items():
        if key in step.entries:
            yield replace(_said(step.entries[key], f"{where} ({beneath})" if beneath else where), roomy=True)
    above = next((_said(step.entries[key], "").text for key in TEXTS if key in step.entries), "")
    for key, label in _labels(step):
        yield replace(label, stands=f"key {key} under “{_brief(above)}”")
    for key, label in _labels(step, BUTTON):
        yield replace(
            label, stands=f"a button on Telegram, for key {key} under “{_brief(above)}”", roomy=True
        )


def _labels(step: Node, name: str = LABEL) -> Iterator[tuple[str, Spoken]]:
    """The labels of a step's keys, wherever its kind of step keeps them."""
    for entry in step.entries.values():
        for key, below in entry.entries.items():
            if name in below.entries:
                yield key, _said(below.entries[name], "")


def _said(entry: Node, stands: str) -> Spoken:
    """A text, or `{text: …, context: …}`."""
    if not entry.entries:
        return Spoken(entry.line, entry.text or "", None, stands)
    text, context = entry.entries["text"], entry.entries["context"].text
    return Spoken(text.line, text.text or "", context, stands)


def _brief(text: str) -> str:
    first = text.partition("\n")[0]
    return first if len(first) <= 60 else first[:59].rstrip() + "…"
