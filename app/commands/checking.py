"""`samnaeu flows check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.commands.starting import refused
from flows.faults import ScriptError
from flows.library import FOLDER, load_scripts

flows_app = typer.Typer(help="The conversations' scripts.", no_args_is_help=True)


@flows_app.callback()
def flows() -> None:
    """The conversations' scripts."""


@flows_app.command("check")
def check(folder: Annotated[Path, typer.Argument(help="Where the scripts lie")] = FOLDER) -> None:
    """Say what is wrong with the scripts: file, line and mend of each fault. Exits with 2 if there is one."""
    try:
        scripts = load_scripts(folder)
    except ScriptError as error:
        raise refused(error) from None
    steps = sum(len(script.steps) for script in scripts.scripts.values())
    typer.echo(f"{len(scripts.scripts)} scripts, {steps} steps: nothing wrong")
