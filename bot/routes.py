"""The door's address, `POST /telegram`: who posts is known by the secret, before anything is read."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from hmac import compare_digest

import structlog
from aiohttp import web

from bot.chats import Unreachable
from bot.counts import Counts
from bot.updates import NoUpdate
from core.unavailable import StoreUnavailable

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the header's name
MOST_BYTES = 256 * 1024
"""Of an update: a message of 4,096 letters takes some 50 KB with everything about it."""

Take = Callable[[object], Awaitable[None]]
"""Does an update as Telegram posts it. Raises StoreUnavailable, Unreachable, NoUpdate."""


class Routes:
    """Checks what comes, before the door sees it. Until `opened`, Telegram is asked to come again.

    Raises ValueError for an empty secret: a header that is missing would be the same.
    """

    def __init__(self, secret: str, counts: Counts) -> None:
        if not secret:
            raise ValueError("the webhook has no secret")
        self._secret = secret.encode()
        self._counts = counts
        self._take: Take | None = None

    def add_to(self, app: web.Application) -> None:
        """Adds the address."""
        app.router.add_post("/telegram", self.update)

    def opened(self, take: Take) -> None:
        """Updates are taken from now on."""
        self._take = take

    async def update(self, request: web.Request) -> web.Response:
        """200 for an update that is done, 503 for one that must come again, 4xx for what is none."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not compare_digest(given, self._secret):
            raise self._refused(web.HTTPForbidden())
        if self._take is None:
            raise web.HTTPServiceUnavailable
        if request.content_type != "application/json":
            raise self._refused(web.HTTPUnsupportedMediaType())
        try:
            await self._take(await self._json(request))
        except (StoreUnavailable, Unreachable) as error:
            log.warning("telegram.comes_again", error=type(error).__name__)
            self._counts.update("unavailable")
            raise web.HTTPServiceUnavailable from None
        except NoUpdate:
            raise self._refused(web.HTTPBadRequest()) from None
        return web.Response(text="")

    async def _json(self, request: web.Request) -> object:
        body = await self._body(request)
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            raise NoUpdate from None

    async def _body(self, request: web.Request) -> bytes:
        """The body, read no further than to see that it is too long."""
        body = bytearray()
        async for chunk in request.content.iter_chunked(MOST_BYTES):
            body += chunk
            if len(body) > MOST_BYTES:
                raise self._refused(web.HTTPRequestEntityTooLarge(MOST_BYTES, len(body)))
        return bytes(body)

    def _refused(self, answer: web.HTTPException) -> web.HTTPException:
        self._counts.update("refused")
        return answer
