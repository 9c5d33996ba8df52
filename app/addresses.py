"""Whether a gateway may call from where it calls."""

from __future__ import annotations

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from app.observing import route_of
from web.addresses import Networks, caller, within

CALLBACKS = ("/ussd/", "/sms/")

log = structlog.get_logger(__name__)


def gateways_only(networks: Networks, proxies: Networks) -> Middleware:
    """Refuses callbacks (403) from outside `networks`; lets all through if there are none."""

    @web.middleware
    async def admit(request: web.Request, handler: Handler) -> web.StreamResponse:
        if networks and route_of(request).startswith(CALLBACKS):
            address = caller(request, proxies)
            if address is None or not within(address, networks):
                log.warning("ussd.outside_the_gateways_networks")
                raise web.HTTPForbidden
        return await handler(request)

    return admit
