"""The kinds that there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from core.code_files import Unreadable, read_all
from core.requests.kinds.kind import Kind
from core.requests.states import State

FOLDER = Path(__file__).parent

ASSESSMENT = "assessment"
"""What a request is unless it says otherwise."""

# As a menu or a list of them goes; what is not named here comes after these.
_ORDER = (ASSESSMENT, "renewal", "enrolment", "payment_problem", "lost_card", "correction", "report")


class Kinds(Mapping[str, Kind]):
    """Kinds by code, in the order in which they are offered."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = {code: kinds[code] for code in sorted(kinds, key=_place)}

    def __getitem__(self, code: str) -> Kind:
        return self._kinds[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    @cached_property
    def above_commune(self) -> frozenset[str]:
        """The codes of those that exist for nobody of a commune."""
        return frozenset(code for code, kind in self.items() if kind.above_commune)

    @property
    def clocks(self) -> dict[str, Mapping[State, int]]:
        """By kind its own targets, in working days by state."""
        return {code: kind.clocks for code, kind in self.items()}


@cache
def load(folder: Path = FOLDER) -> Kinds:
    """Those of `folder`, read once a process. Raises Unreadable."""
    kinds = read_all(folder, Kind)
    if ASSESSMENT not in kinds:
        raise Unreadable(f"{ASSESSMENT}.yaml: there is no file of what a request is unless it says otherwise")
    return Kinds(kinds)


def of(code: str) -> Kind:
    """The kind of this code. KeyError for none: a file stays as long as there are requests of its kind."""
    return load()[code]


def _place(code: str) -> tuple[int, str]:
    return (_ORDER.index(code) if code in _ORDER else len(_ORDER)), code
