"""What a step says of its own screens, and what holds where it says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.faults import ScriptError
from flows.steps.claims import Claims
from flows.steps.step import Saying
from tests.flows.writing import compiled

SCRIPT = """
flow: told
steps:
  start:
    menu: Hello
    CLAIM
    options:
      1: {label: On, go: over}
  over:
    end: Over
"""


def claims(folder: Path, spot: str, claim: str = "") -> Claims:
    step = compiled(folder, "told", told=SCRIPT.replace("    CLAIM\n", claim)).step(spot)
    assert isinstance(step, Saying)
    return step.claims


def test_a_screen_takes_one_page_and_an_ending_says_that_it_is_free(tmp_path: Path) -> None:
    assert claims(tmp_path, "told/start") == Claims(pages=1, free=False, both_scripts=False)
    assert claims(tmp_path, "told/over") == Claims(pages=1, free=True, both_scripts=False)


def test_a_step_may_say_otherwise(tmp_path: Path) -> None:
    told = "    pages: 3\n    free: yes\n    both_scripts: yes\n"
    assert claims(tmp_path, "told/start", told) == Claims(pages=3, free=True, both_scripts=True)


@pytest.mark.parametrize("slip", ["pages: many", "free: maybe", "both_scripts: 1"])
def test_a_slip_in_it_is_told(tmp_path: Path, slip: str) -> None:
    with pytest.raises(ScriptError, match=slip.partition(":")[0]):
        claims(tmp_path, "told/start", f"    {slip}\n")
