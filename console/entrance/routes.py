"""Puts the entrance before the pages of the console."""

from __future__ import annotations

from aiohttp import web

from console import addresses
from console.account.routes import add_account
from console.entrance.desk import ENTRANCE, Entrance
from console.entrance.guard import finish, guard
from console.officers.routes import add_officers
from console.signing.again import add_again
from console.signing.link import add_link
from console.signing.sign_in import add_sign_in


def add_entrance(app: web.Application, entrance: Entrance) -> None:
    """Guard every page of the console, and serve those of signing in and of accounts. After `add_console`."""
    app[ENTRANCE] = entrance
    app.middlewares.append(guard)
    app.on_response_prepare.append(finish)
    app.router.add_get(addresses.ROOT, add_slash)
    add_sign_in(app)
    add_link(app)
    add_again(app)
    add_account(app)
    add_officers(app)


async def add_slash(_: web.Request) -> web.Response:
    """For who leaves out the last sign of the address."""
    raise web.HTTPMovedPermanently(addresses.HOME)
