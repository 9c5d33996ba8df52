"""`samnaeu flows review` and `samnaeu flows reviewed`: how a native reader signs the Khmer off."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from babel.messages.pofile import write_po
from pydantic import ValidationError

from app.commands.starting import scripts_and_words
from app.review.entries import by_id, catalogue
from app.review.sheet import Sheet
from app.review.verdicts import Verdicts, apply
from locales.compile import LOCALES

KHMER = LOCALES / "km" / "LC_MESSAGES" / "samnaeu.po"
NEXT = "next: `make translations`, `samnaeu flows check`, `samnaeu flows draw`"


def review(
    file: Annotated[Path, typer.Argument(help="Where the sheet goes")] = Path("review.html"),
    everything: Annotated[bool, typer.Option("--all", help="Also the texts that no phone shows")] = False,
    khmer: Annotated[Path, typer.Option(help="The catalogue that is read")] = KHMER,
) -> None:
    """Write a sheet of every screen in both languages, for a native reader to sign off in a browser."""
    scripts, words = scripts_and_words()
    file.write_text(Sheet(scripts, words.catalogue, catalogue(khmer), everything).html(), "utf-8")
    typer.echo(f"{file}: open it in a browser, fill it in, save the answers")


def reviewed(
    file: Annotated[Path, typer.Argument(help="What the sheet saved")],
    khmer: Annotated[Path, typer.Option(help="The catalogue that is signed")] = KHMER,
) -> None:
    """Bring a filled-in sheet back: mark what was signed off, write what was corrected, say what was left."""
    try:
        verdicts = Verdicts.model_validate_json(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        typer.echo(f"{file} is not what the sheet saves: {_brief(error)}", err=True)
        raise typer.Exit(2) from None
    found = catalogue(khmer)
    outcome = apply(verdicts, by_id(found))
    with khmer.open("wb") as stream:
        write_po(stream, found)
    typer.echo(f"{outcome.right} signed off, {outcome.corrected} corrected, {len(outcome.left)} left")
    for line in outcome.left:
        typer.echo(f"left: {line}")
    typer.echo(NEXT)


def _brief(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg']}"
    return type(error).__name__
