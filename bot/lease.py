"""A right that one process has at a time: kept in the draft store, lost by silence."""

from __future__ import annotations

from core import chance
from core.drafts.port import Conflict, DraftStore, Put

SECONDS = 60
"""After so long without a word from its holder anybody may take it."""


class Lease:
    """One process's hand on a right by name."""

    def __init__(self, store: DraftStore, name: str, seconds: int = SECONDS) -> None:
        self._store = store
        self._key = f"lease:{name}"
        self._seconds = seconds
        self._holder = chance.identifier().encode()

    async def take(self) -> bool:
        """Take it, or keep it; whether it is ours now. Raises StoreUnavailable."""
        (stored,) = await self._store.get(self._key)
        if stored is not None and stored.blob != self._holder:
            return False
        try:
            await self._store.put(
                Put(self._key, self._holder, stored.version if stored else 0, self._seconds)
            )
        except Conflict:
            return False
        return True

    async def let_go(self) -> None:
        """Somebody else may take it at once."""
        (stored,) = await self._store.get(self._key)
        if stored is not None and stored.blob == self._holder:
            try:
                await self._store.put(Put(self._key, None, stored.version))
            except Conflict:
                return
