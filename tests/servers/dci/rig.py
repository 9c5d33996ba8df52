"""A DCI server on this machine and an adapter that asks it, both by a clock that a test holds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.dci_server.answer import Answers
from app.dci_server.holdings import Holdings, Registered
from app.dci_server.server import DciServer
from app.serving import listening
from core.clock import FixedClock
from core.keyring import KeyRing
from core.lookups import Lookups
from core.registry.dci.answers_kept import AnswersKept
from core.registry.dci.asking import Asking
from core.registry.dci.breaker import Breaker
from core.registry.dci.dialect import Dialect
from core.registry.dci.envelope import Parties
from core.registry.dci.profile import Profile
from core.registry.dci.registry import DciRegistry, Kept
from core.registry.dci.reply import Reader
from core.registry.dci.seen import Seen
from core.registry.dci.signing import Signer, Verifier
from core.registry.dci.wire import Address, Wire

PARTIES = Parties("samnaeu.example", "registry.example")
OURS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
THEIRS = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))

Spoil: TypeAlias = Callable[[web.Request, "Rig"], Awaitable[web.StreamResponse]]


def server(
    holdings: Holdings, clock: FixedClock, dialect: Dialect, key: Ed25519PrivateKey = THEIRS
) -> DciServer:
    """One that takes OURS and signs with `key`."""
    answers = Answers(PARTIES, Signer(key, PARTIES.receiver_id, "theirs", dialect), dialect)
    return DciServer(holdings, answers, Verifier([OURS.public_key()], PARTIES.sender_id, dialect), clock)


@dataclass
class Rig:
    """`asked`: each request as it came. `spoils`: what goes wrong next, the last of them for good.

    `over`: set at the end, for an answer that never comes.
    """

    server: DciServer
    clock: FixedClock
    asked: list[bytes] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    spoils: list[Spoil | None] = field(default_factory=list)
    first_answer: bytes = b""
    over: asyncio.Event = field(default_factory=asyncio.Event)
    asking: Asking = field(init=False)
    registry: DciRegistry = field(init=False)

    def then(self, *spoils: Spoil | None) -> None:
        """Let this go wrong from now on, one request each; None is none."""
        self.spoils = list(spoils)

    @property
    def breaker(self) -> Breaker:
        """The adapter's."""
        return self.asking.breaker

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """What the next spoil makes of it, or the server's own answer."""
        self.asked.append(await request.read())
        self.headers.append(request.headers)
        spoil = self.spoils[0] if self.spoils else None
        if len(self.spoils) > 1:
            self.spoils.pop(0)
        if spoil:
            return await spoil(request, self)
        body = self.server.reply(self.asked[-1])
        self.first_answer = self.first_answer or body
        return json(body)


def json(body: bytes) -> web.Response:
    """As the server sends it."""
    return web.Response(body=body, content_type="application/json", charset="utf-8")


@asynccontextmanager
async def rig(
    registered: Sequence[Registered],
    ring: KeyRing,
    clock: FixedClock,
    dialect: Dialect | None = None,
    *,
    seconds: float = 5.0,
    cache: float = 0.0,
) -> AsyncIterator[Rig]:
    """Both ends, joined."""
    dialect = dialect or Dialect()
    made = Rig(server(Holdings(registered), clock, dialect), clock)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", made.answer)
    async with listening(app, "127.0.0.1", 0) as port:
        address = Address(f"http://127.0.0.1:{port}", {"X-Road-Client": "KH/GOV/1"})
        made.asking = asking(Wire(address, seconds), clock, dialect, seconds)
        kept: Kept = AnswersKept(Lookups(ring), clock, cache)
        made.registry = DciRegistry(made.asking, kept, Profile())
        yield made
        made.over.set()
        await made.registry.close()


def asking(wire: Wire, clock: FixedClock, dialect: Dialect, seconds: float) -> Asking:
    """Signs with OURS, takes what THEIRS signed."""
    return Asking(
        wire=wire,
        signer=Signer(OURS, PARTIES.sender_id, "ours", dialect),
        reader=Reader(
            PARTIES, Verifier([THEIRS.public_key()], PARTIES.receiver_id, dialect), Seen(), dialect
        ),
        breaker=Breaker(clock),
        clock=clock,
        dialect=dialect,
        seconds=seconds,
    )
