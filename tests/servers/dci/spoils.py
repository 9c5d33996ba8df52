"""What a registry may do wrong, each as an answer to one request."""

from __future__ import annotations

import asyncio
import gzip
import json as plain_json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.registry.dci.envelope import written
from core.registry.dci.signing import Signer
from core.registry.dci.wire import LARGEST
from tests.servers.dci.rig import PARTIES, THEIRS, Rig, Spoil, json

Change = Callable[[dict[str, Any], dict[str, Any]], object]
"""Changes header and message before they are signed."""


def honest(request_body: bytes, rig: Rig) -> dict[str, Any]:
    """The envelope that the server would send."""
    envelope: dict[str, Any] = plain_json.loads(rig.server.reply(request_body))
    return envelope


def altered(
    change: Change, key: Ed25519PrivateKey = THEIRS, sender: str = PARTIES.receiver_id, ago: int = 0
) -> Spoil:
    """The honest answer with a change, signed so many seconds ago (ahead where negative)."""

    async def spoil(request: web.Request, rig: Rig) -> web.StreamResponse:
        envelope = honest(rig.asked[-1], rig)
        header, message = envelope["header"], envelope["message"]
        change(header, message)
        signer = Signer(key, sender, "theirs", rig.asking.dialect)
        signature = signer.sign(header, message, rig.clock.now() - timedelta(seconds=ago))
        return json(written({"signature": signature, "header": header, "message": message}))

    return spoil


def untouched(header: dict[str, Any], message: dict[str, Any]) -> None:
    """No change."""


def record_of(message: dict[str, Any]) -> dict[str, Any]:
    """The first record."""
    record: dict[str, Any] = message["search_response"][0]["data"]["reg_records"][0]
    return record


def after_signing(change: Callable[[dict[str, Any]], object]) -> Spoil:
    """The honest answer with a change to the envelope that its signature does not cover."""

    async def spoil(request: web.Request, rig: Rig) -> web.StreamResponse:
        envelope = honest(rig.asked[-1], rig)
        change(envelope)
        return json(written(envelope))

    return spoil


def sent(body: bytes, status: int = 200, content_type: str = "application/json", **headers: str) -> Spoil:
    """Just this."""

    async def spoil(request: web.Request, rig: Rig) -> web.StreamResponse:
        return web.Response(
            body=body,
            status=status,
            headers={"Content-Type": content_type, **{k.replace("_", "-"): v for k, v in headers.items()}},
        )

    return spoil


async def replayed(request: web.Request, rig: Rig) -> web.StreamResponse:
    """What was answered to the first request ever."""
    return json(rig.first_answer)


async def mute(request: web.Request, rig: Rig) -> web.StreamResponse:
    """Never an answer."""
    await rig.over.wait()
    return web.Response()


async def dripping(request: web.Request, rig: Rig) -> web.StreamResponse:
    """The honest answer, but a byte at a time: it would take minutes."""
    reply = web.StreamResponse(headers={"Content-Type": "application/json"})
    await reply.prepare(request)
    for byte in rig.server.reply(rig.asked[-1]):
        await reply.write(bytes([byte]))
        with suppress(TimeoutError):
            await asyncio.wait_for(rig.over.wait(), 0.05)
            break
    return reply


async def in_pieces(request: web.Request, rig: Rig) -> web.StreamResponse:
    """Half of the honest answer, then nothing and the connection gone."""
    body = rig.server.reply(rig.asked[-1])
    reply = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await reply.prepare(request)
    await reply.write(body[: len(body) // 2])
    assert request.transport
    request.transport.close()
    return reply


async def hung_up(request: web.Request, rig: Rig) -> web.StreamResponse:
    """The connection is gone without an answer."""
    assert request.transport
    request.transport.close()
    return web.Response()


async def endless(request: web.Request, rig: Rig) -> web.StreamResponse:
    """Blanks without an end or a length."""
    reply = web.StreamResponse(headers={"Content-Type": "application/json"})
    await reply.prepare(request)
    for _ in range(LARGEST // 65536 + 2):
        await reply.write(b" " * 65536)
    return reply


async def squeezed(request: web.Request, rig: Rig) -> web.StreamResponse:
    """A few bytes that unpack to 100 MB."""
    bomb = gzip.compress(b" " * 10**8, 1)
    return web.Response(body=bomb, headers={"Content-Type": "application/json", "Content-Encoding": "gzip"})


async def redirected(request: web.Request, rig: Rig) -> web.StreamResponse:
    """To the same server, which would answer."""
    raise web.HTTPTemporaryRedirect("/elsewhere")
