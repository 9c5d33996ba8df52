"""A phone and its gateway in one: it posts what Africa's Talking posts and reads what a handset would show.

Wire format: PROTOCOLS 1.1 (turns) and 1.2 (end of session).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

import aiohttp

from app.starting import DEMO_SECRET
from core import chance
from core.clock import Clock, SystemClock

GATEWAY_PATIENCE = 10.0  # seconds that the gateway waits for an answer (PROTOCOLS 1.1)
SANDBOX_NETWORK = "99999"

Status = Literal["Success", "Incomplete", "Failed"]


class BadReply(Exception):
    """The service answered in a way that makes the gateway end the call."""


class NotOnCall(Exception):
    """A key was pressed with no call, or a call was made within another."""


@dataclass(frozen=True)
class Screen:
    """What the handset shows; `more` says that it waits for an answer."""

    text: str
    more: bool

    @classmethod
    def parse(cls, body: str) -> Screen:
        """Raises BadReply unless `body` begins with `CON ` or `END `."""
        if not body.startswith(("CON ", "END ")):
            raise BadReply(f"begins with neither CON nor END: {body[:40]!r}")
        return cls(body[4:], body.startswith("CON "))


class Handset:
    """One phone (`phone` in E.164) on one network; one call at a time, as many as you like one after another.

    `base_url` is the server's root. With `events=False` the service never hears that a session is over.
    """

    def __init__(
        self,
        base_url: str,
        phone: str,
        service_code: str,
        network_code: str = SANDBOX_NETWORK,
        secret: str = DEMO_SECRET,
        *,
        events: bool = True,
        clock: Clock | None = None,
    ) -> None:
        self.phone = phone
        self.service_code = service_code
        self.network_code = network_code
        self.session_id = ""
        self.text = ""
        self.screen: Screen | None = None
        self._url = f"{base_url.rstrip('/')}/ussd/africastalking/{secret}"
        self._events = events
        self._clock = clock or SystemClock()
        self._http: aiohttp.ClientSession | None = None
        self._on_call = False
        self._hops = 0
        self._last = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Put the phone away: hangs up, closes its connections."""
        if self._on_call and self._http:
            await self.hang_up()
        if self._http:
            await self._http.close()
            self._http = None

    async def dial(self, deep: str | None = None) -> Screen:
        """Call the service code; `deep` is what is dialled behind it: "120109" for `*384*2026*120109#`."""
        if self._on_call:
            raise NotOnCall("hang up first")
        self.session_id = f"ATUid_{chance.identifier()}"
        self.text = deep or ""
        self.screen, self._last, self._hops = None, "", 0
        self._began = self._clock.now()
        self._on_call = True
        return await self._turn()

    async def press(self, answer: str) -> Screen:
        """Answer the screen with keys, which join the cumulative text."""
        if not self._on_call:
            raise NotOnCall("dial first")
        self.text = f"{self.text}*{answer}" if self.text else answer
        return await self._turn()

    async def hang_up(self) -> None:
        """End the call as the household or a dropped line does."""
        if self._on_call:
            await self._end("Incomplete")

    async def repeat(self) -> Screen:
        """The last request again, as from a gateway that saw no reply."""
        return Screen.parse(await self.post(self.text))

    async def post(self, text: str) -> str:
        """Post `text` within the last session, whatever the phone thinks, and give the body as it came.

        Raises BadReply on anything but 200 text/plain in UTF-8, on a lost connection and after 10 s.
        """
        fields = {**self._fixed(), "text": text}
        limit = aiohttp.ClientTimeout(total=GATEWAY_PATIENCE)
        try:
            async with self._client().post(self._url, data=fields, timeout=limit) as reply:
                if reply.status != 200 or reply.content_type != "text/plain":
                    raise BadReply(f"HTTP {reply.status} {reply.content_type}")
                return (await reply.read()).decode()
        except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
            raise BadReply(f"no reply to use: {type(error).__name__}") from error

    async def _turn(self) -> Screen:
        self._hops += 1
        try:
            self._last = await self.post(self.text)
            self.screen = Screen.parse(self._last)
        except BadReply as error:
            await self._end("Failed", str(error))
            raise
        if not self.screen.more:
            await self._end("Success")
        return self.screen

    async def _end(self, status: Status, message: str = "") -> None:
        self._on_call = False
        if not self._events:
            return
        event = self._event(status) | ({"errorMessage": message} if message else {})
        try:
            async with self._client().post(f"{self._url}/events", data=event):
                pass
        except aiohttp.ClientError:
            return  # the call is over all the same; events are lost on the real way too

    def _event(self, status: Status) -> dict[str, str]:
        now = self._clock.now()
        return {
            "date": f"{now:%Y-%m-%d %H:%M:%S}",
            **self._fixed(),
            "status": status,
            "cost": "USD 0.00",
            "durationInMillis": str(int((now - self._began).total_seconds() * 1000)),
            "hopsCount": str(self._hops),
            "input": self.text,
            "lastAppResponse": self._last,
        }

    def _fixed(self) -> dict[str, str]:
        return {
            "sessionId": self.session_id,
            "phoneNumber": self.phone,
            "networkCode": self.network_code,
            "serviceCode": self.service_code,
        }

    def _client(self) -> aiohttp.ClientSession:
        if self._http is None:
            self._http = aiohttp.ClientSession()
        return self._http
