"""Runs the HTTP server until it is told to stop; turns under way are finished first."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from app import logs
from app.metrics import Metrics
from app.repeating import repeated, tried
from app.settings import Settings
from core.accounts.accounts import Accounts
from core.audit.sealing import AuditSealer
from core.disclosure import Disclosure
from core.drafts.port import DraftStore
from core.erasure import Forgetting
from core.funnel.tally import StepTally
from core.queue import Queue
from core.reminders import Planner, Reminders
from core.telegram_accounts import TelegramAccounts
from core.tidings import Tidings

PURGE_SECONDS = 600.0
"""How often expired drafts are deleted; they are unreadable from the moment they expire."""

RELEASE_SECONDS = 60.0
"""How often requests whose holder was silent for too long go back into the line: leases end by the day."""

ERASE_SECONDS = 60.0
"""How often requests are erased that households asked to have removed and that are over by now."""

FREEZE_SECONDS = 900.0
"""How often it is looked whether a month is over that the public statistics do not tell yet."""

TALLY_SECONDS = 60.0
"""How often the counts of steps are written: a killed process loses so much of them."""

REMIND_SECONDS = 60.0
"""How often it is looked who is to be reminded of something."""

SEAL_SECONDS = 2.0
"""How often audit entries are sealed: what is removed before that shows only against the journal."""


class CannotListen(Exception):
    """Something else listens on that address, or it is not this machine's."""


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve `app`; gives the port, which is a free one for 0. Raises CannotListen."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=10)
    await runner.setup()
    try:
        yield await _bound(runner, host, port)
    finally:
        await runner.cleanup()


async def _bound(runner: web.AppRunner, host: str, port: int) -> int:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise CannotListen(f"cannot listen on {host}:{port}: {_why(error)}") from error
    return int(runner.addresses[0][1])


def _why(error: OSError) -> str:
    """The system's words; those of the loop repeat the address."""
    number = error.errno or 0
    return os.strerror(number) if number > 0 else str(error.strerror)


@asynccontextmanager
async def housekeeping(
    drafts: DraftStore,
    sealer: AuditSealer,
    accounts: Accounts,
    queue: Queue,
    step_tally: StepTally,
    forgetting: Forgetting,
    disclosure: Disclosure,
    telegram_accounts: TelegramAccounts,
    tidings: Tidings,
    reminders: Reminders,
    planner: Planner,
    purge_every: float = PURGE_SECONDS,
    release_every: float = RELEASE_SECONDS,
    erase_every: float = ERASE_SECONDS,
    seal_every: float = SEAL_SECONDS,
    tally_every: float = TALLY_SECONDS,
    remind_every: float = REMIND_SECONDS,
) -> AsyncIterator[None]:
    """Deletes what has expired, ends leases, erases what is due, plans reminders, seals the audit, counts.

    What was written last is sealed at the end, and what was counted last is written.
    """
    tasks = [
        asyncio.create_task(repeated("drafts.purge", drafts.purge, purge_every)),
        asyncio.create_task(repeated("accounts.purge", accounts.purge, purge_every)),
        asyncio.create_task(repeated("disclosure.purge", disclosure.purge, purge_every)),
        asyncio.create_task(repeated("telegram_accounts.purge", telegram_accounts.purge, purge_every)),
        asyncio.create_task(repeated("tidings.purge", tidings.purge, purge_every)),
        asyncio.create_task(repeated("reminders.purge", reminders.purge, purge_every)),
        asyncio.create_task(repeated("reminders.plan", planner.sweep, remind_every)),
        asyncio.create_task(repeated("leases.release", queue.release_expired, release_every)),
        asyncio.create_task(repeated("erasure.due", forgetting.erase_due, erase_every)),
        asyncio.create_task(repeated("audit.seal", sealer.seal, seal_every)),
        asyncio.create_task(repeated("steps.flush", step_tally.flush, tally_every)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await tried("audit.seal", sealer.seal)
        await tried("steps.flush", step_tally.flush)


def logged(settings: Settings) -> Metrics:
    """The figures of this process, which logs from now on as its settings say."""
    metrics = Metrics()
    logs.configure(settings.log_level, secrets=settings.secrets(), counted=metrics.error)
    logs.catch_strays()
    return metrics


async def told_to_stop() -> None:
    """Returns at SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    await stop.wait()
