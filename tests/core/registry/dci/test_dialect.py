"""A dialect is named and changed part by part; what is misspelt is told with the choices."""

from __future__ import annotations

from dataclasses import fields

import pytest

from core.registry.dci.dialect import CHOICES, NAMED, Dialect, dialect


def test_every_part_has_its_choices_and_every_named_dialect_keeps_to_them() -> None:
    assert {each.name for each in fields(Dialect)} == set(CHOICES)
    for named in NAMED.values():
        assert all(value in CHOICES[name] for name, value in vars(named).items())


def test_a_named_dialect_may_be_changed() -> None:
    assert dialect("samples, locale=km ,phone = predicate") == Dialect(
        **{**vars(NAMED["samples"]), "locale": "km", "phone": "predicate"}
    )


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
