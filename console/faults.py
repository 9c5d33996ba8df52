"""What cannot be answered, in plain words: not there for this officer, far too long, not sent whole."""

from __future__ import annotations

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from console import addresses
from console.desk import DESK
from console.pages import page_for_anybody
from core.requests.errors import Unknown
from core.unavailable import StoreUnavailable
from flows.messages import N_

log = structlog.get_logger(__name__)

_SAID = {
    404: (
        N_("This is not here"),
        N_(
            "It may have been moved to another commune while you looked at it, or the number is not right. "
            "Nothing that you did before is lost."
        ),
    ),
    405: (N_("This is not here"), N_("Go back to the requests and begin there.")),
    413: (
        N_("That is too long"),
        N_("Nothing was saved. Go back in your browser: what you typed is still there. Make it shorter."),
    ),
    400: (
        N_("That did not arrive whole"),
        N_("Nothing was saved. Go back in your browser and send it again."),
    ),
    503: (
        N_("The service cannot be reached for a moment"),
        N_("Nothing was saved. Go back in your browser and send it again in a minute."),
    ),
}


@web.middleware
async def plain_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A page of the console instead of an error without words."""
    if not request.path.startswith(addresses.ROOT):
        return await handler(request)
    try:
        return await handler(request)
    except Unknown:
        return fault(request, 404)
    except StoreUnavailable:
        log.warning("console.store_unavailable", exc_info=True)
        return fault(request, 503)
    except web.HTTPException as refused:
        if refused.status not in _SAID:
            raise
        return fault(request, refused.status)


def fault(request: web.Request, status: int) -> web.Response:
    """The page for this status."""
    title, text = _SAID[status]
    return page_for_anybody(request, "fault.html", {"title": title, "text": text}, status)


def add_faults(app: web.Application) -> None:
    """Answer every fault below /console/ with a page."""
    if DESK not in app:
        raise LookupError("add_console puts the desk in first")
    app.middlewares.append(plain_pages)
