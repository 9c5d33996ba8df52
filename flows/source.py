"""Reads a script's YAML 1.2 as plain text with line numbers: no scalar ever becomes a number or a boolean."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError, YAMLStreamError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode

from flows.faults import Fault, ScriptError
from flows.node import Node

STANDARD_TAGS = "tag:yaml.org,2002:"
"""What YAML itself finds a scalar to be; we take it as text all the same."""


def read(path: Path) -> Node:
    """The script in `path`. Raises ScriptError for what is not YAML, and as `convert` does."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ScriptError([Fault(path.name, 1, "the file is not UTF-8", "save it as UTF-8")]) from error
    return parse(path.name, text)


def parse(file: str, text: str) -> Node:
    """The script `text`, found in `file`. Raises ScriptError as `read` does."""
    try:
        root = YAML(typ="base", pure=True).compose(text)
    except (YAMLError, YAMLStreamError) as error:
        raise ScriptError([_broken(file, text, error)]) from error
    if root is None:
        raise ScriptError([Fault(file, 1, "the script is empty", "begin with `flow: NAME` and `steps:`")])
    faults: list[Fault] = []
    node = _convert(file, root, faults)
    if faults:
        raise ScriptError(faults)
    return node


def _broken(file: str, text: str, error: Exception) -> Fault:
    mark = getattr(error, "problem_mark", None)
    # a character that YAML forbids has a place, not a mark
    line = mark.line if mark else text.count("\n", 0, getattr(error, "position", 0))
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    mend = "check indents, quotes and colons there"
    begun = getattr(error, "context_mark", None)
    if begun and begun.line != line:
        mend += f", and on line {begun.line + 1}, where this began"
    return Fault(file, line + 1, f"not YAML: {problem}", mend)


def _convert(file: str, node: YamlNode, faults: list[Fault], line: int | None = None) -> Node:
    """A composed YAML node as a Node of ours: no anchors, no tags, no key twice. `line`: that of its key."""
    # a block's own mark is its first entry; its key's line is where a writer looks
    here = Node(file, line or node.start_mark.line + 1)
    if node.anchor is not None:
        faults.append(here.fault("anchors and aliases are not used here", "write the value out"))
        return here
    if not str(node.tag).startswith(STANDARD_TAGS):
        faults.append(here.fault(f"the tag `{node.tag}` means nothing here", "take it out"))
    if isinstance(node, MappingNode):
        return replace(here, entries=_entries(file, node, faults))
    if isinstance(node, SequenceNode):
        return replace(here, items=tuple(_convert(file, item, faults) for item in node.value))
    return replace(here, text=str(node.value))


def _entries(file: str, node: MappingNode, faults: list[Fault]) -> dict[str, Node]:
    entries: dict[str, Node] = {}
    for key, value in node.value:
        here = Node(file, key.start_mark.line + 1)
        if not isinstance(key, ScalarNode):
            faults.append(here.fault("a key is a word here", "write `word: value`"))
            continue
        if key.value in entries:
            faults.append(here.fault(f"the key `{key.value}` stands twice", "keep one of the two"))
        entries[str(key.value)] = _convert(file, value, faults, here.line)
    return entries
