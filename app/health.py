"""Whether the process is up (`/healthz`), whether it can serve (`/readyz`), and its figures (`/metrics`)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog
from aiohttp import web

from app.metrics import CONTENT_TYPE, Metrics

Part = Callable[[], Awaitable[object]]
"""Raises, or does not answer, where this part of the service does not work."""

Alarms = Callable[[], Awaitable[Sequence[str]]]
"""Code words."""

PART_SECONDS = 2.0

_NOT_KEPT = {"Cache-Control": "no-store"}

log = structlog.get_logger(__name__)


async def no_alarms() -> Sequence[str]:
    """Nothing needs an operator."""
    return ()


def add_health(
    app: web.Application, parts: Mapping[str, Part], seconds: float = PART_SECONDS, alarms: Alarms = no_alarms
) -> None:
    """Serve `/healthz` and `/readyz`. Each part has so many seconds to answer, all at once.

    `alarms`: what an operator must see to while the service serves all the same; told, and no reason to be
    taken out of service.
    """

    async def up(request: web.Request) -> web.Response:
        return web.Response(text="ok\n", headers=_NOT_KEPT)

    async def ready(request: web.Request) -> web.Response:
        found = await readiness(parts, seconds)
        all_well = all(state == "ok" for state in found.values())
        body: dict[str, object] = {"ready": all_well, "parts": found}
        if raised := await _raised(alarms, seconds):
            body["alarms"] = raised
        return web.json_response(body, status=200 if all_well else 503, headers=_NOT_KEPT)

    app.router.add_get("/healthz", up)
    app.router.add_get("/readyz", ready)


def add_metrics(app: web.Application, metrics: Metrics) -> None:
    """Serve `/metrics`."""

    async def figures(request: web.Request) -> web.Response:
        return web.Response(
            body=await metrics.exposition(), headers={**_NOT_KEPT, "Content-Type": CONTENT_TYPE}
        )

    app.router.add_get("/metrics", figures)


async def readiness(parts: Mapping[str, Part], seconds: float = PART_SECONDS) -> dict[str, str]:
    """For each part `ok`, `failed` or `late`. Why it failed stands in the log only."""
    states = await asyncio.gather(*(_state(name, part, seconds) for name, part in parts.items()))
    return dict(zip(parts, states, strict=True))


async def _raised(alarms: Alarms, seconds: float) -> list[str]:
    try:
        async with asyncio.timeout(seconds):
            return list(await alarms())
    except Exception:
        return []  # what cannot be asked now is a part that failed


async def _state(name: str, part: Part, seconds: float) -> str:
    try:
        async with asyncio.timeout(seconds):
            await part()
    except TimeoutError:
        log.warning("ready.late", part=name)
        return "late"
    except Exception:
        log.exception("ready.failed", part=name)
        return "failed"
    return "ok"
