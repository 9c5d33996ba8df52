"""Randomness and identifiers, drawn here only, so that a test can replace them."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable

Source = Callable[[int], bytes]
"""Gives that many random bytes."""

_source: Source = secrets.token_bytes
_HEX = frozenset("0123456789abcdef")


def use(source: Source = secrets.token_bytes) -> None:
    """Draw from `source` from now on; without one, from the operating system again."""
    global _source  # noqa: PLW0603  the one seam that tests replace
    _source = source


def token(size: int) -> bytes:
    """`size` random bytes."""
    return _source(size)


def identifier() -> str:
    """A random UUID (version 4) as 32 hexadecimal digits."""
    return uuid.UUID(bytes=_source(16), version=4).hex


def is_identifier(text: str) -> bool:
    """Whether it has the form of one."""
    return len(text) == 32 and not set(text) - _HEX


def digits(count: int) -> str:
    """`count` random decimal digits, each value equally likely."""
    return "".join(str(_digit()) for _ in range(count))


def _digit() -> int:
    while (byte := _source(1)[0]) >= 250:  # 250 = 25 x 10: what is above would favour the low digits
        pass
    return byte % 10
