"""Where private answers stand between two turns: sealed, beside their dialogue, for a quarter of an hour."""

from __future__ import annotations

import json

from core.drafts.port import Put, Stored
from core.sealing import Sealer, Unsealable
from flows.state import State
from flows.values import Json

LIFETIME = 15 * 60
"""Seconds without a word after which a card and all that was told of it are asked for again."""
TABLE, COLUMN = "drafts", "private"


class Privacy:
    """Says how to write them beside a dialogue that is kept under `key`, and reads them back."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def puts(self, key: str, state: State | None, version: int) -> list[Put]:
        """The changes, one at most. `version`: that of what stands there now, 0 for nothing."""
        there, private = beside(key), state.private if state else {}
        if not private:
            return [Put(there, None, version)] if version else []
        plain = json.dumps(private, ensure_ascii=False).encode()
        return [
            Put(there, self._sealer.seal(plain, table=TABLE, column=COLUMN, row=there), version, LIFETIME)
        ]

    def restored(self, state: State, key: str, stored: Stored | None) -> State:
        """The state with its private answers, as far as they still stand there."""
        return state.recalling(self._opened(beside(key), stored)) if stored and state.missing else state

    def _opened(self, there: str, stored: Stored) -> dict[str, Json]:
        try:
            plain = self._sealer.open(stored.blob, table=TABLE, column=COLUMN, row=there)
        except Unsealable:
            return {}
        opened: dict[str, Json] = json.loads(plain)
        return opened


def beside(key: str) -> str:
    """Where the private answers of the dialogue under `key` stand."""
    return f"{key}:private"
