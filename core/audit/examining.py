"""The examination of a chain, entry by entry, and of the heads against it. It reads no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.audit.chain import HIGHEST
from core.audit.findings import Fault, Finding
from core.audit.heads import Head, Kept
from core.audit.record import Record
from core.audit.signing import GENESIS, Signer

SHOWN = 100
"""Findings that are kept; more of them are only counted."""


@dataclass
class Examination:
    """Takes every sealed record in order of its sequence. `known`: heads that the chain must agree with."""

    signer: Signer
    known: Mapping[Head, str]
    findings: list[Finding] = field(default_factory=list)
    found: int = 0
    last: int = 0
    hash: object = GENESIS
    _whole: bool = True
    _hashes: dict[int, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._watched = {head.sequence for head in self.known}

    def find(self, fault: Fault, at: object = None, to: object = None, about: str = "") -> None:
        """Note a fault."""
        self.found += 1
        if len(self.findings) < SHOWN:
            self.findings.append(Finding(fault, at, to, about))

    def sealed(self, record: Record) -> None:
        """The next record of the chain."""
        at = record["sequence"]
        if not isinstance(at, int) or not self.last < at <= HIGHEST:
            self.find(Fault.CHANGED, at)
            return
        if at > self.last + 1:
            self.find(Fault.MISSING, self.last + 1, at - 1)
            self._whole = False
        good = self._is_in_place(record)
        if good and self._whole and record["previous"] != self.hash:
            self.find(Fault.NOT_FOLLOWING, at)
        self.last, self.hash, self._whole = at, record["hash"], good
        if good and at in self._watched:
            self._hashes[at] = record["hash"]

    def waiting(self, record: Record) -> None:
        """A record that is not sealed yet."""
        if not self.signer.is_genuine(record):
            self.find(Fault.FORGED, record["number"])

    def heads(self, stored: Iterable[Head], kept: Kept) -> None:
        """The heads of the database and of the file, against the chain and one another."""
        for head in self.known:
            self._head(head)
        self._cut()
        stored, mark = set(stored), kept.mark
        for head in kept.heads:
            if head not in stored:
                self.find(Fault.HEAD_MISSING, to="database", about=_named(head))
        for head in stored - set(kept.heads):
            # one that was only just made is not in the file yet; the mark is set after the file has it
            if mark is not None and mark.sequence > head.sequence:
                self.find(Fault.HEAD_MISSING, to="file of heads", about=_named(head))
        for line in kept.unreadable:
            self.find(Fault.UNREADABLE, about=f"line {line} of the file of heads" if line else "mark.json")
        if mark is None and 0 not in kept.unreadable and self.last:
            self.find(Fault.MARK_MISSING)

    def _is_in_place(self, record: Record) -> bool:
        if self.signer.is_sealed_here(record):
            return True
        at = record["sequence"]
        for version in (record["key_version"], record["seal_key_version"]):
            if isinstance(version, int) and not self.signer.knows(version):
                self.find(Fault.KEY_MISSING, at, about=str(version))
                return False
        self.find(Fault.MISPLACED if self.signer.is_genuine(record) else Fault.CHANGED, at)
        return False

    def _head(self, head: Head) -> None:
        if not head.is_genuine(self.signer):
            self.find(Fault.HEAD_FORGED, about=self.known[head])
        elif self._hashes.get(head.sequence, head.hash) != head.hash:
            self.find(Fault.REPLACED, head.sequence, about=self.known[head])

    def _cut(self) -> None:
        beyond = [head for head in self.known if head.sequence > self.last and head.is_genuine(self.signer)]
        if beyond:
            furthest = max(beyond, key=lambda head: head.sequence)
            self.find(Fault.CUT, self.last + 1, furthest.sequence, self.known[furthest])


def known(stored: Iterable[Head], kept: Kept) -> dict[Head, str]:
    """Every head that is told of, with how to call it."""
    named = {head: f"{_named(head)} in the database" for head in stored}
    named |= {head: f"{_named(head)} in the file of heads" for head in kept.heads}
    if kept.mark is not None:
        named.setdefault(kept.mark, "mark.json")
    return named


def _named(head: Head) -> str:
    return f"the head of {head.day} (entry {head.sequence})"
