"""The service's own scripts, compiled with all that they may name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flows.actions import registry
from flows.checks import Known
from flows.compiler import compile_scripts
from flows.script import Scripts
from flows.wording import kinds

FOLDER = Path(__file__).parent / "scripts"


@cache
def load_scripts(folder: Path = FOLDER) -> Scripts:
    """The scripts of `folder`, read once a process. Raises ScriptError with every fault."""
    return compile_scripts(folder, known())


def known() -> Known:
    """The actions, lists and values that scripts may name."""
    return Known(doings=registry.doings, lists=registry.lists, values=kinds())
