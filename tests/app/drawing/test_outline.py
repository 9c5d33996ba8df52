"""A step stands under the last step that every way to it passes, and has its own number."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.drawing.outline import Part, entrances, outline
from flows.library import load_scripts
from tests.flows.writing import compiled

TALK = """
flow: talk
steps:
  start:
    menu: Which?
    options:
      1: {label: Left, go: left}
      2: {label: Right, go: right}
  left:
    menu: Left
    options:
      1: {label: Further, go: shared}
      2: {label: Alone, go: alone}
  right:
    menu: Right
    options:
      1: {label: Further, go: shared}
  shared:
    menu: Both lead here
    options:
      1: {label: Again, go: start}
      0: {label: Out, go: welcome/start}
  alone:
    end: Over
"""


def numbered(parts: tuple[Part, ...], under: str = "") -> dict[str, tuple[int, str]]:
    """Each step with its number and the step that it stands under."""
    found = {}
    for part in parts:
        found[part.spot.partition("/")[2]] = (part.number, under)
        found |= numbered(part.parts, part.spot.partition("/")[2])
    return found


def test_a_step_stands_under_the_last_step_that_every_way_to_it_passes(tmp_path: Path) -> None:
    scripts = compiled(tmp_path, "talk", talk=TALK)
    assert numbered(outline(scripts, "talk")) == {
        "start": (1, ""),
        "left": (2, "start"),
        "alone": (3, "left"),
        "right": (4, "start"),
        "shared": (5, "start"),
    }


def test_a_script_is_entered_at_its_start_and_wherever_another_leads(tmp_path: Path) -> None:
    scripts = compiled(tmp_path, "talk", talk=TALK)
    assert entrances(scripts, "welcome") == {"welcome/start": ["talk"], "welcome/give_up": []}
    assert entrances(scripts, "inner") == {"inner/start": ["welcome"]}


@pytest.mark.parametrize("flow", sorted(load_scripts().scripts))
def test_every_step_of_the_services_own_scripts_has_one_number(flow: str) -> None:
    scripts = load_scripts()
    parts = [part for head in outline(scripts, flow) for part in head.all()]
    assert sorted(part.spot for part in parts) == sorted(f"{flow}/{name}" for name in scripts[flow].steps)
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
