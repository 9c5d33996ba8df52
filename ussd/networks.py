"""Mobile networks by the code that a gateway sends: `networks.toml` names them and says what they carry."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from ussd.typesetting import Profile, combined

OTHER = "other"
SHIPPED = Path(__file__).with_name("networks.toml")
_CODE = re.compile(r"\d{5,6}", re.ASCII)
_ENTRIES = {"name", "screen"}


def _read(path: Path) -> dict[str, dict[str, str]]:
    """The file's entries by code. Raises ValueError, also for what is no TOML, and OSError."""
    read = tomllib.loads(path.read_text("utf-8"))
    for code, entry in read.items():
        if not _CODE.fullmatch(code):
            raise ValueError("a network code is 5 or 6 digits")
        if not isinstance(entry, dict) or set(entry) != _ENTRIES:
            raise ValueError(f'network {code}: write `name = "…"` and `screen = "gsm7-160 ucs2-70"`')
    return read


def read_profiles(path: Path = SHIPPED) -> Mapping[str, Profile]:
    """What each network of the file lets through on a screen. Raises ValueError and OSError."""
    found = {}
    for code, entry in _read(path).items():
        try:
            found[code] = combined(*entry["screen"].split())
        except ValueError as error:
            raise ValueError(f"network {code}: {error}") from None
    return found


PROFILES: Mapping[str, Profile] = read_profiles()
"""What the file says that comes with us; it holds where the operator names no other."""

_NAMES = {code: entry["name"] for code, entry in _read(SHIPPED).items()}
NETWORKS = (*dict.fromkeys(_NAMES.values()), OTHER)
"""The names that calls are counted by."""


def network_name(code: str) -> str:
    """One of NETWORKS: whoever made up codes would else make up counts without end."""
    return _NAMES.get(code, OTHER)
