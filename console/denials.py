"""What was refused stands in the log, with who asked for what: an officer's id and role, never a name.

A request outside one's area is answered like one that is not there; the log tells of both alike.
"""

from __future__ import annotations

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from console import addresses
from console.session import OFFICER
from core.officers import Officer
from core.requests.errors import NotAllowed, Unknown

_FORBIDDEN = frozenset(
    {
        *("not_your_role", "held_by_another", "held_by_nobody", "no_contact"),
        *("interviewed_alone_by_you", "interviewed_by_you", "decided_by_you"),
    }
)
"""Why a person may not, apart from what was merely mistyped or came too late."""

log = structlog.get_logger(__name__)


def forbidden(request: web.Request, refused: Exception) -> None:
    """Write down what core refused, where it was for want of permission."""
    if isinstance(refused, NotAllowed) and refused.why in _FORBIDDEN:
        _note(request, refused.why)


def _note(request: web.Request, reason: str) -> None:
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
        if request.path.startswith(addresses.ROOT):
            _note(request, "not_there")
        raise
