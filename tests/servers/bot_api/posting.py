"""How one update reaches the address of a webhook."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

import aiohttp

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE = aiohttp.ClientTimeout(total=10)

Post: TypeAlias = Callable[[str, Mapping[str, str], bytes], Awaitable[tuple[int, bytes]]]
"""Address, headers and body; status and body of the answer. Raises OSError where nobody answers."""


def headers(secret: str) -> dict[str, str]:
    """Those that Telegram sends."""
    content = {"Content-Type": "application/json"}
    return content | {SECRET_HEADER: secret} if secret else content


async def post_by_http(url: str, sent: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
    """Over a connection of its own, so that none outlives the test."""
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.post(url, headers=sent, data=body) as answer,
        ):
            return answer.status, await answer.read()
    except (aiohttp.ClientError, TimeoutError) as error:
        raise ConnectionError(str(error)) from error
