"""`/console/account/telegram`: one's own Telegram account, bound by a code that is shown here once."""

from __future__ import annotations

from aiohttp import web

from console import addresses
from console.account.own import own, own_session
from console.entrance.desk import entrance_of
from console.entrance.fresh import require_fresh
from console.pages import page, tongue_of
from console.session import officer
from console.signing.qr import drawn
from core.acts import AreaAct
from core.policy import may_in
from core.telegram_codes import TelegramCode
from flows.messages import N_

_UNBOUND = N_("Your Telegram account is not connected any more.")


def add_telegram(app: web.Application) -> None:
    """Serve the page."""
    app.router.add_get(addresses.TELEGRAM, show)
    app.router.add_post(addresses.TELEGRAM, new_code)
    app.router.add_post(addresses.TELEGRAM_UNBIND, unbind)


def offered(request: web.Request) -> bool:
    """Whether there is a bot, with anything to tell this officer."""
    return entrance_of(request).bot.wanted and may_in(officer(request), AreaAct.LIST)


async def show(request: web.Request) -> web.Response:
    """Whether one is bound, and since when."""
    return await _page(request)


async def new_code(request: web.Request) -> web.Response:
    """A code, shown once; the one before it is worth nothing now."""
    _must_be_offered(request)
    await require_fresh(request)
    return await _page(request, await own(request).new_telegram_code(own_session(request)))


async def unbind(request: web.Request) -> web.Response:
    """No more connected. Asks for no password: whoever lost their phone is in a hurry."""
    await own(request).unbind_telegram(own_session(request))
    raise web.HTTPSeeOther(f"{addresses.TELEGRAM}?done=unbound")


async def _page(request: web.Request, code: TelegramCode | None = None) -> web.Response:
    _must_be_offered(request)
    bot, _ = entrance_of(request).bot, tongue_of(request)
    link = bot.link(code.start) if code else ""
    values = {
        "since": await own(request).telegram_since(officer(request)),
        "code": code,
        "link": link,
        "drawing": drawn(link) if link else "",
        "bot": f"@{bot.name}" if bot.name else "",
        "done": _(_UNBOUND) if request.query.get("done") == "unbound" else "",
    }
    return page(request, "account/telegram.html", values)


def _must_be_offered(request: web.Request) -> None:
    if not offered(request):
        raise web.HTTPNotFound
