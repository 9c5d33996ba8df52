"""Where a request comes from, and whether it came safely."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from aiohttp import web

Address = IPv4Address | IPv6Address
Networks = tuple[IPv4Network | IPv6Network, ...]


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


def over_tls(request: web.Request, proxies: Networks) -> bool:
    """Whether the browser speaks TLS: to us, or to a proxy of our own that says so."""
    if request.secure:
        return True
    peer = _address(request.remote or "")
    if peer is None or not within(peer, proxies):
        return False
    # of several, the last was added by the proxy next to us
    return request.headers.get("X-Forwarded-Proto", "").rsplit(",", 1)[-1].strip().lower() == "https"


def on_this_machine(request: web.Request) -> bool:
    """Whether the browser runs on this machine: then nobody listens on the way."""
    peer = _address(request.remote or "")
    passed_on = any(
        name in request.headers for name in ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via")
    )
    return peer is not None and peer.is_loopback and not passed_on


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
