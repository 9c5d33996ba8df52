"""Every kind of step is called by a word that people know."""

from __future__ import annotations

from app.specimens.kinds import KINDS
from flows.library import load_scripts


def test_every_kind_of_step_has_a_name() -> None:
    assert {type(step) for step in load_scripts().steps()} == set(KINDS)
