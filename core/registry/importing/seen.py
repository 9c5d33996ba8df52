"""Which keys of a file came before, and where. On disk, so that a million rows take no memory."""

from __future__ import annotations

import hashlib
import sqlite3
from types import TracebackType

from core import chance
from core.registry.importing.layouts import Layout, Values
from core.registry.importing.reading import key_of

_DIGEST_BYTES = 16


class Seen:
    """A nameless file that goes when it is closed. It holds hashes under a key that is never written down."""

    def __init__(self, layout: Layout) -> None:
        self._keys = layout.keys
        self._secret = chance.token(32)
        self._file = sqlite3.connect("")
        self._file.execute("PRAGMA journal_mode=OFF")
        self._file.execute("CREATE TABLE seen (key BLOB PRIMARY KEY, line INTEGER) WITHOUT ROWID")

    def __enter__(self) -> Seen:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._file.close()

    def before(self, line: int, values: Values) -> str | None:
        """Why a row cannot stand beside the earlier ones; otherwise it is remembered."""
        noted: list[bytes] = []
        for names in self._keys:
            digest = self._digest(names, values)
            if not self._file.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (digest, line)).rowcount:
                self._forget(noted)
                return f"{' and '.join(names)}: as in line {self._line(digest)}"
            noted.append(digest)
        return None

    def _line(self, digest: bytes) -> int:
        return int(self._file.execute("SELECT line FROM seen WHERE key = ?", (digest,)).fetchone()[0])

    def _forget(self, noted: list[bytes]) -> None:
        """The row is refused, so its other keys are free for another."""
        self._file.executemany("DELETE FROM seen WHERE key = ?", [(digest,) for digest in noted])

    def _digest(self, names: tuple[str, ...], values: Values) -> bytes:
        told = f"{','.join(names)}\0{key_of(values, names)}".encode()
        return hashlib.blake2b(told, key=self._secret, digest_size=_DIGEST_BYTES).digest()
