"""What the catalogues get of a script: every text and label, and nothing else."""

from __future__ import annotations

import io

import pytest

from flows.extracting import extract
from flows.faults import ScriptError
from flows.library import FOLDER
from flows.script import Scripts

SCRIPT = """
flow: talk
steps:
  start:
    menu: Hello {name}
    short: Hi
    again: Pardon?
    show: {name: {of: text, as: label}}
    options:
      1: {label: On, go: end, set: {colour: red}}
  code:
    ask: Which?
    several:
      1: {label: Young, name: young}
    save: menu
    go: end
  end:
    end: Over
"""


def extracted(text: str) -> list[tuple[int, str, list[str]]]:
    stream = io.BytesIO(text.encode())
    return [(line, message, comments) for line, _, message, comments in extract(stream, (), (), None)]


def test_every_text_comes_with_its_line_and_its_step() -> None:
    assert extracted(SCRIPT) == [
        (5, "Hello {name}", ["talk/start"]),
        (6, "Hi", ["talk/start"]),
        (7, "Pardon?", ["talk/start"]),
        (10, "On", ["talk/start"]),
        (12, "Which?", ["talk/code"]),
        (14, "Young", ["talk/code"]),
        (18, "Over", ["talk/end"]),
    ]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_catalogues_get_exactly_what_the_steps_say(scripts: Scripts, path: object) -> None:
    from pathlib import Path

    assert isinstance(path, Path)
    said = {message for step in scripts[path.stem].steps.values() for message in step.messages()}
    assert {message for _, message, _ in extracted(path.read_text("utf-8"))} == said


def test_what_is_no_script_is_refused() -> None:
    with pytest.raises(ScriptError):
        extracted("steps: [\n")
