"""docs/importing.md tells of every column, and of no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.places import Gazetteer
from core.registry.cards import LENIENT
from core.registry.importing.layouts import layout
from core.registry.kinds import Kind

PAGE = (Path(__file__).parents[4] / "docs" / "importing.md").read_text("utf-8")


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_of_file_is_told_with_its_columns(kind: Kind) -> None:
    part = PAGE.split(f"\n### {kind}\n")[1].split("\n#")[0]
    told = [(name.strip("*"), name.startswith("**")) for name in re.findall(r"^\| ([*\w]+) \|", part, re.M)]
    assert told[1:] == [(each.name, each.needed) for each in layout(kind, Gazetteer.load(), LENIENT).columns]
