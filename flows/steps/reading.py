"""Entries that several kinds of step share."""

from __future__ import annotations

from string import Formatter

from flows.fields import Fields
from flows.screen import Texts
from flows.source import Node
from flows.values import Show


def read_texts(fields: Fields, key: str) -> Texts:
    """The text under `key` with its `short` and `again` forms."""
    return Texts(fields.text(key), fields.optional("short"), fields.optional("again"))


def read_show(fields: Fields, texts: Texts) -> dict[str, Show]:
    """`show:` says what each placeholder of the texts stands for: `{place: {of: commune, as: place}}`."""
    shows = {name: _read_one(name, node, fields) for name, node in fields.mapping("show").items()}
    used = {name for text in texts.all() for name in placeholders(text)}
    for name in sorted(used - set(shows)):
        fields.fault(f"`{{{name}}}` stands for nothing", f"add `show: {{{name}: {{of: ANSWER, as: KIND}}}}`")
    for name in sorted(set(shows) - used):
        fields.fault(f"`show: {name}` is used by no text", "take it out", fields.node_of("show"))
    return shows


def _read_one(name: str, node: Node, parent: Fields) -> Show:
    fields = parent.below(node, f"`{name}`")
    show = Show(kind=fields.text("as"), of=fields.words("of"))
    fields.close()
    return show


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, in their order. A lone brace gives none."""
    try:
        return tuple(name for _, name, _, _ in Formatter().parse(text) if name)
    except ValueError:
        return ()
