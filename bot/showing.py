"""Puts into a chat what comes of an update: in place where a button was touched, else below the line."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.chats import Blocked, Chats, Unreachable
from bot.message import Message
from bot.turn import Next
from bot.updates import Happening, Tap
from bot.voice.prompts import Prompts

log = structlog.get_logger(__name__)


class Showing:
    """One chat at a time. Raises Blocked and Unreachable."""

    def __init__(self, chats: Chats, prompts: Prompts) -> None:
        self._chats = chats
        self._prompts = prompts

    async def show(self, happening: Happening, coming: Next) -> int | None:
        """Show it; the message that carries the buttons now, None for none."""
        live = await self._shown(happening, coming)
        if coming.sound is not None and coming.dialogue.state is not None:
            await self._prompts.play(happening.account, coming.sound, coming.dialogue.state.language)
        return live

    async def _shown(self, happening: Happening, coming: Next) -> int | None:
        live = coming.dialogue.live
        if coming.rewritten is not None:
            await self._chats.edit(happening.account, *coming.rewritten)
        if coming.strip is not None and coming.strip != live:
            await self._chats.strip(happening.account, coming.strip)
        for message in coming.before:
            await self._chats.send(happening.account, message)
        if coming.page is None or (
            self.in_place(happening, coming) and await self._edited(happening, coming)
        ):
            return live
        message = coming.message
        sent = await self._chats.send(happening.account, message)
        if live is not None:
            await self._chats.strip(happening.account, live)
        return sent if message.rows else None

    async def again(self, happening: Happening, coming: Next) -> int | None:
        """The page of an update that was done before: shown, unless it stands there already."""
        if not coming.dialogue.showing and not coming.contact and await self._edited(happening, coming):
            return coming.dialogue.live
        return await self.show(happening, replace(coming, fresh=True, before=()))

    def in_place(self, happening: Happening, coming: Next) -> bool:
        """Whether it was the message with the buttons that was touched, and stays."""
        moves = coming.fresh or coming.before or coming.contact
        return isinstance(happening, Tap) and happening.message == coming.dialogue.live and not moves

    async def _edited(self, happening: Happening, coming: Next) -> bool:
        live = coming.dialogue.live
        return live is not None and await self._chats.edit(happening.account, live, coming.message)

    async def tell(self, others: tuple[tuple[int, Message], ...]) -> None:
        """What other chats are told by the way: whoever can't be reached sees it when they write."""
        for chat, message in others:
            try:
                await self._chats.send(chat, message)
            except (Blocked, Unreachable):
                log.info("telegram.not_told", exc_info=True)
