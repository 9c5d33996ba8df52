"""A service whose settings lead to a Telegram of our own, over HTTP on this machine."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.servers.bot_api.http import serve
from tests.servers.bot_api.people import User
from tests.servers.bot_api.posting import headers
from tests.servers.bot_api.world import TOKEN, Telegram
from tests.servers.ports import free_port
from tests.whole.chat_robot import ChatRobot
from tests.whole.robot import Home
from tests.whole.service import Service
from tests.whole.tongues import Tongue

SECRET = "what-telegram-sends-along-0000001"
READY = 30.0
"""Seconds within which a bot is there after its service is, or after Telegram is."""


@dataclass(frozen=True)
class Line:
    """Where a Telegram is to be found, and the service that looks for it there."""

    telegram: Telegram
    service: Service
    port: int

    async def ready(self) -> None:
        """Return when updates are on their way."""
        telegram = self.telegram
        await telegram.until(
            lambda: telegram.webhook.url or telegram.polling.asking, READY, "the bot is there"
        )

    def robot(self, number: int, tongue: Tongue, phone: str, home: Home) -> ChatRobot:
        """Somebody with this number (+855…) who has not yet spoken to the bot."""
        return ChatRobot(self.user(number, phone), tongue, home)

    def user(self, number: int, phone: str) -> User:
        """The same, with their own hands."""
        return self.telegram.user(number, "Sokha", phone=phone.lstrip("+"))

    async def posted(self) -> int:
        """The status with which an update is answered now."""
        body, sent = b'{"update_id": 1}', headers(SECRET)
        async with aiohttp.request("POST", f"{self.service.url}/telegram", data=body, headers=sent) as reply:
            return reply.status


@asynccontextmanager
async def telegram_line(folder: Path, mode: str, *, up: bool = True) -> AsyncIterator[Line]:
    """A Telegram, there from the start unless not `up`, and a service that is not started yet."""
    port = free_port()
    async with Telegram() as telegram:
        with Service(folder, settings(mode, port)) as service:
            line = Line(telegram, told_where(service, mode), port)
            if not up:
                yield line
                return
            async with serve(telegram, port):
                yield line


def settings(mode: str, port: int) -> dict[str, str]:
    """How a service finds it."""
    return {
        "SAMNAEU_TELEGRAM_TOKEN": TOKEN,
        "SAMNAEU_TELEGRAM_SECRET": SECRET,
        "SAMNAEU_TELEGRAM_MODE": mode,
        "SAMNAEU_TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
    }


def told_where(service: Service, mode: str) -> Service:
    """With the address at which it is posted to."""
    where = {"SAMNAEU_TELEGRAM_WEBHOOK_URL": f"{service.url}/telegram"} if mode == "webhook" else {}
    return service.given(where)


async def stopped(service: Service) -> int:
    """Told to stop, as an operator does; its exit code."""
    service.tell_to_stop()
    return await asyncio.to_thread(service.ended)


def lease_runs_out(data: Path) -> None:
    """As if its holder had been silent for its time."""
    with closing(sqlite3.connect(data / "samnaeu.sqlite3")) as store, store:
        cut = store.execute("UPDATE drafts SET expires_at = '2020-01-01' WHERE key = 'lease:telegram'")
        assert cut.rowcount == 1


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Nobody can write into the database meanwhile."""
    with closing(sqlite3.connect(data / "samnaeu.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def events(service: Service) -> list[str]:
    """The words of all lines that were logged, in their order."""
    lines = service.logged.read_text("utf-8").splitlines()
    return [str(json.loads(line)["event"]) for line in lines]
