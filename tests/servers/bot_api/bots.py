"""python-telegram-bot's own `Bot`, by either way."""

from __future__ import annotations

from telegram import Bot
from telegram.request import HTTPXRequest

from tests.servers.bot_api.in_process import InProcess
from tests.servers.bot_api.world import Telegram


def bot_in_process(telegram: Telegram, token: str = "") -> Bot:
    """One that needs no socket."""
    request = InProcess(telegram)
    return Bot(token or telegram.token, request=request, get_updates_request=request)


def bot_by_http(api: str, token: str) -> Bot:
    """One that calls the server at `api`, past any proxy."""
    return Bot(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=_direct(),
        get_updates_request=_direct(),
    )


def _direct() -> HTTPXRequest:
    # there is no TLS on the loopback, and to load the certificates takes longer than most tests
    return HTTPXRequest(httpx_kwargs={"trust_env": False, "verify": False})
