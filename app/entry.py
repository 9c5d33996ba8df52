"""The entry point `samnaeu`. Files of facts are read first: what is imported afterwards is made of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from core import programmes
from core.code_files import Unreadable
from core.requests import kinds


def main() -> None:
    """The command line, unless a file of facts is broken: then a line for each fault, and exit code 2."""
    if faults := list(unreadable()):
        sys.exit(_told(faults))
    from app.commands import main as command_line

    command_line()


def unreadable() -> Iterator[str]:
    """What is wrong with the files: folder, file, entry, and what it should be."""
    for folder, load in (("core/programmes", programmes.load), ("core/requests/kinds", kinds.load)):
        try:
            load()
        except Unreadable as error:
            yield from (f"{folder}/{line}" for line in str(error).splitlines())


def _told(faults: list[str]) -> int:
    for line in faults:
        print(line, file=sys.stderr)
    return 2
