"""The door's addresses: `/ussd/{gateway}/{secret}` for turns, and `…/events` for ends of sessions."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from aiohttp import web

from ussd import africastalking
from ussd.africastalking import HOP, Ending, Malformed, NoNumber
from ussd.counts import UNFINISHED, Counts
from ussd.dial import NO_STEP, Reply
from ussd.door import Door
from ussd.posted import Posted

log = structlog.get_logger(__name__)


class Routes:
    """Checks who calls and what they post, before the door sees it."""

    def __init__(self, door: Door, secrets: Sequence[str], counts: Counts) -> None:
        self._door = door
        self._posted = Posted(secrets, self._refused)
        self._counts = counts

    def add_to(self, app: web.Application) -> None:
        """Adds the addresses."""
        app.router.add_post("/ussd/{gateway}/{secret}", self.turn)
        app.router.add_post("/ussd/{gateway}/{secret}/events", self.event)

    async def turn(self, request: web.Request) -> web.Response:
        """One turn: 200 with `CON ` or `END `, or 4xx for what no gateway of ours posts."""
        form = await self._posted.form(request)
        try:
            dial = africastalking.read_dial(form)
        except NoNumber as caller:
            return _reply(self._door.nobody(caller.network))
        except Malformed as error:
            raise self._posted.no(web.HTTPBadRequest(text=str(error))) from None
        return _reply(await self._door.answer(dial))

    async def event(self, request: web.Request) -> web.Response:
        """One end of a session: redacted, counted, never acted upon (it may come first, late or never)."""
        form = await self._posted.form(request)
        try:
            ending = Ending.read(form)
        except Malformed as error:
            raise self._posted.no(web.HTTPBadRequest(text=str(error))) from None
        self._counts.ending(ending.status)
        if ending.status in UNFINISHED:
            await self._door.left(ending, ending.network)
        log.info("ussd.ended", status=ending.status, hops=ending.hops, milliseconds=ending.milliseconds)
        return web.Response(text="")

    def _refused(self, answer: web.HTTPException) -> None:
        self._counts.turn("malformed")
        answer.headers[HOP] = NO_STEP


def _reply(reply: Reply) -> web.Response:
    word = "END" if reply.final else "CON"
    return web.Response(
        text=f"{word} {reply.text}", content_type="text/plain", charset="utf-8", headers={HOP: reply.step}
    )
