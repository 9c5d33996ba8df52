"""Every HTTP request as a log line and a figure. They name the route, never the path: that holds secrets."""

from __future__ import annotations

from time import perf_counter

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from app.metrics import Metrics

GONE = 499
"""The status noted when the client left before the answer."""

_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})

log = structlog.get_logger(__name__)


def observing(metrics: Metrics) -> Middleware:
    """The outermost middleware."""

    @web.middleware
    async def observe(request: web.Request, handler: Handler) -> web.StreamResponse:
        start, status = perf_counter(), GONE
        try:
            response = await handler(request)
            status = response.status
            return response
        except web.HTTPException as answer:
            status = answer.status
            raise
        finally:
            _note(metrics, request, status, perf_counter() - start)

    return observe


def route_of(request: web.Request) -> str:
    """The route's template, like `/ussd/{gateway}/{secret}`; `unmatched` for an address that is not ours."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unmatched"


def _note(metrics: Metrics, request: web.Request, status: int, seconds: float) -> None:
    route = route_of(request)
    metrics.answered(route, status, seconds)
    write = log.debug if route in _QUIET else log.info
    write("http", method=request.method, route=route, status=status, duration_ms=round(seconds * 1000, 1))
