"""HTTP, with bounds: in time, in size, to one address, with nothing taken that was not asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import aiohttp

from core.registry.dci import strict_json
from core.registry.dci.faults import NoAnswer, Refused, Unreachable, Untrusted
from core.registry.dci.reason_codes import reason

PATH = "/registry/sync/search"
LARGEST = 512 * 1024
"""Bytes of an answer: a dozen times what the fullest five households need."""

_PIECE = 64 * 1024
_JSON = frozenset({"application/json", "application/ld+json"})
_PASSING = frozenset({502, 503, 504})
_OF_THE_REGISTRY = frozenset({408, 429})
_ASKED = MappingProxyType(
    {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
)


@dataclass(frozen=True)
class Address:
    """Where a registry is. `url` without the standard's path, unless it ends with /search; `headers` to add,
    as those of X-Road or a bearer token."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def whole(self) -> str:
        """Where to post a search."""
        base = self.url.rstrip("/")
        return base if base.endswith("/search") else base + PATH


class Wire:
    """One registry's connections. `seconds`: the longest that an exchange may take."""

    def __init__(self, address: Address, seconds: float) -> None:
        self._address = address
        self._limit = aiohttp.ClientTimeout(
            total=seconds, sock_connect=seconds / 3, sock_read=seconds * 2 / 3
        )
        self._session: aiohttp.ClientSession | None = None

    async def post(self, body: bytes) -> bytes:
        """The body of the answer. Raises Unreachable, Untrusted, or Refused for a 4xx."""
        headers = {**self._address.headers, **_ASKED}
        address = self._address.whole
        try:
            async with self._http().post(address, data=body, headers=headers, allow_redirects=False) as reply:
                if reply.status != 200:
                    raise await _fault(reply)
                _refuse_form(reply)
                return await _bounded(reply)
        except aiohttp.ConnectionTimeoutError:
            raise Unreachable("connect.slow", again=True) from None
        except TimeoutError:
            raise Unreachable("reply.slow") from None
        except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError):
            raise Unreachable("connection.broken", again=True) from None
        except aiohttp.ClientError:
            raise Untrusted("reply.no_http") from None

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=self._limit,
                trust_env=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
            )
        return self._session


async def _fault(reply: aiohttp.ClientResponse) -> NoAnswer:
    if reply.status in _PASSING:
        return Unreachable("reply.unavailable", again=True)
    if reply.status >= 500 or reply.status in _OF_THE_REGISTRY:
        return Unreachable("reply.failed")
    if reply.status < 400:
        return Untrusted("reply.elsewhere")
    return Refused(_code(await _bounded(reply)))


def _code(body: bytes) -> str:
    """The code of `{"message": {"error": {"code": …}}}`, if it is the standard's."""
    try:
        return reason(strict_json.read(body)["message"]["error"]["code"], "err.request")
    except (ValueError, KeyError, TypeError, RecursionError):
        return "err.request"


def _refuse_form(reply: aiohttp.ClientResponse) -> None:
    if reply.content_type not in _JSON or reply.headers.get("Content-Encoding", "identity") != "identity":
        raise Untrusted("reply.no_json")
    if (reply.content_length or 0) > LARGEST:
        raise Untrusted("reply.too_large")


async def _bounded(reply: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for piece in reply.content.iter_chunked(_PIECE):
        body += piece
        if len(body) > LARGEST:
            raise Untrusted("reply.too_large")
    return bytes(body)
