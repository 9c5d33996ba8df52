"""Reads a script's YAML 1.2 as plain text with line numbers: no scalar ever becomes a number or a boolean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLStreamError
from ruamel.yaml.nodes import MappingNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode

from flows.faults import Fault, ScriptError


@dataclass(frozen=True)
class Node:
    """A piece of a script: text, a mapping or a sequence, with the file and line (from 1) where it begins."""

    file: str
    line: int
    text: str | None = None
    entries: Mapping[str, Node] = field(default_factory=dict)
    items: Sequence[Node] = ()

    def fault(self, what: str, mend: str) -> Fault:
        """A fault that points at this place."""
        return Fault(self.file, self.line, what, mend)


def read(path: Path) -> Node:
    """The script in `path`. Raises ScriptError for what is not YAML, a doubled key, an alias or a tag."""
    try:
        root = YAML(typ="base", pure=True).compose(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise ScriptError([Fault(path.name, 1, "the file is not UTF-8", "save it as UTF-8")]) from error
    except (MarkedYAMLError, YAMLStreamError) as error:
        raise ScriptError([_broken(path.name, error)]) from error
    if root is None:
        raise ScriptError(
            [Fault(path.name, 1, "the script is empty", "begin with `flow: NAME` and `steps:`")]
        )
    return convert(path.name, root)


def _broken(file: str, error: Exception) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "unreadable"
    return Fault(
        file, mark.line + 1 if mark else 1, f"not YAML: {problem}", "check indents, quotes and colons there"
    )


def convert(file: str, node: YamlNode) -> Node:
    """A composed YAML node as a Node of ours. Raises ScriptError as `read` does."""
    line = node.start_mark.line + 1
    if node.anchor is not None:
        raise ScriptError([Fault(file, line, "anchors and aliases are not used here", "write the value out")])
    if isinstance(node, MappingNode):
        return Node(file, line, entries=_entries(file, node))
    if isinstance(node, SequenceNode):
        return Node(file, line, items=tuple(convert(file, item) for item in node.value))
    return Node(file, line, text=str(node.value))


def _entries(file: str, node: MappingNode) -> dict[str, Node]:
    entries: dict[str, Node] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        name = str(key.value)
        if name in entries:
            raise ScriptError([Fault(file, line, f"the key `{name}` stands twice", "keep one of the two")])
        converted = convert(file, value)
        # a block's own mark is its first entry; its key's line is where a writer looks
        entries[name] = Node(file, line, converted.text, converted.entries, converted.items)
    return entries
