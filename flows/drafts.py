"""Unfinished forms, kept for a day under the person they belong to, sealed."""

from __future__ import annotations

from dataclasses import dataclass

from core.drafts.port import DraftStore, Put
from core.sealing import Sealer, Unsealable
from flows.state import State

LIFETIME = 24 * 60 * 60
"""Seconds that a draft is kept (DESIGN.md, "Data")."""
_BEFORE = {"commune", "kind", "matter", "programmes", "home"}
TABLE, COLUMN = "drafts", "draft"


@dataclass(frozen=True)
class Kept:
    """An unfinished form, and the version it has in the store."""

    state: State
    version: int


@dataclass(frozen=True)
class FormNow:
    """The unfinished form to keep, None for none; `forget`: that of before is to be forgotten.

    `seconds`: for how long; a day, but for what we stopped ourselves (flows.closing).
    """

    form: State | None = None
    forget: bool = False
    seconds: int = LIFETIME


def worth_keeping(state: State) -> bool:
    """Whether the household said anything in this form: a commune that was only offered is nothing.

    A commune that they gave themselves stands beside the code they typed or the province they chose. Nor is
    anything said by what led to the form.
    """
    said = {name for name, answer in state.answers.items() if answer is not None}
    return bool(said - _BEFORE)


class Drafts:
    """Reads drafts, and says how to write them: the writer stores them together with its own record."""

    def __init__(self, store: DraftStore, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer

    async def load(self, person_id: str) -> Kept | None:
        """The person's unfinished form; None also where it can no longer be read."""
        key = draft_key(person_id)
        (stored,) = await self._store.get(key)
        if stored is None:
            return None
        try:
            plain = self._sealer.open(stored.blob, table=TABLE, column=COLUMN, row=key)
            return Kept(State.from_json(plain), stored.version)
        except (Unsealable, ValueError, TypeError):
            return None

    async def version(self, person_id: str) -> int:
        """The version of what is stored now; 0 for nothing."""
        (stored,) = await self._store.get(draft_key(person_id))
        return stored.version if stored else 0

    async def puts(self, person_id: str, now: FormNow) -> list[Put]:
        """The changes, one at most, that a turn makes to what is kept."""
        if now.form is None and not now.forget:
            return []
        version = await self.version(person_id)
        change = self.put(person_id, now.form, version, now.seconds)
        return [change] if now.form is not None or version else []

    def put(self, person_id: str, state: State | None, expected: int, seconds: int = LIFETIME) -> Put:
        """The change that keeps `state`, or forgets the form when None."""
        key = draft_key(person_id)
        if state is None:
            return Put(key, None, expected)
        sealed = self._sealer.seal(state.to_json().encode(), table=TABLE, column=COLUMN, row=key)
        return Put(key, sealed, expected, seconds)


def draft_key(person_id: str) -> str:
    """Where a person's draft stands. The identifier is random: it tells nobody's number."""
    return f"draft:{person_id}"
