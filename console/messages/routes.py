"""`/console/messages`: what may not have arrived, why; sending it again, or ticking it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from console import addresses
from console.messages import codes
from console.pages import desk_of, page, tongue_of
from console.session import officer
from console.tongue import Tongue
from console.wording import messages, problems
from core.acts import Act
from core.disclosure.untold import NothingToTell, NoWayToTell
from core.reaching import Undelivered
from core.requests import references
from flows.messages import N_

_DONE = {
    "sent_again": N_("It is sent again."),
    "set_aside": N_("It is written down that you saw to it."),
}


@dataclass(frozen=True)
class Row:
    """One message, where it belongs."""

    reference: str
    href: str
    place: str
    line: messages.Line


def add_messages(app: web.Application) -> None:
    """Serve the list, and what is done on it; of messages on a request its own page does it."""
    app.router.add_get(addresses.MESSAGES, show)
    app.router.add_post(addresses.code_message("{message}"), send_again)
    app.router.add_post(addresses.code_message("{message}") + "/aside", set_aside)


async def show(request: web.Request) -> web.Response:
    """All of one's area, the latest first."""
    return await _list(request)


async def send_again(request: web.Request) -> web.Response:
    """Send once more that a code was made."""
    untold = desk_of(request).disclosure.untold
    try:
        await untold.send_again(officer(request), request.match_info["message"])
    except NothingToTell:
        return await _list(request, "nothing_to_send")
    except NoWayToTell:
        return await _list(request, "no_way_to_tell")
    raise web.HTTPSeeOther(f"{addresses.MESSAGES}?done=sent_again")


async def set_aside(request: web.Request) -> web.Response:
    """Write down that they were told, or that their phone is lost."""
    untold = desk_of(request).disclosure.untold
    try:
        await untold.set_aside(officer(request), request.match_info["message"])
    except NothingToTell:
        return await _list(request, "nothing_to_tell")
    raise web.HTTPSeeOther(f"{addresses.MESSAGES}?done=set_aside")


async def _list(request: web.Request, refused: str = "") -> web.Response:
    """`refused`: core's word for why what was asked is not done."""
    desk, reader, _ = desk_of(request), officer(request), tongue_of(request)
    found = await desk.queue.reaching.undelivered(reader)
    of_codes = await codes.rows(request)
    values = {
        "way": "messages",
        "rows": _rows(found, _),
        "count": messages.number(await desk.queue.reaching.count(reader) + len(of_codes)),
        "codes": of_codes,
        "problem": problems.because(refused, _) if refused else "",
        "done": _(_DONE[done]) if (done := request.query.get("done", "")) in _DONE else "",
    }
    return page(request, "messages/messages.html", values, 409 if refused else 200)


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
