"""Passwords, kept as argon2id hashes, made and compared in threads of their own.

A password is taken as it was typed: neither cut, folded nor normalised, so that a Khmer passphrase stays
what its owner chose.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import Parameters, PasswordHasher, Type
from argon2.exceptions import VerificationError
from argon2.low_level import ARGON2_VERSION

from core import chance

T = TypeVar("T")

STRENGTH = Parameters(
    type=Type.ID,
    version=ARGON2_VERSION,
    salt_len=16,
    hash_len=32,
    time_cost=2,
    memory_cost=19 * 1024,
    parallelism=1,
)
"""OWASP's smallest for argon2id (19 MiB, 2 rounds), 0.05 s of one core: a sign-in must not hold up a dial."""


class TooBusy(Exception):
    """More passwords wait to be compared than this process will queue: ask again shortly."""


class Passwords:
    """Hashes and compares passwords, `threads` at a time, while at most `waiting` more queue."""

    def __init__(self, strength: Parameters = STRENGTH, threads: int = 2, waiting: int = 64) -> None:
        self._hasher = PasswordHasher.from_parameters(strength)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="passwords")
        self._most = threads + waiting
        self._asked = 0
        self._nobodys = _of_nobody(strength)

    async def hash(self, password: str) -> str:
        """What to store. Raises TooBusy."""
        return await self._in_thread(
            lambda: self._hasher.hash(_bytes(password), salt=chance.token(self._hasher.salt_len))
        )

    async def matches(self, stored: str | None, password: str) -> bool:
        """Whether it is the stored one; takes as long for None, and is never that. Raises TooBusy."""
        right = await self._in_thread(lambda: self._verify(stored or self._nobodys, password))
        return right and stored is not None

    def outdated(self, stored: str) -> bool:
        """Whether it was hashed with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)

    def close(self) -> None:
        """Let go of the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _verify(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, _bytes(password))
        except VerificationError:
            return False

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if self._asked >= self._most:
            raise TooBusy
        self._asked += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._asked -= 1


def _of_nobody(strength: Parameters) -> str:
    """A hash that no password is known for; to compare with it costs as much as with any."""
    salt, hashed = (
        b64encode(chance.token(size)).decode().rstrip("=") for size in (strength.salt_len, strength.hash_len)
    )
    cost = f"m={strength.memory_cost},t={strength.time_cost},p={strength.parallelism}"
    return f"$argon2id$v={strength.version}${cost}${salt}${hashed}"


def _bytes(password: str) -> bytes:
    # half a surrogate pair is no text, but somebody may send it
    return password.encode(errors="surrogatepass")
