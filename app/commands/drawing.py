"""`samnaeu flows draw`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.commands.starting import scripts_and_words
from app.drawing.folder import PAGE, files, page, stale
from app.specimens.screens import Screens
from flows.wording import LANGUAGES

MEND = "mend: run `samnaeu flows draw` and look at what changed"


def draw(
    folder: Annotated[Path, typer.Argument(help="Where the pictures go")] = Path("docs/flows"),
    language: Annotated[
        str | None, typer.Option(help="km or en; both unless said, and a page of them")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 where one is stale")
    ] = False,
) -> None:
    """Draw each script as a picture (SVG, and Mermaid text) that a person who knows no code can follow."""
    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(f"one of {', '.join(LANGUAGES)}", param_hint="--language")
    seen = Screens(*scripts_and_words())
    wanted = {folder / name: text for name, text in files(seen, (language,) if language else LANGUAGES)}
    if language is None:
        wanted[folder.parent / PAGE] = page(seen, folder.name)
    if check:
        _check(wanted, folder)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in wanted.items():
        path.write_text(text, "utf-8")
    typer.echo(f"{len(wanted)} files written")


def _check(wanted: dict[Path, str], folder: Path) -> None:
    told = stale(wanted, folder)
    if told:
        typer.echo("\n".join([*told, MEND]), err=True)
        raise typer.Exit(1)
    typer.echo("the pictures are fresh")
