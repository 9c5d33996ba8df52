"""What kind a request is, what is wrong and what was decided, in the words of the kind's own file."""

from __future__ import annotations

from collections.abc import Iterable

from console.tongue import Tongue
from core import programmes
from core.officers import Officer
from core.requests import kinds
from core.sight import unseen


def of(kind: str) -> kinds.Kind:
    """The kind itself."""
    return kinds.of(kind)


def name(kind: str, _: Tongue) -> str:
    """What it is called."""
    return kinds.of(kind).name.said(_.code)


def offered(reader: Officer, _: Tongue) -> list[tuple[str, str]]:
    """Every kind that exists for the reader, with its name, to choose from."""
    hidden = unseen(reader.role)
    return [(code, kind.name.said(_.code)) for code, kind in kinds.load().items() if code not in hidden]


def outcome(kind: str, code: str | None, _: Tongue) -> str:
    """What was decided; empty where nothing was."""
    result = kinds.of(kind).result(code)
    return result.name.said(_.code) if result else code or ""


def outcomes(kind: str, _: Tongue) -> list[tuple[str, str]]:
    """What may be decided, to choose from."""
    return [(result.code, result.name.said(_.code)) for result in kinds.of(kind).outcomes]


def matter(kind: str, code: str | None, _: Tongue) -> str:
    """What is wrong; empty where nobody said."""
    found = kinds.of(kind).matter(code)
    return found.name.said(_.code) if found else code or ""


def named(codes: Iterable[str], _: Tongue) -> list[str]:
    """Programmes by their names."""
    known = programmes.load()
    return [known[code].name.said(_.code) if code in known else code for code in codes]
