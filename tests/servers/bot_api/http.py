"""The Bot API over HTTP on the loopback, at `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tests.servers.bot_api.calls import Call, Upload
from tests.servers.bot_api.gateway import answer, check
from tests.servers.bot_api.refusals import ConnectionLost, Refused, bad_request
from tests.servers.bot_api.shapes import Json
from tests.servers.bot_api.world import Telegram

MOST_BYTES = 50 * 1024 * 1024


@asynccontextmanager
async def serve(telegram: Telegram, port: int = 0) -> AsyncIterator[str]:
    """The address, without `/bot`. A test that brings the server back later gives the same port."""
    runner = web.AppRunner(_application(telegram), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        telegram.polling.end("the server stops")
        await runner.cleanup()


def _application(telegram: Telegram) -> web.Application:
    async def method(request: web.Request) -> web.Response:
        try:
            status, body = await answer(telegram, request.match_info["token"], await _call(request))
        except Refused as refused:
            status, body = refused.code, refused.as_json()
        except ConnectionLost:
            if request.transport:
                request.transport.abort()
            return web.Response()
        return web.json_response(body, status=status)

    async def file(request: web.Request) -> web.Response:
        try:
            check(telegram, request.match_info["token"])
        except Refused as refused:
            return web.json_response(refused.as_json(), status=refused.code)
        found = telegram.files.at(request.match_info["path"])
        return web.Response(body=found.data) if found else web.Response(status=404)

    application = web.Application(client_max_size=MOST_BYTES)
    application.router.add_route("*", "/bot{token}/{method}", method)
    application.router.add_get("/file/bot{token}/{path:.+}", file)
    return application


async def _call(request: web.Request) -> Call:
    fields, uploads = dict(request.query), {}
    if request.content_type == "application/json":
        given = await _json(request)
        fields |= {name: each if isinstance(each, str) else json.dumps(each) for name, each in given.items()}
    for name, each in (await request.post()).items():
        if isinstance(each, web.FileField):
            uploads[name] = Upload(each.filename, each.file.read(), each.content_type)
        else:
            fields[name] = each if isinstance(each, str) else bytes(each).decode()
    return Call(request.match_info["method"], fields, uploads)


async def _json(request: web.Request) -> Json:
    try:
        given = await request.json()
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise bad_request("can't parse request: object expected")
    return given
