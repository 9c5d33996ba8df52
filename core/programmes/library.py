"""Reads the files, all of them or none: half of the facts would be worse than no start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from core.code_files import SUFFIX, Unreadable, read_all
from core.programmes.programme import Programme

__all__ = ["FOLDER", "SUFFIX", "Programmes", "Unreadable", "load"]

FOLDER = Path(__file__).parent


class Programmes(Mapping[str, Programme]):
    """Programmes by code, in the order of their files."""

    def __init__(self, programmes: Mapping[str, Programme]) -> None:
        self._programmes = programmes

    def __getitem__(self, code: str) -> Programme:
        return self._programmes[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._programmes)

    def __len__(self) -> int:
        return len(self._programmes)

    @property
    def shown(self) -> tuple[str, ...]:
        """Codes of those that may be shown, in their order."""
        return tuple(code for code, programme in self.items() if not programme.sensitive)

    @property
    def sensitive(self) -> frozenset[str]:
        """Codes of those that are never shown."""
        return frozenset(code for code, programme in self.items() if programme.sensitive)


@cache
def load(folder: Path = FOLDER) -> Programmes:
    """Those of `folder`, read once a process. Raises Unreadable."""
    return Programmes(read_all(folder, Programme))
