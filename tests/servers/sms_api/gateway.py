"""Africa's Talking on this machine: `POST /version1/messaging`, with the mishaps that a test wants."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from aiohttp import web

from tests.servers.sms_api.mishaps import Mishap

USERNAME, API_KEY = "samnaeu", "the-key-of-a-gateway-that-is-none"

_CODES = {
    Mishap.REFUSED: (502, "RejectedByGateway"),
    Mishap.NO_CREDIT: (405, "InsufficientBalance"),
    Mishap.NO_NUMBER: (403, "InvalidPhoneNumber"),
}
_STATUSES = {Mishap.ERROR_BEFORE: 500, Mishap.ERROR_AFTER: 502, Mishap.SHUT_OUT: 401, Mishap.BUSY: 429}
_BREAKING = {Mishap.BROKEN_BEFORE, Mishap.BROKEN_AFTER}


@dataclass(frozen=True)
class Call:
    """One text as it was handed over, and what befell it."""

    phone: str
    text: str
    mishap: Mishap
    message_id: str
    sender: str | None = None


@dataclass
class SmsGateway:
    """`befalls` chooses a mishap for each call, by its number; `late` is how long LATE takes, in seconds."""

    befalls: Callable[[int], Mishap] = lambda number: Mishap.NONE
    late: float = 3.0
    calls: list[Call] = field(default_factory=list)
    phones: dict[str, list[str]] = field(default_factory=dict)
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    async def called(self, more: int, seconds: float) -> bool:
        """Whether so many more texts were handed over, in time."""
        wanted = len(self.calls) + more
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while len(self.calls) < wanted:
                    self._came.clear()
                    await self._came.wait()
        return len(self.calls) >= wanted

    def of(self, phone: str) -> list[Call]:
        """The calls for a phone, in their order."""
        return [call for call in self.calls if call.phone == phone]

    def by_phone(self) -> Mapping[str, list[Call]]:
        """All calls."""
        found: dict[str, list[Call]] = {}
        for call in self.calls:
            found.setdefault(call.phone, []).append(call)
        return found

    async def messaging(self, request: web.Request) -> web.StreamResponse:
        """The one method."""
        form = await request.post()
        if request.headers.get("apiKey") != API_KEY or form.get("username") != USERNAME:
            return web.Response(status=401, text="The supplied authentication is invalid")
        call = self._noted({name: str(value) for name, value in form.items()})
        if call.mishap is Mishap.LATE:
            await asyncio.sleep(self.late)
        if call.mishap in _BREAKING and request.transport:
            request.transport.abort()
        if status := _STATUSES.get(call.mishap):
            return web.Response(status=status, text="<html>not now</html>")
        return web.Response(status=201, body=_answer(call), content_type="application/json", charset="utf-8")

    def _noted(self, form: Mapping[str, str]) -> Call:
        number = len(self.calls)
        mishap = self.befalls(number)
        call = Call(form["to"], form["message"], mishap, f"ATXid_{number:08x}", form.get("from"))
        self.calls.append(call)
        self._came.set()
        if mishap.taken and mishap is not Mishap.LOST:
            times = 2 if mishap is Mishap.DOUBLED else 1
            self.phones.setdefault(call.phone, []).extend([call.text] * times)
        return call


def _answer(call: Call) -> bytes:
    code, status = _CODES.get(call.mishap, (101, "Success"))
    told = {
        "statusCode": code,
        "number": call.phone,
        "status": status,
        "cost": "KES 0.8000" if code == 101 else "0",
        "messageId": call.message_id if code == 101 else "None",
    }
    recipients = [told] * (2 if call.mishap is Mishap.ANSWERED_TWICE else 1)
    data = {"Message": "Sent to 1/1 Total Cost: KES 0.8000", "Recipients": recipients}
    body = json.dumps({"SMSMessageData": data}).encode()
    return body[: len(body) // 2] if call.mishap is Mishap.HALF else body


@asynccontextmanager
async def serve(gateway: SmsGateway) -> AsyncIterator[str]:
    """Its address, without /version1."""
    app = web.Application()
    app.router.add_post("/version1/messaging", gateway.messaging)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
