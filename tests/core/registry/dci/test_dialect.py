"""A dialect is named and changed part by part; what is misspelt is told with the choices."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from core.registry.dci.dialect import CHOICES, NAMED, Dialect, dialect

GUIDE = Path(__file__).parents[4] / "docs" / "registry.md"


def test_every_part_has_its_choices_and_every_named_dialect_keeps_to_them() -> None:
    assert {each.name for each in fields(Dialect)} == set(CHOICES)
    for named in NAMED.values():
        assert all(value in CHOICES[name] for name, value in vars(named).items())


def test_a_named_dialect_may_be_changed() -> None:
    assert dialect("samples, locale=km ,phone = predicate") == Dialect(
        **{**vars(NAMED["samples"]), "locale": "km", "phone": "predicate"}
    )


def test_the_guide_tells_each_part_of_each_dialect() -> None:
    rows = re.findall(r"^\| `(\w+)`[^|]*\|(.+)\|$", GUIDE.read_text("utf-8"), re.MULTILINE)
    told = {name: [cell.strip() for cell in cells.split("|")] for name, cells in rows}
    for part in CHOICES:
        named = [vars(NAMED[name])[part] for name in ("schema", "security", "samples", "openspp")]
        assert told[part][:4] == named
        assert re.findall(r"[^\s,()`]+", re.sub(r"\(.*?\)", "", told[part][4])) == list(CHOICES[part])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "schema, security"),
        ("klingon", "schema, security"),
        ("schema, lokale=km", "label, namespace"),
        ("schema, locale=EN/GB", "khm, km"),
        ("locale=km", "schema, security"),
    ],
)
def test_a_slip_is_told_with_the_choices(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        dialect(text)
