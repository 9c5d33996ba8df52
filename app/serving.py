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
from app.settings import Settings


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
