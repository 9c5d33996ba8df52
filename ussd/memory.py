"""Dialogues of calls in the draft store, found by their session."""

from __future__ import annotations

from typing import TypeAlias

from core.drafts.port import DraftStore
from core.lookups import Lookups
from core.sealing import Sealer
from flows import dialogues
from flows.dialogues import Dialogues, Shelf
from flows.drafts import Drafts, FormNow
from ussd.dial import OfSession
from ussd.dialogue import LIFETIME, Dialogue

Remembered: TypeAlias = dialogues.Remembered[Dialogue]
_SHELF = Shelf("dialogue", LIFETIME, Dialogue.from_bytes)


class Memory:
    """Remembers dialogues from turn to turn."""

    def __init__(self, store: DraftStore, sealer: Sealer, lookups: Lookups, drafts: Drafts) -> None:
        self._lookups = lookups
        self._dialogues = Dialogues(_SHELF, store, sealer, drafts)

    async def recall(self, of: OfSession) -> Remembered:
        """The session of this request, also when its hash was made under an older key."""
        hashes = self._lookups.hashes("session", f"{of.gateway} {of.session}")
        return await self._dialogues.recall([f"ussd:{digest}" for digest in hashes])

    async def keep(self, remembered: Remembered, dialogue: Dialogue, now: FormNow) -> None:
        """Store the dialogue and the unfinished form in one go; raises Conflict when either moved."""
        await self._dialogues.keep(remembered, dialogue, dialogue.person_id, now)
