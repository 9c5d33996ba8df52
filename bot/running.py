"""Keeps the bot going beside the other doors: Telegram being down stops nobody but itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from telegram import Bot, BotCommand
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.commands import Listed
from bot.lease import Lease
from bot.polling import Polling
from bot.routes import Routes
from bot.updates import KINDS, Read, parsed
from core.telegram_bot import TelegramBot

log = structlog.get_logger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds before Telegram is called again after it did not answer, doubled each time."""
AT_ONCE = 40
"""Updates that Telegram may post at the same time: its own default. One that is held up by the pace keeps its
place for up to twenty seconds, so that few places would stop the door for all."""

Take = Callable[[Read], Awaitable[None]]


@dataclass(frozen=True)
class Webhook:
    """Where Telegram posts updates, and what it sends along."""

    url: str
    secret: str
    routes: Routes


class Running:
    """One process's part of the bot. `webhook` None: it asks for updates itself, if it has the lease."""

    def __init__(
        self,
        bot: Bot,
        take: Take,
        lease: Lease,
        commands: Mapping[str, Listed],
        webhook: Webhook | None,
        known: TelegramBot,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        """`known`: where its name is noted, once Telegram has told it."""
        self._bot = bot
        self._take = take
        self._lease = lease
        self._commands = commands
        self._webhook = webhook
        self._first_pause = first_pause
        self._known = known
        self._ready = asyncio.Event()

    async def run(self) -> None:
        """Until it is cancelled, or the token turns out to be nobody's."""
        try:
            await self._until(self._introduce)
        except InvalidToken:
            log.error("telegram.token_refused")  # the token itself is said nowhere
            return
        log.info("telegram.ready", mode="webhook" if self._webhook else "polling")
        self._ready.set()
        if self._webhook is not None:
            self._webhook.routes.opened(self._posted)
        else:
            await Polling(self._bot, self._take, self._lease).run()

    async def greet(self) -> None:
        """Until Telegram knows us, or the token is nobody's; how updates come is left as it is."""
        try:
            await self._until(self._named)
        except InvalidToken:
            log.error("telegram.token_refused")
            return
        self._ready.set()

    async def once_ready(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do that from the time that Telegram knows us on: never, where it refused the token."""
        await self._ready.wait()
        await work()

    async def _until(self, done: Callable[[], Awaitable[None]]) -> None:
        pause = self._first_pause
        while True:
            try:
                return await done()
            except InvalidToken:
                raise
            except BadRequest as error:
                log.error("telegram.refused", error=type(error).__name__)  # an address that it won't take
            except TelegramError as error:
                log.warning("telegram.unreachable", error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _introduce(self) -> None:
        """Who we are, what we can do, and how updates come."""
        await self._named()
        for language, listed in self._commands.items():
            commands = [BotCommand(name, about) for name, about in listed]
            await self._bot.set_my_commands(commands, language_code=language)
        await self._bot.set_my_commands([BotCommand(name, about) for name, about in self._default()])
        if self._webhook is None:
            await self._bot.delete_webhook()
        else:
            await self._bot.set_webhook(
                self._webhook.url,
                secret_token=self._webhook.secret,
                allowed_updates=KINDS,
                max_connections=AT_ONCE,
            )

    async def _named(self) -> None:
        self._known.name = (await self._bot.get_me()).username or ""

    def _default(self) -> Listed:
        """For apps in any other language: that of the service."""
        return next(iter(self._commands.values()))

    async def _posted(self, body: object) -> None:
        """An update as the webhook gets it. Raises NoUpdate."""
        await self._take(parsed(body))


@asynccontextmanager
async def kept_running(*work: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Run all that beside the rest; it ends with it."""
    tasks = [asyncio.ensure_future(_revived(each)) for each in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _revived(work: Callable[[], Awaitable[None]]) -> None:
    """To its end; what broke begins again, since nobody else does its work."""
    while True:
        try:
            return await work()
        except Exception:
            log.exception("telegram.broke")
        await asyncio.sleep(FIRST_PAUSE)
