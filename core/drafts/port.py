"""The port of the draft store: small sealed values with a version and a life time, compared and set."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from core import chance

KEY_CHARACTERS = 200


class Conflict(Exception):
    """A value was not at the version that its writer had seen; nothing of the call was stored."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A value and the version that it has now. A version is a number to compare, not to count by."""

    blob: bytes
    version: int


@dataclass(frozen=True, slots=True)
class Put:
    """One change: `blob` under `key` for `ttl` seconds, or away with it when None.

    `expected` is the version seen by the writer; 0 says that there is none.
    Values are sealed by the caller, and a key holds nothing personal: both stand in the store as given.
    """

    key: str
    blob: bytes | None
    expected: int
    ttl: int = 0


class DraftStore(Protocol):
    """Where drafts are kept; when it can't be reached, every method soon raises StoreUnavailable."""

    async def get(self, *keys: str) -> list[Stored | None]:
        """What stands under each key, in their order; None for what never was, is gone or has expired."""
        ...

    async def put(self, *puts: Put) -> list[int]:
        """Make all these changes or none; raises Conflict. Durable when it returns.

        Returns the version that each key has now, 0 where it was taken away. A value that replaces another
        has the next version; a first one starts at a random number, so that the version of an earlier value
        under the same key does not fit.
        """
        ...

    async def purge(self) -> int:
        """Delete what has expired; returns how many (0 where the store does it by itself)."""
        ...

    async def ping(self) -> None:
        """Return if the store answers."""
        ...

    async def close(self) -> None:
        """Let go of the store; what was asked for before is finished first."""
        ...


def next_version(put: Put) -> int:
    """The version after `put`. It starts below 2^40, hence stays exact in JSON however often it counts up."""
    if put.blob is None:
        return 0
    return put.expected + 1 if put.expected else 1 + int.from_bytes(chance.token(5), "big")


def check(puts: Collection[Put]) -> None:
    """Raise ValueError for what no store could keep."""
    keys = [put.key for put in puts]
    if len(set(keys)) != len(keys):
        raise ValueError("a key stands twice in one call")
    for put in puts:
        if not 0 < len(put.key) <= KEY_CHARACTERS:
            raise ValueError(f"a key has 1 to {KEY_CHARACTERS} characters")
        if put.blob is not None and put.ttl <= 0:
            raise ValueError("a value needs a life time")
