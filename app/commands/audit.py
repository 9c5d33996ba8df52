"""`samnaeu audit`: whether what was done still stands as it was written."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from app.commands.archive import Archive, with_archive
from app.commands.starting import refused
from core.audit.findings import Report
from core.audit.sealing import AuditSealer
from core.audit.story import AuditReader, AuditStory, StoryEntry, quoted
from core.audit.verifying import verify
from core.clock import SystemClock
from core.working_days import CAMBODIA

FAULTS = 1
"""Exit code: something is wrong. 0: all is well; 2: it could not be looked at."""

audit_app = typer.Typer(help="The audit: what was done, and whether it still stands.", no_args_is_help=True)
console = Console(highlight=False, markup=False, soft_wrap=True)


@audit_app.command("verify")
def verify_audit(
    quoted_head: Annotated[
        str | None, typer.Option("--quoted", help="A head that somebody wrote down: 123-0f1e2d3c4b5a6978")
    ] = None,
) -> None:
    """Prove the chain against the keys, the heads outside the database and the journal. 1: a fault."""

    async def work(archive: Archive) -> bool:
        report = await verify(archive.database, archive.ring, archive.heads)
        _tell(report)
        if report.sound:  # what was tampered with is left as it was found
            await AuditSealer(archive.database, archive.ring, SystemClock(), archive.heads).seal()
        return report.sound and (quoted_head is None or await _stands(archive, quoted_head))

    if not with_archive(work):
        raise typer.Exit(FAULTS)


@audit_app.command("show")
def show(
    reference: Annotated[str, typer.Argument(help="The request's number, with or without spaces")],
) -> None:
    """What was done to one request, and its place in the chain."""

    async def work(archive: Archive) -> AuditStory | None:
        reader = AuditReader(archive.database)
        request_id = await reader.request_id(reference)
        return await reader.story(request_id) if request_id else None

    story = with_archive(work)
    if story is None:
        raise refused(LookupError("there is no such request"))
    for entry in story.entries:
        console.print(_line(entry))
    console.print(f"\nhead of the chain: {story.head or 'nothing is sealed yet'}")


async def _stands(archive: Archive, quote: str) -> bool:
    stands = await AuditReader(archive.database).stands(quote)
    console.print(f"the quoted head {quote} {'stands in the chain' if stands else 'is NOT in the chain'}")
    return stands


def _tell(report: Report) -> None:
    for finding in report.findings:
        console.print(str(finding))
    if report.found > len(report.findings):
        console.print(f"… and {report.found - len(report.findings)} more")
    result = "all is well" if report.sound else f"{report.found} fault{'s' if report.found > 1 else ''}"
    end = quoted(report.sealed, report.hash) if report.sealed else "none"
    console.print(
        f"{result}: {report.sealed} sealed, {report.waiting} to be sealed, "
        f"{report.heads} daily heads; head of the chain {end}"
    )


def _line(entry: StoryEntry) -> str:
    at = f"{entry.at.astimezone(CAMBODIA):%Y-%m-%d %H:%M:%S}"
    words = f"{entry.from_word} → {entry.to_word}" if entry.from_word != entry.to_word else entry.from_word
    return (
        f"{at}  {entry.act}  {words or ''}  by {entry.role}, {entry.channel}  {entry.quote or 'not sealed'}"
    )
