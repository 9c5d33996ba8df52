"""Keyed hashes by which a sealed value is found again.

A plain hash of a phone number is undone by trying all numbers; without the key this one is not.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode

from core.keyring import KeyRing, derived


class Lookups:
    """Hashes under the key ring, by default under its `lookup` keys."""

    def __init__(self, ring: KeyRing, purpose: str = "lookup") -> None:
        self._ring = ring
        self._purpose = purpose
        self._derived: dict[bytes, bytes] = {}

    def hash(self, kind: str, value: str) -> str:
        """What to store: "<version>:<HMAC-SHA256, base64url>". The same value of another kind differs."""
        version, key = self._ring.current(self._purpose)
        return self._hash(version, key, kind, value)

    def hashes(self, kind: str, value: str) -> list[str]:
        """What to search for: under every live key, the current first."""
        live = self._ring.all(self._purpose)
        return [self._hash(version, key, kind, value) for version, key in live.items()]

    def _hash(self, version: int, key: bytes, kind: str, value: str) -> str:
        mac_key = self._derived.get(key)
        if mac_key is None:
            mac_key = self._derived[key] = derived(key, self._purpose)
        message = len(kind).to_bytes(4, "big") + f"{kind}{value}".encode()
        digest = hmac.digest(mac_key, message, hashlib.sha256)
        return f"{version}:{urlsafe_b64encode(digest).rstrip(b'=').decode()}"
