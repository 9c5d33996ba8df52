"""The heads of the chain, kept in a file outside the database, so that a tail that was cut off shows.

`SAMNAEU_DATA_DIR/audit/heads.jsonl` gets a line at the end of each day that brought entries, and is only ever
appended to; `mark.json` beside it says where the chain ended when it was last sealed, so that the present day
is covered as well. Keep copies of both where whoever can write the database cannot.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hmac import compare_digest
from pathlib import Path
from typing import Any

from core.audit.signing import Signer
from core.private_file import held, private_file, replace_private


@dataclass(frozen=True)
class Head:
    """Where the chain ended on a day of Cambodia: `sequence` of the last entry, and its hash.

    `count`: entries since the head before.
    """

    day: date
    count: int
    sequence: int
    hash: bytes
    key_version: int
    mac: bytes

    @classmethod
    def signed(cls, signer: Signer, day: date, count: int, sequence: int, hashed: bytes) -> Head:
        """A head of ours."""
        version = signer.version
        mac = signer.head(_said(day, count, sequence, hashed), version)
        return cls(day, count, sequence, hashed, version, mac)

    def is_genuine(self, signer: Signer) -> bool:
        """Whether we made it."""
        said = _said(self.day, self.count, self.sequence, self.hash)
        return signer.knows(self.key_version) and compare_digest(
            signer.head(said, self.key_version), self.mac
        )


@dataclass(frozen=True)
class Kept:
    """What the files say. `unreadable`: numbers of lines that are no heads, 0 for the mark."""

    heads: tuple[Head, ...]
    mark: Head | None
    unreadable: tuple[int, ...] = ()


class HeadsFile:
    """The files of one machine; several processes may use them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "heads.jsonl"
        self._mark = folder / "mark.json"

    def read(self) -> Kept:
        """All that is kept. A last line without its end is no head: the machine stopped while writing it."""
        lines = (_text(self.path) or "").split("\n")[:-1]
        heads = {number: _parsed(line) for number, line in enumerate(lines, 1)}
        wrong = [number for number, head in heads.items() if head is None]
        marked = _text(self._mark)
        mark = None if marked is None else _parsed(marked)
        if marked is not None and mark is None:
            wrong.insert(0, 0)
        return Kept(tuple(head for head in heads.values() if head), mark, tuple(wrong))

    def note(self, heads: Iterable[Head], mark: Head | None, instead_of: Head | None) -> None:
        """Append heads that are not there, then set the mark unless another process moved it meanwhile."""
        with held(self.path):
            kept = self.read()
            if new := [head for head in heads if head not in kept.heads]:
                self._append(new)
            if mark is not None and kept.mark == instead_of:
                replace_private(self._mark, _line(mark))

    def _append(self, heads: list[Head]) -> None:
        private_file(self.path)
        whole = self.path.read_bytes().rfind(b"\n") + 1
        with self.path.open("r+b") as file:
            file.truncate(whole)
            file.seek(0, os.SEEK_END)
            file.write(b"".join(map(_line, heads)))
            file.flush()
            os.fsync(file.fileno())


def _text(path: Path) -> str | None:
    return path.read_text("utf-8", errors="replace") if path.exists() else None


def _said(day: date, count: int, sequence: int, hashed: bytes) -> list[Any]:
    return [day.isoformat(), count, sequence, hashed.hex()]


def _line(head: Head) -> bytes:
    told = {
        "day": head.day.isoformat(),
        "count": head.count,
        "sequence": head.sequence,
        "hash": head.hash.hex(),
        "key_version": head.key_version,
        "mac": head.mac.hex(),
    }
    return json.dumps(told).encode() + b"\n"


def _parsed(line: str) -> Head | None:
    try:
        told = json.loads(line)
        return Head(
            day=date.fromisoformat(told["day"]),
            count=int(told["count"]),
            sequence=int(told["sequence"]),
            hash=bytes.fromhex(told["hash"]),
            key_version=int(told["key_version"]),
            mac=bytes.fromhex(told["mac"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
