"""Reads a folder of scripts and checks them against each other, the actions and the value kinds.

Whatever is wrong is told at once, each fault with file, line and mend: half-right scripts serve nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from flows.checks import Known, Whole, check_all
from flows.faults import Fault, ScriptError
from flows.fields import Fields
from flows.node import Node
from flows.script import Script, Scripts
from flows.source import read
from flows.steps.doing import read_doing
from flows.steps.ending import read_ending
from flows.steps.menu import read_menu
from flows.steps.pick import read_pick
from flows.steps.question import read_question
from flows.steps.step import Step
from flows.steps.use import read_return, read_use

FIRST = "welcome/start"
GIVE_UP = "welcome/give_up"
READERS: Mapping[str, Callable[[str, str, Fields], Step | None]] = {
    "menu": read_menu,
    "ask": read_question,
    "pick": read_pick,
    "do": read_doing,
    "use": read_use,
    "return": read_return,
    "end": read_ending,
}
"""The kinds of step, by the entry that makes a step one of them."""
NAME = re.compile(r"[a-z][a-z0-9_]*")


def compile_scripts(folder: Path, known: Known) -> Scripts:
    """All `*.yaml` of `folder`, compiled. Raises ScriptError with every fault found."""
    faults: list[Fault] = []
    scripts: dict[str, Script] = {}
    unread: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        try:
            node = read(path)
        except ScriptError as error:
            faults += error.faults
            unread.add(path.stem)
            continue
        script = _script(node, path.stem, faults)
        if script is None:
            unread.add(path.stem)
        else:
            scripts[path.stem] = script
    if not scripts and not unread:
        raise ScriptError([Fault(folder.name, 1, "no scripts here", "put `*.yaml` files into this folder")])
    compiled = Scripts(scripts, FIRST, GIVE_UP)
    faults += check_all(Whole(compiled, known, frozenset(unread)), walk=not faults)
    if faults:
        raise ScriptError(faults)
    return compiled


def _script(node: Node, stem: str, faults: list[Fault]) -> Script | None:
    fields = Fields(node, faults, "the script")
    flow = fields.text("flow")
    if not NAME.fullmatch(stem):
        fields.fault(f"`{stem}` is no name for a script", "use small letters, digits and `_`")
    if flow and flow != stem:
        fields.fault(
            f"the script `{flow}` stands in {node.file}", f"call the file {flow}.yaml", fields.node_of("flow")
        )
    steps = {name: _step(stem, name, entry, faults) for name, entry in fields.mapping("steps").items()}
    if not steps:
        fields.fault("the script has no steps", "add `steps:`")
        return None
    script = Script(
        flow=stem,  # what its file is called: ways into it hold even where `flow:` is wrong
        title=fields.optional_message("title") or stem,
        start=fields.text("start", next(iter(steps))),
        steps={name: step for name, step in steps.items() if step is not None},
        node=node,
        draft=fields.flag("draft"),
        resume=fields.optional("resume"),
        root=fields.flag("root"),
    )
    fields.close()
    return script


def _step(flow: str, name: str, node: Node, faults: list[Fault]) -> Step | None:
    fields = Fields(node, faults, f"the step `{name}`")
    if not NAME.fullmatch(name):
        fields.fault(f"`{name}` is no name for a step", "use small letters, digits and `_`")
    kind = fields.one_of(READERS, "kind of step") if fields.is_mapping else None
    if kind is None:
        return None
    step = READERS[kind](flow, name, fields)
    if step is not None:
        fields.close()
    return step
