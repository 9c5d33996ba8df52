"""The audit's signatures: HMAC-SHA256 under keys derived from the key ring's `audit` keys.

Three uses, each under a key of its own: the writer signs an entry, so that the sealer takes in nothing that
somebody else put into the table; the sealer's hash binds an entry to its place and to the one before it; and
a head is signed, so that nobody makes one. Old keys stay on the ring for good: old entries need them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from core.audit.record import SAID, SEALED, Record, canonical
from core.keyring import KeyRing, derived

PURPOSE = "audit"
GENESIS = bytes(32)
"""Stands where the first entry names the hash of the one before it."""

_FORMAT = "samnaeu audit 1"


class Signer:
    """Signs and verifies under the ring's `audit` keys."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring
        self._keys: dict[tuple[str, bytes], bytes] = {}

    @property
    def version(self) -> int:
        """Of the key to sign with now."""
        return self._ring.current(PURPOSE)[0]

    def knows(self, version: object) -> bool:
        """Whether the key of this version is on the ring."""
        return isinstance(version, int) and version in self._ring.all(PURPOSE)

    def facts(self, facts: Mapping[str, str], version: int) -> bytes | None:
        """The keyed hash of a step's facts, None where it has none."""
        if not facts:
            return None
        return self._mac("facts", version, json.dumps(facts, sort_keys=True, separators=(",", ":")).encode())

    def entry(self, record: Record) -> bytes:
        """The writer's signature, under the record's `key_version`."""
        return self._mac("entry", record["key_version"], canonical(_FORMAT, SAID, record))

    def seal(self, record: Record) -> bytes:
        """The hash of a sealed record, under its `seal_key_version`."""
        return self._mac("chain", record["seal_key_version"], canonical(_FORMAT, SEALED, record))

    def head(self, said: list[Any], version: int) -> bytes:
        """The signature of a head."""
        return self._mac("head", version, json.dumps([_FORMAT, *said], separators=(",", ":")).encode())

    def is_genuine(self, record: Record) -> bool:
        """Whether the entry says what its writer wrote."""
        return self.knows(record["key_version"]) and _same(record["mac"], self.entry(record))

    def is_sealed_here(self, record: Record) -> bool:
        """Whether the record is, in every column, what the sealer put in this place of the chain."""
        return self.knows(record["seal_key_version"]) and _same(record["hash"], self.seal(record))

    def _mac(self, use: str, version: int, message: bytes) -> bytes:
        root = self._ring.all(PURPOSE)[version]
        key = self._keys.get((use, root))
        if key is None:
            key = self._keys[use, root] = derived(root, f"audit {use}")
        return hmac.digest(key, message, hashlib.sha256)


def _same(stored: object, expected: bytes) -> bool:
    return isinstance(stored, bytes) and hmac.compare_digest(stored, expected)
