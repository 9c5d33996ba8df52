"""What became of a text that was handed to a gateway. `docs/notices.md` lists the faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias


@dataclass(frozen=True)
class Accepted:
    """The gateway has it. `message_id`: by which it reports; None where it gave none of use."""

    message_id: str | None = None


@dataclass(frozen=True)
class Refused:
    """It surely did not go. `again`: whether it may later, as it stands."""

    fault: str
    again: bool


@dataclass(frozen=True)
class Unclear:
    """It may have gone. No gateway knows an idempotency key for texts, so it is not repeated.

    `message_id`: where the gateway gave one, so that a report may still tell.
    """

    fault: str
    message_id: str | None = None


Outcome: TypeAlias = Accepted | Refused | Unclear


class SmsSender(Protocol):
    """A gateway for texts."""

    async def send(self, phone: str, text: str) -> Outcome:
        """Hand one text over, for a number in E.164. Raises nothing that a gateway may cause."""
        ...
