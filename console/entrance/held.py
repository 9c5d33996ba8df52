"""Forms that came after their session had ended: kept sealed for a while, for their officer alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from core import chance
from core.drafts.port import DraftStore, Put
from core.sealing import Sealer

LASTS = 15 * 60
"""Seconds. Long enough to sign in again and to look once more."""

_NEVER = frozenset({"csrf", "password", "current", "again", "code", "setup"})
"""Fields that are not kept: proofs of who one is."""


@dataclass(frozen=True)
class Held:
    """What was typed (`fields`, in their order) and where to it was going."""

    path: str
    fields: tuple[tuple[str, str], ...]


class HeldForms:
    """Keeps them in the draft store."""

    def __init__(self, store: DraftStore, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer

    async def keep(self, officer_id: str, path: str, fields: Iterable[tuple[str, object]]) -> str:
        """The name under which it is found again. Raises StoreUnavailable."""
        name = chance.identifier()
        texts = [(key, value) for key, value in fields if isinstance(value, str) and key not in _NEVER]
        blob = self._sealer.seal(json.dumps([path, texts]).encode(), **_place(officer_id, name))
        await self._store.put(Put(_key(officer_id, name), blob, 0, LASTS))
        return name

    async def find(self, officer_id: str, name: str) -> Held | None:
        """What this officer sent; None for what was never kept, is too old, or is another's."""
        if not chance.is_identifier(name):
            return None
        stored = (await self._store.get(_key(officer_id, name)))[0]
        if stored is None:
            return None
        path, fields = json.loads(self._sealer.open(stored.blob, **_place(officer_id, name)))
        return Held(path, tuple((key, value) for key, value in fields))


def _key(officer_id: str, name: str) -> str:
    return f"held/{officer_id}/{name}"


def _place(officer_id: str, name: str) -> dict[str, str]:
    return {"table": "drafts", "column": "held", "row": f"{officer_id}/{name}"}
