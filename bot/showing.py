"""Puts a parcel into a chat: in place where a button was touched, else below the line."""

from __future__ import annotations

from collections.abc import Iterable

import structlog

from bot.chats import Blocked, Chats, Unreachable
from bot.message import Message
from bot.parcel import Parcel

log = structlog.get_logger(__name__)


class Showing:
    """One chat at a time. Raises Blocked and Unreachable."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def show(self, chat: int, parcel: Parcel, live: int | None) -> int | None:
        """Show it; the message that carries the buttons now, None for none. `live`: that which did."""
        if parcel.rewritten is not None:
            await self._rewrite(chat, *parcel.rewritten)
        if parcel.strip is not None and parcel.strip != live:
            await self._chats.strip(chat, parcel.strip)
        for message in parcel.before:
            await self._chats.send(chat, message)
        return live if parcel.page is None else await self._page(chat, parcel, parcel.page, live)

    async def _rewrite(self, chat: int, number: int, message: Message) -> None:
        """What is gone, or too old to be changed, is said below."""
        if not await self._chats.edit(chat, number, message):
            await self._chats.send(chat, message)

    async def take_away(self, chat: int, numbers: Iterable[int]) -> None:
        """Messages of theirs that hold a secret: before anything is shown, so that none stands below it."""
        for number in numbers:
            await self._chats.delete(chat, number)

    async def _page(self, chat: int, parcel: Parcel, page: Message, live: int | None) -> int | None:
        if not parcel.anew and live is not None and await self._chats.edit(chat, live, page):
            return live
        if live is not None and parcel.cover is not None:
            await self._chats.edit(chat, live, parcel.cover)
        sent = await self._chats.send(chat, page)
        if live is not None and parcel.cover is None:
            await self._chats.strip(chat, live)
        return sent if page.rows else None

    async def tell(self, others: tuple[tuple[int, Message], ...]) -> None:
        """What other chats are told by the way; whoever can't be reached is told when they write."""
        for chat, message in others:
            try:
                await self._chats.send(chat, message)
            except (Blocked, Unreachable):
                log.info("telegram.not_told", exc_info=True)
