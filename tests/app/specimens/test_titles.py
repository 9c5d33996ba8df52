"""Every script, and every kind of step, is called by words that people know."""

from __future__ import annotations

from app.specimens.titles import FLOWS, KINDS
from flows.library import load_scripts

SCRIPTS = load_scripts()


def test_every_script_has_a_title() -> None:
    assert set(SCRIPTS.scripts) == set(FLOWS)


def test_every_kind_of_step_has_a_name() -> None:
    assert {type(step) for step in SCRIPTS.steps()} == set(KINDS)
