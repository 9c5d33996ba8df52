"""The door's addresses: `/ussd/{gateway}/{secret}` for turns, and `…/events` for ends of sessions."""

from __future__ import annotations

from collections.abc import Sequence
from hmac import compare_digest
from typing import TypeVar

import structlog
from aiohttp import web

from ussd import africastalking
from ussd.africastalking import HOP, MOST_BYTES, Ending, Malformed, NoNumber
from ussd.counts import UNFINISHED, Counts
from ussd.dial import NO_STEP, Reply
from ussd.door import Door

log = structlog.get_logger(__name__)

FORM = "application/x-www-form-urlencoded"

Answer = TypeVar("Answer", bound=web.HTTPException)


class Routes:
    """Checks who calls and what they post, before the door sees it."""

    def __init__(self, door: Door, secrets: Sequence[str], counts: Counts) -> None:
        self._door = door
        self._secrets = tuple(secret.encode() for secret in secrets)
        self._counts = counts

    def add_to(self, app: web.Application) -> None:
        """Adds the addresses."""
        app.router.add_post("/ussd/{gateway}/{secret}", self.turn)
        app.router.add_post("/ussd/{gateway}/{secret}/events", self.event)

    async def turn(self, request: web.Request) -> web.Response:
        """One turn: 200 with `CON ` or `END `, or 4xx for what no gateway of ours posts."""
        form = await self._form(request)
        try:
            dial = africastalking.read_dial(form)
        except NoNumber as caller:
            return _reply(self._door.nobody(caller.network))
        except Malformed as error:
            raise self._refused(web.HTTPBadRequest(text=str(error))) from None
        return _reply(await self._door.answer(dial))

    async def event(self, request: web.Request) -> web.Response:
        """One end of a session: redacted, counted, never acted upon (it may come first, late or never)."""
        form = await self._form(request)
        try:
            ending = Ending.read(form)
        except Malformed as error:
            raise self._refused(web.HTTPBadRequest(text=str(error))) from None
        self._counts.ending(ending.status)
        if ending.status in UNFINISHED:
            await self._door.left(ending, ending.network)
        log.info("ussd.ended", status=ending.status, hops=ending.hops, milliseconds=ending.milliseconds)
        return web.Response(text="")

    async def _form(self, request: web.Request) -> dict[str, str]:
        if not self._known(request.match_info["gateway"], request.match_info["secret"]):
            raise web.HTTPNotFound
        if request.content_type != FORM:
            raise self._refused(web.HTTPUnsupportedMediaType(text="a form is expected"))
        body = await _bounded(request)
        if len(body) > MOST_BYTES:
            raise self._refused(web.HTTPRequestEntityTooLarge(MOST_BYTES, len(body)))
        try:
            return africastalking.fields(body)
        except Malformed as error:
            raise self._refused(web.HTTPBadRequest(text=str(error))) from None

    def _known(self, gateway: str, secret: str) -> bool:
        given = secret.encode("utf-8", "surrogateescape")
        # every live secret is compared, so that the time taken tells nothing
        matches = [compare_digest(given, known) for known in self._secrets]
        return any(matches) and gateway == africastalking.GATEWAY

    def _refused(self, answer: Answer) -> Answer:
        """The answer to what no gateway of ours posts, counted."""
        self._counts.turn("malformed")
        answer.headers[HOP] = NO_STEP
        return answer


async def _bounded(request: web.Request) -> bytes:
    """The body, read no further than to see that it is too long."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(MOST_BYTES):
        body += chunk
        if len(body) > MOST_BYTES:
            break
    return bytes(body)


def _reply(reply: Reply) -> web.Response:
    word = "END" if reply.final else "CON"
    return web.Response(
        text=f"{word} {reply.text}", content_type="text/plain", charset="utf-8", headers={HOP: reply.step}
    )
