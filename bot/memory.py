"""Chats in the draft store: sealed, under keyed hashes, written together with the form they fill in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.dialogue import LIFETIME, Dialogue
from core.drafts.port import DraftStore, Put, Stored
from core.lookups import Lookups
from core.sealing import Sealer, Unsealable
from flows.drafts import Drafts, FormNow
from flows.privacy import Privacy, beside

TABLE, COLUMN = "drafts", "chat"


@dataclass(frozen=True)
class Remembered:
    """What is known of a chat: where it stands in the store, and at which version (0: nothing yet).

    `private`: the version of the private answers beside it.
    """

    key: str
    version: int
    dialogue: Dialogue | None
    private: int = 0


class Memory:
    """Remembers chats from update to update."""

    def __init__(self, store: DraftStore, sealer: Sealer, lookups: Lookups, drafts: Drafts) -> None:
        self._store = store
        self._sealer = sealer
        self._lookups = lookups
        self._drafts = drafts
        self._privacy = Privacy(sealer)

    async def recall(self, account: int) -> Remembered:
        """The chat of this account, also when its hash was made under an older key."""
        keys = [f"telegram:{digest}" for digest in self._lookups.hashes("telegram", str(account))]
        found = await self._store.get(*keys, *map(beside, keys))
        for key, stored, private in zip(keys, found, found[len(keys) :], strict=False):
            if stored is not None:
                dialogue = self._opened(key, stored, private)
                return Remembered(key, stored.version, dialogue, private.version if private else 0)
        return Remembered(keys[0], 0, None)

    def _opened(self, key: str, stored: Stored, private: Stored | None) -> Dialogue | None:
        try:
            plain = self._sealer.open(stored.blob, table=TABLE, column=COLUMN, row=key)
            dialogue = Dialogue.from_bytes(plain)
            state = dialogue.state and self._privacy.restored(dialogue.state, key, private)
            return replace(dialogue, state=state)
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
        private = self._privacy.puts(remembered.key, dialogue.state, remembered.private)
        puts += private
        if person_id is not None and now is not None:
            puts += await self._drafts.puts(person_id, now)
        version, *others = await self._store.put(*puts)
        return Remembered(remembered.key, version, dialogue, others[0] if private else 0)

    async def forget(self, remembered: Remembered) -> None:
        """Forget the chat; raises Conflict."""
        if remembered.version:
            private = self._privacy.puts(remembered.key, None, remembered.private)
            await self._store.put(Put(remembered.key, None, remembered.version), *private)
