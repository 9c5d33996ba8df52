"""Work that is done again and again beside serving, whatever goes wrong once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import structlog

from core.unavailable import StoreUnavailable

log = structlog.get_logger(__name__)

Work: TypeAlias = Callable[[], Awaitable[object]]


async def repeated(part: str, work: Work, every: float) -> None:
    """Do it every so many seconds until cancelled. `part`: how the log names it."""
    while True:
        await tried(part, work)
        await asyncio.sleep(every)


async def tried(part: str, work: Work) -> None:
    """Do it once; what goes wrong is logged alone."""
    try:
        await work()
    except StoreUnavailable:
        log.warning("housekeeping.put_off", part=part, exc_info=True)
    except Exception:
        log.exception("housekeeping.failed", part=part)  # tried again: it must not end for good
