"""The lines of a file, one at a time however large it is. A row is one line: a slip costs that row alone."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from typing import BinaryIO

from core.registry.importing.cells import Refused

LONGEST_LINE = 4096
"""Bytes; the longest row that could be taken is shorter by far."""

_ZIP = b"PK\x03\x04"  # how a workbook of a spreadsheet begins
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line with its number from 1, without its end; what is longer than LONGEST_LINE comes cut."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        whole = line
        while line and not line.endswith(b"\n") and len(line) > LONGEST_LINE:
            line = file.readline(LONGEST_LINE + 1)  # the rest of it
        yield number, whole.rstrip(b"\r\n")


def cells(line: bytes) -> list[str]:
    """The cells of a line, as CSV (RFC 4180) has it; raises Refused."""
    if len(line) > LONGEST_LINE:
        raise Refused(f"the line is longer than {LONGEST_LINE} bytes")
    try:
        return next(csv.reader([line.decode()], strict=True), [])
    except UnicodeDecodeError:
        raise Refused("the line is not UTF-8") from None
    except csv.Error:
        raise Refused("a quotation mark is not closed, or stands where it should be doubled") from None


def header(line: bytes) -> list[str]:
    """The names of the columns, from the first line, behind a byte order mark if there is one."""
    if line.startswith(_WIDE):
        raise Refused("the file is UTF-16: save it as CSV UTF-8")
    if line.startswith(_ZIP):
        raise Refused("the file is a workbook: save it as CSV UTF-8")
    return [name.strip().lower() for name in cells(line.removeprefix(codecs.BOM_UTF8))]
