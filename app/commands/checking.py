"""`samnaeu flows check`, `flows checks` and `flows release-keys`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.commands.starting import refused
from app.proving import catalogue_of_checks, findings, proof_of
from flows.checks import CHECKS
from flows.faults import ScriptError
from flows.library import FOLDER, load_scripts
from flows.proving import Finding, Pace
from flows.proving.released import FILE, write_record
from flows.wording import LANGUAGES, NotCompiled
from locales.compile import LOCALES
from ussd.proving import PROFILES

flows_app = typer.Typer(help="The conversations' scripts.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(help="Where the scripts lie")]
PACE = Pace()


@flows_app.callback()
def flows() -> None:
    """The conversations' scripts."""


@flows_app.command("check")
def check(
    folder: Folder = FOLDER,
    locales: Annotated[Path, typer.Option(help="Where the catalogues and the glossary lie")] = LOCALES,
    as_json: Annotated[bool, typer.Option("--json", help="Say it for a machine")] = False,
    words_a_minute: Annotated[float, typer.Option(help="Khmer, by a slow reader")] = PACE.words_a_minute,
    english_words_a_minute: Annotated[
        float, typer.Option(help="English, by a slow reader")
    ] = PACE.english_words_a_minute,
    call_seconds: Annotated[float, typer.Option(help="How long a call may last")] = PACE.call_seconds,
) -> None:
    """Prove the conversations: every screen, in each language, on every network, with the worst it may say.

    Exits with 1 where something is wrong, and says where, on which screen, and the mend.
    """
    pace = Pace(words_a_minute, english_words_a_minute, call_seconds=call_seconds)
    found, told = _proved(folder, locales, pace)
    if as_json:
        typer.echo(json.dumps([finding.fields() for finding in found], ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join([*map(str, found), told]))
    if found:
        raise typer.Exit(1)


def _proved(folder: Path, locales: Path, pace: Pace) -> tuple[Sequence[Finding], str]:
    """What was found, and what was looked at."""
    try:
        proof = proof_of(folder, locales, pace)
    except ScriptError as error:
        faults = [Finding(f.file, f.line, f.what, f.mend, check="scripts") for f in error.faults]
        return faults, f"{_faults(len(faults))}: no screen was looked at"
    except NotCompiled as error:
        raise refused(error) from None
    except FileNotFoundError as error:
        typer.echo(f"{error.filename}: no such file; name another folder", err=True)
        raise typer.Exit(2) from None
    found = findings(proof)
    scripts, steps = len(proof.scripts.scripts), len(list(proof.scripts.steps()))
    looked = f"{scripts} scripts, {steps} steps, {len(proof.seen)} screens"
    wrong = _faults(len(found)) if found else "nothing wrong"
    return found, f"{looked}, {len(LANGUAGES)} languages, {len(PROFILES)} profiles: {wrong}"


def _faults(count: int) -> str:
    return "1 fault" if count == 1 else f"{count} faults"


@flows_app.command("checks")
def checks(
    markdown: Annotated[bool, typer.Option(help="As docs/checks.md has it")] = False,
) -> None:
    """Say what each check guarantees."""
    if markdown:
        typer.echo(catalogue_of_checks(), nl=False)
        return
    width = max(map(len, CHECKS))
    for each in CHECKS.values():
        typer.echo(f"{each.name:{width}}  {each.guarantee}")


@flows_app.command("release-keys")
def release_keys(folder: Folder = FOLDER) -> None:
    """Record what each key means now: from here on a key that means something else is a fault."""
    write_record(folder, load_scripts(folder))
    typer.echo(f"{folder / FILE} is written: look at what changed before it is committed")
