"""`/console/messages`: what may not have arrived, why; sending it again, or ticking it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from console import addresses
from console.pages import desk_of, page, tongue_of
from console.session import officer
from console.tongue import Tongue
from console.wording import messages
from core.acts import Act
from core.reaching import Undelivered
from core.requests import references


@dataclass(frozen=True)
class Row:
    """One message, where it belongs."""

    reference: str
    href: str
    place: str
    line: messages.Line


def add_messages(app: web.Application) -> None:
    """Serve the list."""
    app.router.add_get(addresses.MESSAGES, show)


async def show(request: web.Request) -> web.Response:
    """All of one's area, the latest first."""
    desk, reader, _ = desk_of(request), officer(request), tongue_of(request)
    found = await desk.queue.reaching.undelivered(reader)
    count = messages.number(await desk.queue.reaching.count(reader))
    values = {"way": "messages", "rows": _rows(found, _), "count": count}
    return page(request, "messages/messages.html", values)


def _rows(found: Sequence[Undelivered], _: Tongue) -> list[Row]:
    return [
        Row(
            reference=references.show(each.request.reference),
            href=addresses.request(each.request.reference),
            place=_.place(each.request.commune),
            line=messages.line(
                each.told,
                _,
                may_send=Act.SEND_AGAIN in each.acts,
                may_tell=Act.TOLD_ANOTHER_WAY in each.acts,
            ),
        )
        for each in found
    ]
