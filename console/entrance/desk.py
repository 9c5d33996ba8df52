"""What the entrance needs, put together once by app/house.py."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web

from console.entrance.held import HeldForms
from console.entrance.signed import Signatures
from core.accounts.accounts import Accounts
from core.clock import Clock
from core.telegram_bot import TelegramBot
from web.addresses import Networks, on_this_machine, over_tls


@dataclass(frozen=True)
class Entrance:
    """`public_url`: where browsers find the service, if it was set. `demo` lets plain HTTP pass anywhere."""

    accounts: Accounts
    held: HeldForms
    signatures: Signatures
    clock: Clock
    proxies: Networks = ()
    public_url: str = ""
    demo: bool = False
    bot: TelegramBot = field(default_factory=TelegramBot)

    def tls(self, request: web.Request) -> bool:
        """Whether pages, cookies and links go by TLS, on the word of the setting or of a proxy of ours."""
        return self.public_url.startswith("https://") or over_tls(request, self.proxies)

    def safe(self, request: web.Request) -> bool:
        """Whether a password may be typed here: nobody can listen, or all is invented.

        The setting is no proof: this very request may have come past the proxy, in the clear.
        """
        return self.demo or over_tls(request, self.proxies) or on_this_machine(request)

    def address_of(self, request: web.Request, path: str) -> str:
        """The whole address of a page of ours, to be handed to somebody."""
        scheme = "https" if self.tls(request) else "http"
        return (self.public_url.rstrip("/") or f"{scheme}://{request.host}") + path


ENTRANCE = web.AppKey("entrance", Entrance)


def entrance_of(request: web.Request) -> Entrance:
    """The entrance that the request came through."""
    return request.app[ENTRANCE]
