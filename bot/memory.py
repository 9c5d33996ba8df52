"""Chats in the draft store, found by whose they are."""

from __future__ import annotations

from typing import TypeAlias

from bot.dialogue import LIFETIME, Dialogue
from core.drafts.port import DraftStore
from core.lookups import Lookups
from core.sealing import Sealer
from flows import dialogues
from flows.dialogues import Dialogues, Shelf
from flows.drafts import Drafts, FormNow

Remembered: TypeAlias = dialogues.Remembered[Dialogue]
_SHELF = Shelf("chat", LIFETIME, Dialogue.from_bytes)


class Memory:
    """Remembers chats from update to update."""

    def __init__(self, store: DraftStore, sealer: Sealer, lookups: Lookups, drafts: Drafts) -> None:
        self._lookups = lookups
        self._chats = Dialogues(_SHELF, store, sealer, drafts)

    async def recall(self, account: int) -> Remembered:
        """The chat of this account, also when its hash was made under an older key."""
        hashes = self._lookups.hashes("telegram", str(account))
        return await self._chats.recall([f"telegram:{digest}" for digest in hashes])

    async def keep(
        self,
        remembered: Remembered,
        dialogue: Dialogue,
        person_id: str | None = None,
        now: FormNow | None = None,
    ) -> Remembered:
        """Store the chat and the unfinished form in one go; raises Conflict when either moved."""
        return await self._chats.keep(remembered, dialogue, person_id, now)

    async def forget(self, remembered: Remembered) -> None:
        """Forget the chat; raises Conflict."""
        await self._chats.forget(remembered)
