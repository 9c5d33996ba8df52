"""The least that a bot does: it takes an update, answers it, and only then is done with it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot, CallbackQuery, Update
from telegram.error import TelegramError

from tests.servers.bot_api.world import Telegram
from tests.servers.proving.markup import contact_key, inline


async def take(bot: Bot, update: Update) -> None:
    """Asks who somebody is, then whether to go on, and writes over that what was tapped."""
    if update.callback_query:
        await _tapped(update.callback_query)
    elif update.message and update.message.contact:
        await bot.send_message(update.message.chat.id, "go on?", reply_markup=inline("yes", "no"))
    elif update.message:
        await bot.send_message(update.message.chat.id, "who are you?", reply_markup=contact_key())


async def _tapped(query: CallbackQuery) -> None:
    await query.answer(f"you said {query.data}")
    await query.edit_message_text(f"you said {query.data}.")


@asynccontextmanager
async def polling(bot: Bot) -> AsyncIterator[None]:
    """It asks for updates as long as the block runs."""
    task = asyncio.create_task(_poll(bot))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@asynccontextmanager
async def hooked(bot: Bot, telegram: Telegram) -> AsyncIterator[None]:
    """It is given updates as long as the block runs."""

    async def post(url: str, headers: object, body: bytes) -> tuple[int, bytes]:
        try:
            await take(bot, Update.de_json(json.loads(body), bot))
        except TelegramError:
            return 503, b""
        return 200, b""

    telegram.webhook.post, telegram.webhook.retry_seconds = post, 0.001
    await bot.set_webhook("https://samnaeu.example/telegram")
    yield
    await bot.delete_webhook()


async def _poll(bot: Bot) -> None:
    offset = 0
    while True:
        for update in await bot.get_updates(offset, timeout=30):
            try:
                await take(bot, update)
            except TelegramError:
                break
            offset = update.update_id + 1
