"""A signature as text: `Signature: namespace="…", kidId="…", algorithm="ed25519", created="…", …`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.registry.dci.dialect import Dialect

ALGORITHM = "ed25519"
COVERED = "(created) (expires) digest"

_LABEL = "Signature:"
_LONGEST = 2000
_PART = re.compile(r'\s*([A-Za-z]+)\s*=\s*(?:"([^"]*)"|(\d+))\s*(?:,|$)')
_SECONDS = re.compile(r"\d{1,12}", re.ASCII)


@dataclass(frozen=True)
class Told:
    """What a signature tells; times as Unix seconds, `signature` in Base64."""

    kid: str
    created: int
    expires: int
    signature: str


def write(told: Told, dialect: Dialect) -> str:
    """As the dialect has it."""
    parts = [
        *([("namespace", dialect.namespace)] if dialect.namespace != "none" else []),
        (dialect.key, told.kid),
        ("algorithm", ALGORITHM),
        ("created", told.created),
        ("expires", told.expires),
        ("headers", COVERED),
        ("signature", told.signature),
    ]
    text = ", ".join(f'{name}="{value}"' for name, value in parts)
    return f"{_LABEL} {text}" if dialect.label == "yes" else text


def read(text: object) -> Told | None:
    """What any dialect's text tells; None for another algorithm, for less covered, or for no signature."""
    parts = _parts(text) if isinstance(text, str) and len(text) <= _LONGEST else {}
    kid = parts.get("kidId", parts.get("keyId", ""))
    times = [parts.get(name, "") for name in ("created", "expires")]
    if parts.get("algorithm", "").lower() != ALGORITHM or parts.get("headers", COVERED) != COVERED:
        return None
    if not kid or not all(map(_SECONDS.fullmatch, times)):
        return None
    return Told(kid, int(times[0]), int(times[1]), parts.get("signature", ""))


def _parts(text: str) -> dict[str, str]:
    """The parts by name; none at all where one stands twice or something stands between."""
    text, at, found = text.strip().removeprefix(_LABEL), 0, list[tuple[str, str]]()
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            return {}
        found.append((part[1], part[2] if part[2] is not None else part[3]))
        at = part.end()
    return dict(found) if len(dict(found)) == len(found) else {}
