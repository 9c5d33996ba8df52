"""JSON read so that two readers cannot disagree about it, and written so that its hash is always the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


class Number(str):
    """A number as it was written: `2.50` is hashed as it stands, not as somebody's 2.5."""

    __slots__ = ()


def read(raw: bytes, *, as_written: bool = False) -> Any:
    """What `raw` says; with `as_written` numbers are Number.

    Raises ValueError for what is not UTF-8 or JSON, names something twice or nests too deeply.
    """
    number: Callable[[str], Any] | None = Number if as_written else None
    try:
        return json.loads(
            raw.decode(),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=number,
            parse_int=number,
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None


def canonical(value: Any, *, escaped: bool) -> str:
    r"""`value` with sorted names and no blanks; letters beyond ASCII as `\uXXXX` where `escaped`."""
    if isinstance(value, dict):
        parts = (f"{_plain(k, escaped)}:{canonical(value[k], escaped=escaped)}" for k in sorted(value))
        return "{" + ",".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(each, escaped=escaped) for each in value) + "]"
    return str(value) if isinstance(value, Number) else _plain(value, escaped)


def _plain(value: Any, escaped: bool) -> str:
    return json.dumps(value, ensure_ascii=escaped, allow_nan=False)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
