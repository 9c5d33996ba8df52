"""What the service does beside serving, again and again: deletes, ends, erases, plans, seals and counts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from app.house import House
from app.repeating import Work, repeated, tried

PURGE_SECONDS: Final = 600.0
"""How often what has expired is deleted; drafts are unreadable from the moment they expire."""

RELEASE_SECONDS: Final = 60.0
"""How often requests whose holder was silent for too long go back into the line: leases end by the day."""

ERASE_SECONDS: Final = 60.0
"""How often requests are erased that households asked to have removed and that are over by now."""

FREEZE_SECONDS: Final = 900.0
"""How often it is looked whether a month is over that the public statistics do not tell yet."""

TALLY_SECONDS: Final = 60.0
"""How often the counts of steps are written: a killed process loses so much of them."""

REMIND_SECONDS: Final = 60.0
"""How often it is looked who is to be reminded of something."""

LOOK_SECONDS: Final = 600.0
"""How often it is looked whether somebody above the commune answers every report."""

SEAL_SECONDS: Final = 2.0
"""How often audit entries are sealed: what is removed before that shows only against the journal."""


@dataclass(frozen=True)
class Chore:
    """Done every so many seconds; `part`: how the log names it. `at_last`: once more at the end."""

    part: str
    work: Work
    every: float
    at_last: bool = False


def chores(house: House) -> tuple[Chore, ...]:
    """All of a house."""
    return (
        Chore("drafts.purge", house.drafts.purge, PURGE_SECONDS),
        Chore("accounts.purge", house.accounts.purge, PURGE_SECONDS),
        Chore("disclosure.purge", house.disclosure.purge, PURGE_SECONDS),
        Chore("telegram_accounts.purge", house.telegram_accounts.purge, PURGE_SECONDS),
        Chore("tidings.purge", house.queue.tidings.purge, PURGE_SECONDS),
        Chore("reminders.purge", house.reminders.purge, PURGE_SECONDS),
        Chore("reminders.plan", house.reminder_planner.sweep, REMIND_SECONDS),
        Chore("leases.release", house.queue.release_expired, RELEASE_SECONDS),
        Chore("reports.attended", house.unattended.look, LOOK_SECONDS),
        Chore("erasure.due", house.forgetting.erase_due, ERASE_SECONDS),
        Chore("statistics.freeze", house.statistics.freeze, FREEZE_SECONDS),
        Chore("audit.seal", house.audit_sealer.seal, SEAL_SECONDS, at_last=True),
        Chore("steps.flush", house.step_tally.flush, TALLY_SECONDS, at_last=True),
    )


@asynccontextmanager
async def housekeeping(chores: Iterable[Chore]) -> AsyncIterator[None]:
    """Does them meanwhile; what was written last is sealed at the end, what was counted last is written."""
    chores = tuple(chores)
    tasks = [asyncio.create_task(repeated(chore.part, chore.work, chore.every)) for chore in chores]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        for chore in chores:
            if chore.at_last:
                await tried(chore.part, chore.work)
