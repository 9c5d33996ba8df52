"""The report of an import: a line for each row refused or remarked on, and nothing of what stood in it."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from core.registry.importing.reading import Refusal

COLUMNS = ("line", "reason")


class Report:
    """A CSV file that is written as the refusals come."""

    def __init__(self, file: TextIO) -> None:
        """Use `open_report`."""
        self._writer = csv.writer(file)
        self._writer.writerow(COLUMNS)

    def refused(self, refusal: Refusal) -> None:
        """Write one down."""
        self._writer.writerow((refusal.line, refusal.reason))

    def remarked(self, line: int, remark: str) -> None:
        """Write down what is to be known of a row that was taken."""
        self._writer.writerow((line, remark))


@contextmanager
def open_report(path: Path) -> Iterator[Report]:
    """The report at `path`, in place of an earlier one; readable by its owner alone. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        yield Report(file)
