"""What the outside sees when something breaks: nothing of the inside. And every answer's strict headers."""

from __future__ import annotations

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from app.observing import route_of
from web.headers import SAFE_HEADERS

SORRY = "500: something broke on our side. It has been noted; please try again later.\n"

log = structlog.get_logger(__name__)


@web.middleware
async def plain_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers an error of ours with a plain 500; the log has its class and places."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        log.exception("http.failed", route=route_of(request))
        return web.Response(status=500, text=SORRY)


async def strict_headers(request: web.Request, response: web.StreamResponse) -> None:
    """For `app.on_response_prepare`: the headers of every answer, unless its handler chose others."""
    for name, value in SAFE_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "samnaeu"
