"""Recovery codes: ten words of paper for the day when the authenticator app is gone, each good once."""

from __future__ import annotations

from base64 import b32encode

from core import chance
from core.digits import fold_digits

COUNT = 10
_BYTES = 7  # 56 bits: 12 signs, and guesses are counted
_SIGNS = 12
_GROUP = 4


def fresh() -> tuple[str, ...]:
    """Ten new ones, as they are shown: `abcd-efgh-2345`."""
    return tuple(_shown(b32encode(chance.token(_BYTES)).decode().rstrip("=").lower()) for _ in range(COUNT))


def canonical(typed: str) -> str | None:
    """What to look up; None for what cannot be one. Case, spaces and hyphens are as one likes."""
    code = fold_digits(typed).lower().replace("-", "")
    code = "".join(code.split())
    return code if len(code) == _SIGNS else None


def _shown(code: str) -> str:
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
