"""Somebody's hand on the bot's buttons: what each of them means is read from the chat as it is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from app.house import House
from bot.dialogue import Dialogue
from bot.memory import Memory
from bot.screens import OPEN, TICKED, Line, Meaning
from core.lookups import Lookups
from core.sealing import Sealer
from flows.wording.requests import TIE
from tests.servers.bot_api.keyboards import Button
from tests.servers.bot_api.messages import Message
from tests.servers.bot_api.people import User
from tests.servers.bot_api.seen import plain

OWN = (Meaning.MORE, Meaning.LESS, Meaning.DONE, Meaning.MENU, Meaning.HEAR)
"""What buttons of the bot's own mean: no choice of the script, and no way back."""


@dataclass
class Hand:
    """Each act is one update, done when it returns. `chat` is what the bot remembers after it."""

    user: User
    memory: Memory
    chat: Dialogue = field(init=False)

    @classmethod
    def of(cls, user: User, house: House) -> Self:
        """Of somebody whose chats this house remembers."""
        lookups = Lookups(house.ring, "transcript")
        return cls(user, Memory(house.drafts, Sealer(house.ring), lookups, house.services.drafts))

    async def verified(self, house: House, language: str) -> None:
        """As somebody who shared their number on another day."""
        accounts = house.telegram_accounts
        await accounts.verify(self.user.id, f"+{self.user.phone}", language)

    async def start(self, payload: str = "") -> None:
        """`/start`, with what a link brings along."""
        await self.user.sends_command("start", payload)
        await self._look()

    async def share(self) -> None:
        """Their own number."""
        await self.user.shares_contact()
        await self._look()

    async def line(self, text: str) -> None:
        """Typed, whatever stands there to be touched."""
        await self.user.says(text)
        await self._look()

    async def touch(self, meaning: str) -> None:
        """The button that means it, as it stands below the newest message. Raises LookupError for none."""
        found = [button for button, line in self._buttons() if line.meaning == meaning]
        if not found or found[0].data is None:
            raise LookupError(f"nothing means {meaning!r} below {self.text!r}")
        await self.user.forges_tap(found[0].data, self._newest)
        await self._look()

    @property
    def text(self) -> str:
        """The newest words."""
        return seen(self._newest.text)

    @property
    def lines(self) -> list[Line]:
        """The choices of the page, and the way back; a tick is no part of a label."""
        return [line for _, line in self._buttons() if line.meaning not in OWN]

    def offers(self, meaning: str) -> bool:
        """Whether a button means it."""
        return meaning in self.chat.choices

    async def leafed(self) -> tuple[str, list[Line]]:
        """The whole screen, its last page shown in the end: what stands on each page comes last, once."""
        text = self.text
        while self.offers(Meaning.LESS):
            await self.touch(Meaning.LESS)
        pages = [self.lines]
        while self.offers(Meaning.MORE):
            await self.touch(Meaning.MORE)
            assert text.endswith(self.text), "another page of the same screen says something else"
            pages.append(self.lines)
        lasting = [line for line in pages[0] if all(line in page for page in pages)]
        return text, [line for page in pages for line in page if line not in lasting] + lasting

    @property
    def _newest(self) -> Message:
        return self.user.chat.heard[-1]

    def _buttons(self) -> Sequence[tuple[Button, Line]]:
        there = self._newest.inline.buttons if self._newest.inline else []
        meant = zip(there, self.chat.choices, strict=True)
        return [(button, Line(_label(button), meaning)) for button, meaning in meant]

    async def _look(self) -> None:
        remembered = await self.memory.recall(self.user.id)
        assert remembered.dialogue is not None
        self.chat = remembered.dialogue
        carrying = [message.number for message in self.user.chat.with_buttons]
        assert carrying == [self.chat.live] * bool(self.chat.live), "an earlier question kept its buttons"


def seen(text: str) -> str:
    """As somebody reads it, who sees no break and no tie."""
    return plain(text).replace(TIE, " ")


def _label(button: Button) -> str:
    return seen(button.label).removeprefix(f"{TICKED} ").removeprefix(f"{OPEN} ")
