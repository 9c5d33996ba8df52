"""`/simulator/…`: the page, its files, and the SMS that its phone has received."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aiohttp import web

from app.pages import page
from app.simulator import networks
from app.starting import DEMO_SECRET
from web.assets import add_assets
from web.headers import SAFE_HEADERS
from web.style.routes import add_style

LONGEST_PHONE = 32
EXAMPLE_COMMUNE = "120109"


@dataclass(frozen=True)
class Message:
    """One SMS as a phone got it: an aware moment and the text."""

    at: datetime
    text: str


Inbox = Callable[[str], Awaitable[list[Message]]]


def add_simulator(
    app: web.Application, *, service_code: str, inbox: Inbox, secret: str = DEMO_SECRET
) -> None:
    """Serve the simulator. Whoever can reach it reads every phone's SMS: never beside real data.

    `service_code`: what is dialled, as `*384*2026#`. `inbox` gives one phone's messages, for a number as it
    was typed; `secret` is the last segment of the callback's path.
    """
    add_style(app)
    add_assets(app, "/simulator/static", Path(__file__).parent / "static")
    root = service_code.removesuffix("#")

    async def show(_: web.Request) -> web.Response:
        return page(
            "simulator/simulator.html",
            callback=f"/ussd/africastalking/{secret}",
            service_code=service_code,
            deep_code=f"{root}*{EXAMPLE_COMMUNE}#",
            limits=networks,
        )

    async def read_inbox(request: web.Request) -> web.Response:
        phone = request.query.get("phone", "")
        if not phone or len(phone) > LONGEST_PHONE:
            raise web.HTTPBadRequest(text="phone: one number is needed")
        messages = [{"at": one.at.isoformat(), "text": one.text} for one in await inbox(phone)]
        return web.json_response(messages, headers={**SAFE_HEADERS, "Cache-Control": "no-store"})

    async def add_slash(_: web.Request) -> web.Response:
        raise web.HTTPMovedPermanently("/simulator/")

    app.router.add_get("/simulator", add_slash)
    app.router.add_get("/simulator/", show)
    app.router.add_get("/simulator/inbox", read_inbox)
