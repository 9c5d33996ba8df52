"""What a verification may find, in plain words that say where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong; as text, the sentence for it."""

    CHANGED = "entry {at} is not as it was written: it was changed, or never written by this service"
    MISPLACED = "entry {at} is genuine, but was not sealed in this place: it was moved, or its seal changed"
    MISSING = "{many} missing"
    NOT_FOLLOWING = "entry {at} does not follow the one before it: one of them comes from another chain"
    TWICE = "the entry with the id {about} stands in the table {to} times"
    CUT = "{many} cut off from the end: {about} knows of them"
    REPLACED = "entry {at} is not the one that stood there: {about} knows of another"
    FORGED = "row {at}, not sealed, was changed or was never written by this service: it is left unsealed"
    HEAD_FORGED = "{about} was changed, or was not made by this service"
    HEAD_MISSING = "{about} is missing from the {to}"
    UNREADABLE = "{about} cannot be read"
    MARK_MISSING = (
        "there is no mark.json beside the heads: entries cut off since the last head would not show"
    )
    STEP_UNTOLD = "{about} stands in the journal without its entry"
    STEP_CHANGED = "{about} is not in the journal as its entry tells it"
    STEP_MISSING = "{about} has an entry, but is missing from the journal"
    KEY_MISSING = "entry {at} cannot be verified: its key, version {about}, is not on the key ring"


@dataclass(frozen=True)
class Finding:
    """One fault. `at`: the entry's sequence (of FORGED, its row's number), with `to` the last of several."""

    fault: Fault
    at: object = None
    to: object = None
    about: str = ""

    def __str__(self) -> str:
        several = self.to is not None and self.to != self.at
        many = f"entries {self.at} to {self.to} are" if several else f"entry {self.at} is"
        return self.fault.value.format(at=self.at, to=self.to, about=self.about, many=many)


@dataclass(frozen=True)
class Report:
    """What was verified. `sealed`: sequence of the last entry; `waiting`: entries that are not sealed yet.

    `findings` are the first of `found`, which may be as many as there are entries.
    """

    sealed: int
    waiting: int
    heads: int
    hash: bytes
    findings: tuple[Finding, ...]
    found: int

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.found == 0
