"""Entries that several kinds of step share."""

from __future__ import annotations

import re

from flows.fields import Fields
from flows.node import Node
from flows.screen import Texts
from flows.values import Show

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def read_texts(fields: Fields, key: str) -> Texts:
    """The text under `key` with its `short`, `again` and `fuller` forms."""
    return Texts(
        full=fields.message(key),
        short=fields.optional_message("short"),
        again=fields.optional_message("again"),
        fuller=fields.optional_message("fuller"),
    )


def read_show(fields: Fields, texts: Texts) -> dict[str, Show]:
    """`show:` says what each placeholder of the texts stands for: `{place: {of: commune, as: place}}`."""
    shows = {name: _read_one(name, node, fields) for name, node in fields.mapping("show").items()}
    for text in texts.all():
        if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
            fields.fault("braces that hold no name", "write `{name}`, small letters and `_` only")
    used = {name for text in texts.all() for name in placeholders(text)}
    for name in sorted(used - set(shows)):
        fields.fault(f"`{{{name}}}` stands for nothing", f"add `show: {{{name}: {{of: ANSWER, as: KIND}}}}`")
    for name in sorted(set(shows) - used):
        fields.fault(f"`show: {name}` is used by no text", "take it out", fields.node_of("show"))
    return shows


def _read_one(name: str, node: Node, parent: Fields) -> Show:
    fields = parent.below(node, f"`{name}`")
    show = Show(kind=fields.text("as"), of=fields.words("of"), hides=fields.words("hides"))
    fields.close()
    return show


def check_label(label: str, fields: Fields) -> None:
    """A label names nothing that changes: a key must mean the same whatever was answered."""
    if re.search(r"[{}]", label):
        fields.fault(
            f"the label `{label}` has braces", "say what changes in the step's text", fields.node_of("label")
        )


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, in their order."""
    return tuple(PLACEHOLDER.findall(text))
