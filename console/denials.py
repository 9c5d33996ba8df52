"""What was refused stands in the log, with who asked for what: an officer's id and role, never a name.

A request outside one's area is answered like one that is not there; the log tells of both alike.
"""

from __future__ import annotations

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from console.session import OFFICER
from core.officers import Officer
from core.requests.errors import Unknown

PREFIX = "/console"

log = structlog.get_logger(__name__)


def note(request: web.Request, reason: str) -> None:
    """Write down that this was refused; `reason` is a code word."""
    officer: Officer | None = request.get(OFFICER)
    if officer is not None:
        resource = request.match_info.route.resource
        log.warning(
            "console.denied",
            reason=reason,
            officer=officer.id,
            role=officer.role,
            method=request.method,
            route=resource.canonical if resource else "unmatched",
        )


@web.middleware
async def denials(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Notes what does not exist for an officer; what they may not do is noted where it is refused."""
    try:
        return await handler(request)
    except (Unknown, web.HTTPNotFound):
        if request.path.startswith(PREFIX):
            note(request, "not_there")
        raise
