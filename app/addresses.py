"""Where a request comes from, and whether a gateway may call from there."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from app.observing import route_of

Address = IPv4Address | IPv6Address
Networks = tuple[IPv4Network | IPv6Network, ...]

CALLBACKS = "/ussd/"

log = structlog.get_logger(__name__)


def caller(request: web.Request, proxies: Networks) -> Address | None:
    """The address that called: the peer's or, behind our own `proxies`, the nearest that they saw.

    None where it cannot be told. What X-Forwarded-For holds before our own proxies' entries is anybody's.
    """
    forwarded = ",".join(request.headers.getall("X-Forwarded-For", ())).split(",")
    hops = [request.remote or "", *(hop.strip() for hop in reversed(forwarded) if hop.strip())]
    address = None
    for hop in hops:
        address = _address(hop)
        if address is None or not within(address, proxies):
            break
    return address


def within(address: Address, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    """Whether the address lies in one of the networks."""
    return any(address in network for network in networks)


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


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
