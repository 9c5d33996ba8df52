"""Compiles every `.po` of this folder to `.mo`: `make compile`, and hatchling's build hook for wheels.

Reads them strictly as well, for whoever checks them: hatchling finds no other file of ours beside this one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # a machine that only runs the service has no hatchling
    BuildHookInterface = object  # type: ignore[misc,assignment,unused-ignore]

LOCALES = Path(__file__).resolve().parent
QUOTED = re.compile(r'((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?) )?"(?:[^"\\]|\\.)*"')
"""A line of an entry, comments aside: a keyword and a text in quotes, or more of that text."""
MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
"""What git leaves where two changes met."""


class BrokenCatalogue(Exception):
    """A `.po` that says something else than its translator meant; `faults`: line (from 1), what and mend."""

    def __init__(self, path: Path, faults: Iterable[tuple[int, str, str]]) -> None:
        self.path = path
        self.faults = tuple(sorted(faults))
        told = (f"{path}:{line}: {what}\n    mend: {mend}" for line, what, mend in self.faults)
        super().__init__("\n".join(told))


class _Once(Catalog):
    """Remembers what is added a second time: Babel itself would keep the later of the two."""

    def __init__(self, locale: str | None) -> None:
        super().__init__(locale=locale)
        self.twice: list[tuple[int, str, str]] = []

    def __setitem__(self, id: Any, message: Message) -> None:  # noqa: A002 (Babel's own name)
        before = self.get(id, message.context) if id else None
        if before is not None:
            what = f"`{id}` stands here and on line {before.lineno}"
            self.twice.append((message.lineno or 1, what, "keep one of the two"))
        super().__setitem__(id, message)


def read_strictly(path: Path, locale: str | None = None) -> Catalog:
    """The catalogue in `path`. Raises BrokenCatalogue where Babel would guess or leave something out."""
    catalogue = _Once(locale)
    try:
        lines = path.read_text("utf-8").splitlines()
        if faults := list(_torn(lines)):
            raise BrokenCatalogue(path, faults)
        PoFileParser(catalogue, abort_invalid=True).parse(lines)
    except UnicodeDecodeError as error:
        raise BrokenCatalogue(path, [(1, "the file is not UTF-8", "save it as UTF-8")]) from error
    except PoFileError as error:
        what = str(error).rpartition(" on ")[0]
        raise BrokenCatalogue(
            path, [(error.lineno + 1, what, "complete the entry, or take it out")]
        ) from error
    if catalogue.twice:
        raise BrokenCatalogue(path, catalogue.twice)
    return catalogue


def _torn(lines: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(map(str.strip, lines), 1):
        if line.startswith(MARKS):
            yield number, "two changes met here", "keep what is right of both, and take git's marks out"
        elif line and not line.startswith("#") and not QUOTED.fullmatch(line):
            yield number, f"no entry of a catalogue: `{line}`", 'write `msgid` or `msgstr` and a text in "…"'


def compile_catalogues(folder: Path = LOCALES) -> list[Path]:
    """Write one `.mo` beside each `.po`; fuzzy messages are left out. Returns the files written.

    Raises BrokenCatalogue.
    """
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        catalogue = read_strictly(source, locale=source.parts[-3])
        target = source.with_suffix(".mo")
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        written.append(target)
    return written


class CompileCatalogues(BuildHookInterface):  # type: ignore[misc,type-arg,unused-ignore]
    """Hatchling calls this before it packs a wheel or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues()


if __name__ == "__main__":
    try:
        for path in compile_catalogues():
            print(path)
    except BrokenCatalogue as broken:
        sys.exit(str(broken))
