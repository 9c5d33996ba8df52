"""docs/security.md names a test for each item that it claims, and the test is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [line for line in DOCUMENT.splitlines() if re.match(r"\| \d", line)]
ITEMS = """
2.2.1 2.2.2 2.2.3 2.3.1 2.3.3 2.3.4 2.3.5 2.4.1 3.3.1 3.3.4 3.4.1 3.4.3 3.4.4 3.4.5 3.4.6 3.5.1 3.5.3
6.1.1 6.2.1 6.2.4 6.2.5 6.2.8 6.3.2 6.3.3 6.3.8 6.4.1 6.4.2 6.4.6 6.5.1 6.5.5 6.6
7.2.3 7.2.4 7.3.1 7.3.2 7.4.2 7.4.5 7.5.1 7.5.3 8.2.1 8.2.2 8.2.3 8.3.1 8.3.2 8.4.1
14.2.1 14.2.6 14.2.7 14.3.2 16.2.1 16.2.5 16.3.1 16.3.2 16.3.3 16.4.1 16.4.2 16.5.1
"""
"""What matters to a console like ours: ASVS 5.0, as the project's protocols list it."""


def _defined(path: Path) -> set[str]:
    """The tests that a file defines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("row", ROWS, ids=[row.split("|")[1].strip() for row in ROWS])
def test_each_row_names_tests_and_places_that_are_there(row: str) -> None:
    _, _, _, where, tests, _ = row.split("|")
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", tests)
    assert named, "a claim without a test"
    assert len(named) == tests.count("`") // 2
    for path, name in named:
        assert name in _defined(ROOT / path), f"{path}::{name}"
    for path in re.findall(r"`([\w/]+(?:\.py|/))`", where):
        assert path == "routes.py" or (ROOT / path).exists(), path


def test_every_item_is_there() -> None:
    claimed = {item for row in ROWS for item in re.findall(r"\d+(?:\.\d+)+", row.split("|")[1])}
    assert [item for item in ITEMS.split() if item not in claimed] == []
