"""The Bot API without a socket: what python-telegram-bot would send is handed over as it is."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import unquote, urlsplit

from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from tests.servers.bot_api.calls import Call, Upload
from tests.servers.bot_api.gateway import answer, check
from tests.servers.bot_api.refusals import ConnectionLost, Refused
from tests.servers.bot_api.world import Telegram


class InProcess(BaseRequest):
    """Waits as long as a caller over HTTP would; what it gave up still has its effect."""

    def __init__(self, telegram: Telegram, read_timeout: float = 5.0) -> None:
        self._telegram = telegram
        self._read_timeout = read_timeout

    @property
    def read_timeout(self) -> float | None:
        return self._read_timeout

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body."""
        path = unquote(urlsplit(url).path)
        head, _, tail = path.partition("/bot")[2].partition("/")
        if path.startswith("/file/"):
            return self._file(head, tail)
        limit = self._read_timeout if isinstance(read_timeout, DefaultValue) else read_timeout
        return await self._method(head, _call(tail, request_data), limit)

    async def _method(self, token: str, call: Call, limit: float | None) -> tuple[int, bytes]:
        going_on = self._telegram.keep(asyncio.create_task(answer(self._telegram, token, call)))
        try:
            async with asyncio.timeout(limit):
                status, body = await asyncio.shield(going_on)
        except TimeoutError:
            raise TimedOut from None
        except ConnectionLost:
            raise NetworkError("httpx.ReadError: ") from None
        return status, json.dumps(body).encode()

    def _file(self, token: str, path: str) -> tuple[int, bytes]:
        try:
            check(self._telegram, token)
        except Refused as refused:
            return refused.code, json.dumps(refused.as_json()).encode()
        found = self._telegram.files.at(path)
        return (200, found.data) if found else (404, b"{}")


def _call(method: str, sent: RequestData | None) -> Call:
    if sent is None:
        return Call(method)
    return Call(method, sent.json_parameters, _uploads(sent) if sent.contains_files else {})


def _uploads(sent: RequestData) -> dict[str, Upload]:
    return {
        name: Upload(file, data if isinstance(data, bytes) else data.read(), mime)
        for name, (file, data, mime) in sent.multipart_data.items()
    }
