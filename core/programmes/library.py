"""Reads the files, all of them or none: half of the facts would be worse than no start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from core.programmes.programme import Programme

FOLDER = Path(__file__).parent
SUFFIX = ".yaml"


class Unreadable(Exception):
    """A file that tells no programme; as text, a line for each fault: file, entry, what is wrong."""


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
    def sensitive(self) -> frozenset[str]:
        """Codes of those that are never shown."""
        return frozenset(code for code, programme in self.items() if programme.sensitive)


@cache
def load(folder: Path = FOLDER) -> Programmes:
    """Those of `folder`, read once a process. Raises Unreadable."""
    found: dict[str, Programme] = {}
    faults: list[str] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            found[path.stem] = _read(path)
        except (YAMLError, ValidationError, UnicodeDecodeError) as error:
            faults += _faults(path, error)
        else:
            if found[path.stem].code != path.stem:
                faults.append(f"{path.name}: code: call the file {found[path.stem].code}{SUFFIX}")
    if faults:
        raise Unreadable("\n".join(faults))
    return Programmes(found)


def _read(path: Path) -> Programme:
    return Programme.model_validate(YAML(typ="safe").load(path.read_text("utf-8")))


def _faults(path: Path, error: Exception) -> Iterator[str]:
    if not isinstance(error, ValidationError):
        yield f"{path.name}: this is no YAML ({type(error).__name__})"
        return
    for each in error.errors(include_url=False, include_input=False):
        where = ".".join(str(part) for part in each["loc"])
        yield f"{path.name}: {where}: {each['msg'].lower()}"
