"""What the entrance refuses, in plain words."""

from __future__ import annotations

import structlog
from aiohttp import web

from console.pages import page_for_anybody
from flows.messages import N_

log = structlog.get_logger(__name__)


class Foreign(Exception):
    """A form that no page of ours showed to this officer."""


def unsafe(request: web.Request) -> web.Response:
    """Nobody types a password where others can listen."""
    log.warning("console.without_tls")
    return _refused(
        request,
        N_("This connection is not safe"),
        N_("Others could read what you type here. Open this page by an address that begins with https://."),
    )


def foreign(request: web.Request) -> web.Response:
    """Nothing was done."""
    log.warning("console.foreign_form")
    return _refused(
        request,
        N_("This form was not accepted"),
        N_("Nothing was saved. Open the page again and send it once more; your browser must keep cookies."),
    )


def _refused(request: web.Request, title: str, text: str) -> web.Response:
    return page_for_anybody(request, "fault.html", {"title": title, "text": text}, 403)
