"""Dialogues in the draft store: sealed, under keyed hashes, written together with the form they fill in."""

from __future__ import annotations

from dataclasses import dataclass

from core.drafts.port import DraftStore, Put
from core.lookups import Lookups
from core.sealing import Sealer, Unsealable
from flows.drafts import Drafts, FormNow
from ussd.dial import OfSession
from ussd.dialogue import LIFETIME, Dialogue

TABLE, COLUMN = "drafts", "dialogue"


@dataclass(frozen=True)
class Remembered:
    """What is known of a session: where it stands in the store, and at which version (0: nothing yet)."""

    key: str
    version: int
    dialogue: Dialogue | None


class Memory:
    """Remembers dialogues from turn to turn."""

    def __init__(self, store: DraftStore, sealer: Sealer, lookups: Lookups, drafts: Drafts) -> None:
        self._store = store
        self._sealer = sealer
        self._lookups = lookups
        self._drafts = drafts

    async def recall(self, of: OfSession) -> Remembered:
        """The session of this request, also when its hash was made under an older key."""
        session = f"{of.gateway} {of.session}"
        keys = [f"ussd:{digest}" for digest in self._lookups.hashes("session", session)]
        for key, stored in zip(keys, await self._store.get(*keys), strict=True):
            if stored is not None:
                return Remembered(key, stored.version, self._opened(key, stored.blob))
        return Remembered(keys[0], 0, None)

    def _opened(self, key: str, blob: bytes) -> Dialogue | None:
        try:
            return Dialogue.from_bytes(self._sealer.open(blob, table=TABLE, column=COLUMN, row=key))
        except (Unsealable, ValueError, KeyError, TypeError):
            return None  # written by a release that differs: the household begins anew, its form is kept

    async def keep(self, remembered: Remembered, dialogue: Dialogue, now: FormNow) -> None:
        """Store the dialogue and the unfinished form in one go; raises Conflict when either moved."""
        sealed = self._sealer.seal(dialogue.to_bytes(), table=TABLE, column=COLUMN, row=remembered.key)
        puts = [Put(remembered.key, sealed, remembered.version, LIFETIME)]
        if dialogue.person_id is not None:
            puts += await self._drafts.puts(dialogue.person_id, now)
        await self._store.put(*puts)
