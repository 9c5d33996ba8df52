"""The list put right: names by rule and by our own reviewed file, communes listed twice as one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from core import khmer
from core.places.place import Kind, Level
from core.places.source import Row

_INNER_SPACE = re.compile(r"(?<=\() | (?=\))|(?<= \") | (?=\"$)")
_CAPITAL_TITLE = "\u179a\u17b6\u1787\u1792\u17b6\u1793\u17b8"  # reachtheani


def read(name: str) -> dict[str, Any]:
    """One of this package's TOML files."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


@dataclass(frozen=True)
class Corrections:
    """What `corrections.toml` says."""

    kinds: Mapping[str, Kind]
    same: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls) -> Corrections:
        """Read the file."""
        said = read("corrections.toml")
        kinds = {code: Kind(kind) for kind, codes in said["kinds"].items() for code in codes}
        return cls(kinds, said["same"], said["names"])

    def names_of(self, row: Row) -> tuple[str, str]:
        """Khmer and Latin name of `row`, fit to be shown, without a title."""
        better = self.names.get(row.code, {})
        km = khmer.display(better.get("km", row.km)).removeprefix(_CAPITAL_TITLE)
        en = _INNER_SPACE.sub("", khmer.display(better.get("en", row.en)))
        return km, en

    def kind_of(self, code: str, level: Level) -> Kind:
        """What the place of that code and level is called."""
        match level:
            case Level.PROVINCE:
                return self.kinds.get(code, Kind.PROVINCE)
            case Level.DISTRICT:
                return self.kinds.get(code, Kind.SROK)
            case Level.COMMUNE:
                return Kind.SANGKAT if code[: Level.DISTRICT] in self.kinds else Kind.KHUM
            case Level.VILLAGE:
                return Kind.PHUM
