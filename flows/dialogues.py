"""A door's dialogues in the draft store: sealed, under keyed hashes, written with the form they fill in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar

from core.drafts.port import DraftStore, Put, Stored
from core.sealing import Sealer, Unsealable
from flows.drafts import Drafts, FormNow
from flows.privacy import Privacy, beside
from flows.state import State

TABLE = "drafts"


class Dialogue(Protocol):
    """What a door remembers of a conversation; its state may be None before it began."""

    @property
    def state(self) -> State | None: ...

    def to_bytes(self) -> bytes:
        """For the draft store, unsealed."""

    def in_state(self, state: State) -> Self:
        """The same where the conversation stands there."""


D = TypeVar("D", bound=Dialogue)


@dataclass(frozen=True)
class Remembered(Generic[D]):
    """What is known of a dialogue: where it stands in the store, and at which version (0: nothing yet).

    `private`: the version of the private answers beside it.
    """

    key: str
    version: int
    dialogue: D | None
    private: int = 0


@dataclass(frozen=True)
class Shelf(Generic[D]):
    """How a door's dialogues stand there: `column` is sealed with them, `lifetime` is in seconds.

    `read`: what `to_bytes` wrote. Raises ValueError, KeyError or TypeError for anything else.
    """

    column: str
    lifetime: int
    read: Callable[[bytes], D]


class Dialogues(Generic[D]):
    """Those of one door."""

    def __init__(self, shelf: Shelf[D], store: DraftStore, sealer: Sealer, drafts: Drafts) -> None:
        self._shelf = shelf
        self._store = store
        self._sealer = sealer
        self._drafts = drafts
        self._privacy = Privacy(sealer)

    async def recall(self, keys: Sequence[str]) -> Remembered[D]:
        """The dialogue under one of these keys: the hashes of its name, that of the newest version first."""
        found = await self._store.get(*keys, *map(beside, keys))
        for key, stored, private in zip(keys, found, found[len(keys) :], strict=False):
            if stored is not None:
                dialogue = self._opened(key, stored, private)
                return Remembered(key, stored.version, dialogue, private.version if private else 0)
        return Remembered(keys[0], 0, None)

    def _opened(self, key: str, stored: Stored, private: Stored | None) -> D | None:
        try:
            plain = self._sealer.open(stored.blob, table=TABLE, column=self._shelf.column, row=key)
            dialogue = self._shelf.read(plain)
            if dialogue.state is None:
                return dialogue
            return dialogue.in_state(self._privacy.restored(dialogue.state, key, private))
        except (Unsealable, ValueError, KeyError, TypeError):
            return None  # written by a release that differs: the conversation begins anew, its form is kept

    async def keep(
        self, remembered: Remembered[D], dialogue: D, person_id: str | None, now: FormNow | None
    ) -> Remembered[D]:
        """Store it and its person's unfinished form in one go; raises Conflict when either moved."""
        key = remembered.key
        sealed = self._sealer.seal(dialogue.to_bytes(), table=TABLE, column=self._shelf.column, row=key)
        private = self._privacy.puts(key, dialogue.state, remembered.private)
        puts = [Put(key, sealed, remembered.version, self._shelf.lifetime), *private]
        if person_id is not None and now is not None:
            puts += await self._drafts.puts(person_id, now)
        version, *others = await self._store.put(*puts)
        return Remembered(key, version, dialogue, others[0] if private else 0)

    async def forget(self, remembered: Remembered[D]) -> None:
        """Forget the dialogue; raises Conflict."""
        if remembered.version:
            private = self._privacy.puts(remembered.key, None, remembered.private)
            await self._store.put(Put(remembered.key, None, remembered.version), *private)
