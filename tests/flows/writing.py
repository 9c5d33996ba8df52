"""Small scripts, written for one test."""

from __future__ import annotations

from pathlib import Path

from flows.checks import Deed, Known
from flows.compiler import compile_scripts
from flows.script import Scripts

KNOWN = Known(
    doings={
        "test.do": Deed(("done", "failed"), needs=("code",), gives=("answer",)),
        "test.begin": Deed(("begun",)),
        "test.file": Deed(("filed",), once=True),
        "test.agree": Deed(("agreed",), alone=True),
        "test.open": Deed(("open", "wrong"), needs=("pin",), secrets=("pin",), tells=("amount",)),
        "test.order": Deed(("ordered",), takes={"size": ("small", "large")}),
    },
    lists={"test.list": Deed()},
    values={"one": (), "pair": ("a", "b")},
)
WELCOME = """
flow: welcome
steps:
  start:
    menu: Hello
    options:
      1: {label: Go on, go: SCRIPT}
      2: {label: Use the other, go: other}
  other:
    use: inner
    go: start
  give_up:
    end: Over
"""
INNER = """
flow: inner
steps:
  start:
    ask: Which?
    digits: 2
    save: inner
    go: done
  done:
    return: yes
"""


def write(folder: Path, script: str = "welcome", **texts: str) -> Path:
    """A folder of scripts: `texts` by flow, beside a welcome that leads to `script`, and an inner one."""
    leads = "give_up" if script == "welcome" else f"{script}/start"
    for flow, text in {"welcome": WELCOME.replace("SCRIPT", leads), "inner": INNER, **texts}.items():
        (folder / f"{flow}.yaml").write_text(text, "utf-8")
    return folder


def compiled(folder: Path, script: str = "welcome", **texts: str) -> Scripts:
    """The scripts of `write`, compiled against KNOWN."""
    return compile_scripts(write(folder, script, **texts), KNOWN)
