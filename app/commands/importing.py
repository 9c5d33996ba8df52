"""`samnaeu import`: what the registry knows of households, from files (docs/importing.md)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from app.commands.starting import in_house, refused
from app.house import House
from core.programmes import load
from core.registry.importing import Importer, Kind, KnownWords, Outcome, Overtaken, Plan, Refusal, WrongFile
from core.registry.importing.report import Report, open_report
from flows.wording.reasons import Reason

SOME_REFUSED = 1
"""Exit code: the other rows are in. 0: all are; 2: nothing was changed."""
REASONS_TOLD = 8

console = Console(highlight=False, markup=False, soft_wrap=True)


@dataclass(frozen=True)
class Screen:
    """Follows an import: the bar, and the report beside it."""

    report: Report
    progress: Progress
    bar: TaskID
    file: BinaryIO

    def refused(self, refusal: Refusal) -> None:
        """As `core.registry.importing.Watcher`."""
        self.report.refused(refusal)

    def remarked(self, line: int, remark: str) -> None:
        """As `core.registry.importing.Watcher`."""
        self.report.remarked(line, remark)

    def read(self, outcome: Outcome) -> None:
        """As `core.registry.importing.Watcher`."""
        told = f"{outcome.taken:,} rows taken, {outcome.refused:,} refused"
        read = self.file.tell() if self.file.seekable() else None
        self.progress.update(self.bar, completed=read, description=told)


def import_file(
    kind: Annotated[Kind, typer.Argument(help="What the file tells of; households come first")],
    file: Annotated[Path, typer.Argument(help="CSV, UTF-8", exists=True, dir_okay=False, readable=True)],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Judge every row and change nothing")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="The file is all there is: forget what is not in it")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(help="Where refused rows are listed; else FILE.refused.csv")
    ] = None,
    refused_at_most: Annotated[
        int, typer.Option(min=0, max=99, help="Percent; if more rows are refused, nothing is changed")
    ] = 10,
) -> None:
    """Bring in what the registry knows of households. While it runs, households dial as ever."""
    plan = Plan(dry_run=dry_run, replaces=replace, refused_percent=refused_at_most)
    listed = report or file.with_name(f"{file.name}.refused.csv")
    if listed.exists() and listed.samefile(file):
        raise refused(ValueError(f"{file}: the report would be written over it: name another with --report"))
    try:
        with file.open("rb") as content, open_report(listed) as written:
            outcome = in_house(lambda house: _bring_in(house, kind, content, plan, written))
    except (WrongFile, OSError) as error:
        if isinstance(error, WrongFile):
            listed.unlink()
        raise refused(ValueError(f"{file.name}: {_why(error)}")) from None
    except Overtaken:
        raise refused(
            ValueError(f"another import of {kind} began meanwhile: this one changed nothing")
        ) from None
    if not outcome.refused and not outcome.remarks:
        listed.unlink()
    _tell(kind, outcome, plan, listed)


async def _bring_in(house: House, kind: Kind, content: BinaryIO, plan: Plan, report: Report) -> Outcome:
    form = house.settings.card_number
    words = KnownWords(frozenset(load()), frozenset(Reason))
    importer = Importer(house.database, house.ring, house.clock, house.places, form, words)
    with _bar(content) as (progress, bar):
        outcome = await importer.bring_in(content, kind, plan, Screen(report, progress, bar, content))
        if not plan.dry_run:
            progress.update(bar, description=f"{progress.tasks[bar].description}; clearing up")
            await importer.sweep()
    return outcome


@contextmanager
def _bar(content: BinaryIO) -> Iterator[tuple[Progress, TaskID]]:
    told = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %")
    columns = *told, TimeRemainingColumn()
    terminal = Console(stderr=True)
    shown = terminal.is_terminal
    with Progress(*columns, console=terminal, transient=True, disable=not shown) as progress:
        yield progress, progress.add_task("", total=Path(content.name).stat().st_size or None)


def _why(error: Exception) -> str:
    return f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)


def _tell(kind: Kind, outcome: Outcome, plan: Plan, report: Path) -> None:
    """What came of it; ends the process with what that means."""
    for reason, times in (*outcome.reasons.most_common(REASONS_TOLD), *outcome.remarks.most_common()):
        console.print(f"{times:>8,} x {reason}")
    done = f"{kind}: {outcome.taken:,} rows taken, {outcome.refused:,} refused"
    if outcome.refused or outcome.remarks:
        done += f" (each with its line and reason in {report})"
    if not plan.dry_run and not outcome.live:
        fault = f"{done}. NOTHING WAS CHANGED: {_too_many(outcome, plan)}"
        raise refused(ValueError(fault))
    console.print(f"{done}. Only looked at: nothing was changed." if plan.dry_run else f"{done}.")
    if outcome.refused:
        raise typer.Exit(SOME_REFUSED)


def _too_many(outcome: Outcome, plan: Plan) -> str:
    if not outcome.taken:
        return "no row could be taken"
    return f"more than {plan.refused_percent} % were refused; --refused-at-most allows more"
