"""How Africa's Talking's own service object posts, with bounds that it lacks (PROTOCOLS.md, 1.4).

As released it tells no status code of a refusal, reads without an end from who sends a byte at a time, and
follows redirects with the text in hand. Each call has a connection of its own on purpose: one that was kept
open may turn out to be closed only once the text is on its way, and then nobody knows whether it went.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from africastalking.SMS import SMSService

MOST_BYTES = 65_536
"""As much is read of an answer: one about one text has some hundred."""


@dataclass(frozen=True)
class Bounds:
    """Seconds: to connect, to wait for the next bytes, and for all of an answer."""

    connect: float = 3.05
    silence: float = 9.05
    answer: float = 15.0


@dataclass(frozen=True)
class Answer:
    """What came back over HTTP; `whole` is False where it was cut off by our bounds."""

    status: int
    body: bytes
    whole: bool = True


class Messaging(SMSService):  # type: ignore[misc]  # the package has no types
    """`send(text, [phone], sender_id)` gives an `Answer`; raises requests' exceptions and urllib3's.

    `url`: of another server that stands in, without /version1.
    """

    def __init__(self, username: str, api_key: str, url: str = "", bounds: Bounds | None = None) -> None:
        super().__init__(username, api_key)
        self._bounds = bounds or Bounds()
        if url:
            self._baseUrl = f"{url}/version1"

    @property
    def host(self) -> str:
        """Whom it calls."""
        return urlsplit(self._baseUrl).hostname or ""

    def _make_request(
        self, url: str, method: str, headers: Mapping[str, str], data: Any, params: Any, **_: Any
    ) -> Answer:
        bounds = self._bounds
        with requests.Session() as session:
            session.trust_env = False  # a proxy of the environment would be used on this machine too
            deadline = time.monotonic() + bounds.answer
            with session.request(
                method,
                url,
                headers=dict(headers),
                data=data,
                params=params,
                timeout=(bounds.connect, bounds.silence),
                allow_redirects=False,
                stream=True,
            ) as response:
                return _read(response, deadline)


def _read(response: requests.Response, deadline: float) -> Answer:
    body = bytearray()
    # iter_content would wait until so much is there, past any deadline
    while chunk := response.raw.read1(4096, decode_content=True):
        body += chunk
        if len(body) > MOST_BYTES or time.monotonic() > deadline:
            return Answer(response.status_code, b"", whole=False)
    return Answer(response.status_code, bytes(body))
