"""`samnaeu flows voices`: what is to be recorded, and under which name."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.commands.starting import scripts_and_words
from app.specimens.voices import ToRecord, to_record
from flows.wording import LANGUAGES
from locales.compile import LOCALES

COLUMNS = ("language", "steps", "file", "recorded", "text", "left out")


class Form(StrEnum):
    """How the list is written."""

    TEXT = "text"
    CSV = "csv"
    MARKDOWN = "markdown"


def voices(
    language: Annotated[str | None, typer.Option(help="km or en; both unless said")] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Only what is not recorded yet")] = False,
    form: Annotated[Form, typer.Option("--as", help="How to write the list")] = Form.TEXT,
    locales: Annotated[Path, typer.Option(help="Where the catalogues and the recordings lie")] = LOCALES,
) -> None:
    """List what may be recorded: the text to be read, its file's name, and whether it is there."""
    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(f"one of {', '.join(LANGUAGES)}", param_hint="--language")
    wanted = (language,) if language else LANGUAGES
    listed = [row for row in to_record(*scripts_and_words(), locales, wanted) if not (missing and row.there)]
    if form is Form.CSV:
        table = csv.writer(sys.stdout)
        table.writerows([COLUMNS, *map(_cells, listed)])
    else:
        typer.echo(_markdown(listed) if form is Form.MARKDOWN else _text(listed))


def _cells(row: ToRecord) -> tuple[str, ...]:
    there = "yes" if row.there else "no"
    return (row.language, " ".join(row.steps), row.file, there, row.text, " ".join(row.left_out))


def _markdown(rows: Iterable[ToRecord]) -> str:
    lines = [f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|"]
    for row in rows:
        cells = (cell.replace("|", "\\|").replace("\n", "<br>") for cell in _cells(row))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _text(rows: Iterable[ToRecord]) -> str:
    listed = list(rows)
    told = [
        f"{'[x]' if row.there else '[ ]'} {row.file}  {' '.join(row.steps)}\n{_indented(row.text)}"
        for row in listed
    ]
    recorded = sum(row.there for row in listed)
    return "\n\n".join([*told, f"{recorded} of {len(listed)} recorded"])


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))
