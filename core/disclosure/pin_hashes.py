"""How a PIN is kept: HMAC under a pepper of the key ring, then argon2id of a few milliseconds.

Ten thousand to a million PINs are soon tried against any hash: what keeps a stolen database from telling them
is the pepper, which is not in it. A hash is bound to its row: copied into another it opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace

from argon2 import Parameters

from core.accounts import passwords
from core.accounts.passwords import Passwords
from core.keyring import KeyRing, derived

PURPOSE = "pin"
STRENGTH = replace(passwords.STRENGTH, memory_cost=4 * 1024)
"""4 MiB, 2 rounds: about 5 ms of one core, so that a flood of guesses does not hold up dials."""


@dataclass(frozen=True, repr=False)
class PinHash:
    """`text` is argon2's own; `pepper` the version of the key beneath it."""

    text: str
    pepper: int


class PinHashes:
    """Makes and compares them in threads of their own; raises TooBusy (core.accounts.passwords)."""

    def __init__(
        self, ring: KeyRing, strength: Parameters = STRENGTH, threads: int = 2, waiting: int = 64
    ) -> None:
        self._ring = ring
        self._passwords = Passwords(strength, threads, waiting)

    async def hash(self, row_id: str, pin: str) -> PinHash:
        """What to store in the row of this id."""
        version, key = self._ring.current(PURPOSE)
        return PinHash(await self._passwords.hash(_peppered(key, row_id, pin)), version)

    async def matches(self, row_id: str, stored: PinHash | None, pin: str) -> bool:
        """Whether it is the PIN of that row; takes as long for None, and under a pepper that is gone."""
        version, key = self._ring.current(PURPOSE)
        if stored and stored.pepper != version:
            key = self._ring.all(PURPOSE).get(stored.pepper, key)
        return await self._passwords.matches(stored.text if stored else None, _peppered(key, row_id, pin))

    def outdated(self, stored: PinHash) -> bool:
        """Whether it is to be made anew: the pepper was rotated, or the strength is another today."""
        return stored.pepper != self._ring.current(PURPOSE)[0] or self._passwords.outdated(stored.text)

    def close(self) -> None:
        """Let go of the threads."""
        self._passwords.close()


def _peppered(key: bytes, row_id: str, pin: str) -> str:
    return hmac.digest(derived(key, PURPOSE), f"{row_id}:{pin}".encode(), hashlib.sha256).hex()
