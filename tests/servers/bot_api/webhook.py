"""The webhook: every update is posted until it is answered 2xx, in the order of its chat."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.servers.bot_api.calls import Call
from tests.servers.bot_api.changes import Changes
from tests.servers.bot_api.posting import Post, headers, post_by_http
from tests.servers.bot_api.refusals import bad_request
from tests.servers.bot_api.shapes import Json
from tests.servers.bot_api.updates import Update, UpdateQueue

MOST_CONNECTIONS = 100
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Attempt:
    """One time that an update was posted; `status` 0: nobody answered."""

    update: int
    status: int


class Webhook:
    """`at_once` as many chats are served side by side: 1, unless a test wants more.

    `retry_seconds` lie between two attempts. `loses` as many good answers are taken for lost.
    """

    def __init__(self, queue: UpdateQueue, changes: Changes) -> None:
        self._queue = queue
        self._changes = changes
        self._running: asyncio.Task[None] | None = None
        self._busy: set[int] = set()
        self.url = ""
        self.secret = ""
        self.connections = 40
        self.last_error = ""
        self.post: Post = post_by_http
        self.at_once = 1
        self.retry_seconds = 0.05
        self.loses = 0
        self.attempts: list[Attempt] = []
        self.complaints: list[str] = []

    async def set(self, call: Call) -> None:
        """Refuses an address without TLS that is not the machine's own, and an unfit secret."""
        url, secret = call.text("url"), call.text("secret_token")
        _check(url, secret)
        await self.remove()
        if "allowed_updates" in call.fields:
            self._queue.wanted = call.parsed("allowed_updates") or ()
        self.connections = min(max(call.number("max_connections", 40), 1), MOST_CONNECTIONS)
        self.url, self.secret = url, secret
        if url:
            self._running = asyncio.create_task(self._deliver())

    async def remove(self) -> None:
        """Nothing is delivered any more."""
        self.url = ""
        if self._running:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running
        self._running = None
        self._busy.clear()

    def as_json(self) -> Json:
        """The Bot API's `WebhookInfo`."""
        told: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.pending),
            "max_connections": self.connections,
            "allowed_updates": list(self._queue.wanted),
        }
        return told | {"last_error_message": self.last_error} if self.last_error else told

    async def _deliver(self) -> None:
        async with asyncio.TaskGroup() as group:
            while True:
                for update in list(self._queue.pending):
                    if len(self._busy) < self.at_once and update.lane not in self._busy:
                        self._busy.add(update.lane)
                        group.create_task(self._until_taken(update))
                await self._changes.next()

    async def _until_taken(self, update: Update) -> None:
        while True:
            if await self._attempt(update):
                break
            await asyncio.sleep(self.retry_seconds)
        self._busy.discard(update.lane)
        self._queue.confirm(update)

    async def _attempt(self, update: Update) -> bool:
        body = json.dumps(update.as_json(), ensure_ascii=False).encode()
        try:
            status, answer = await self.post(self.url, headers(self.secret), body)
        except OSError as error:
            status, answer = 0, b""
            self.last_error = str(error) or "Connection refused"
        self.attempts.append(Attempt(update.number, status))
        self._changes.tell()
        taken = 200 <= status < 300
        if status and not taken:
            self.last_error = f"Wrong response from the webhook: {status}"
        return taken and self._heard(update, answer)

    def _heard(self, update: Update, answer: bytes) -> bool:
        if b'"method"' in answer:
            self.complaints.append(f"the webhook answered update {update.number} with a method: {answer!r}")
        if self.loses:
            self.loses -= 1
            return False
        return True


def _check(url: str, secret: str) -> None:
    address = urlsplit(url)
    if url and address.scheme != "https" and address.hostname not in LOOPBACK:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch("[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
