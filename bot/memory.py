"""Chats in the draft store: sealed, under keyed hashes, written together with the form they fill in."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialogue import LIFETIME, Dialogue
from core.drafts.port import DraftStore, Put
from core.lookups import Lookups
from core.sealing import Sealer, Unsealable
from flows.drafts import Drafts, FormNow

TABLE, COLUMN = "drafts", "chat"


@dataclass(frozen=True)
class Remembered:
    """What is known of a chat: where it stands in the store, and at which version (0: nothing yet)."""

    key: str
    version: int
    dialogue: Dialogue | None


class Memory:
    """Remembers chats from update to update."""

    def __init__(self, store: DraftStore, sealer: Sealer, lookups: Lookups, drafts: Drafts) -> None:
        self._store = store
        self._sealer = sealer
        self._lookups = lookups
        self._drafts = drafts

    async def recall(self, account: int) -> Remembered:
        """The chat of this account, also when its hash was made under an older key."""
        keys = [f"telegram:{digest}" for digest in self._lookups.hashes("telegram", str(account))]
        for key, stored in zip(keys, await self._store.get(*keys), strict=True):
            if stored is not None:
                return Remembered(key, stored.version, self._opened(key, stored.blob))
        return Remembered(keys[0], 0, None)

    def _opened(self, key: str, blob: bytes) -> Dialogue | None:
        try:
            return Dialogue.from_bytes(self._sealer.open(blob, table=TABLE, column=COLUMN, row=key))
        except (Unsealable, ValueError, KeyError, TypeError):
            return None  # written by a release that differs: the chat begins anew, its form is kept

    async def keep(
        self,
        remembered: Remembered,
        dialogue: Dialogue,
        person_id: str | None = None,
        now: FormNow | None = None,
    ) -> Remembered:
        """Store the chat and the unfinished form in one go; raises Conflict when either moved."""
        sealed = self._sealer.seal(dialogue.to_bytes(), table=TABLE, column=COLUMN, row=remembered.key)
        puts = [Put(remembered.key, sealed, remembered.version, LIFETIME)]
        if person_id is not None and now is not None:
            puts += await self._drafts.puts(person_id, now)
        version, *_ = await self._store.put(*puts)
        return Remembered(remembered.key, version, dialogue)

    async def forget(self, remembered: Remembered) -> None:
        """Forget the chat; raises Conflict."""
        if remembered.version:
            await self._store.put(Put(remembered.key, None, remembered.version))
