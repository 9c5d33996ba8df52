"""One USSD session as it is remembered between its turns."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from flows.state import State
from ussd.dial import NO_STEP

REPLIES_KEPT = 4
"""Turns that may come again and get their own reply (DESIGN.md, "The USSD door")."""
LIFETIME = 60 * 60
"""Seconds that a dialogue is remembered: a call lasts 180, a late repetition some minutes more."""


@dataclass(frozen=True)
class Said:
    """A turn that was answered: the keyed hash of its transcript, and the reply byte for byte."""

    turn: str
    text: str
    final: bool
    step: str = NO_STEP
    """The step that was named with the reply."""


@dataclass(frozen=True)
class Dialogue:
    """A session's state. `keys` are those of the page shown: what each one means to the engine."""

    caller: str
    """Keyed hash of the number."""
    service_code: str
    started_at: datetime
    state: State
    person_id: str | None = None
    commune: str | None = None
    """Six digits that were dialled with the code."""
    tokens: int = 0
    """How many inputs the last turn's transcript had."""
    page: int = 0
    keys: dict[str, str] = field(default_factory=dict)
    more: bool = False
    """Whether a further page follows the one shown."""
    said: tuple[Said, ...] = ()

    def with_reply(self, said: Said) -> Self:
        """The dialogue after one more turn; only the last replies are kept."""
        return replace(self, said=(*self.said, said)[-REPLIES_KEPT:])

    @property
    def over(self) -> bool:
        """Whether the last screen ended the call."""
        return bool(self.said) and self.said[-1].final

    def in_state(self, state: State) -> Self:
        """The same where the conversation stands there."""
        return replace(self, state=state)

    def to_bytes(self) -> bytes:
        """For the draft store, unsealed."""
        fields = {
            "caller": self.caller,
            "code": self.service_code,
            "started": self.started_at.isoformat(),
            "state": self.state.to_json(),
            "person": self.person_id,
            "commune": self.commune,
            "tokens": self.tokens,
            "page": self.page,
            "keys": self.keys,
            "more": self.more,
            "said": [[said.turn, said.text, said.final, said.step] for said in self.said],
        }
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """The dialogue that `to_bytes` wrote. Raises ValueError, KeyError or TypeError for anything else."""
        fields = json.loads(raw)
        return cls(
            caller=fields["caller"],
            service_code=fields["code"],
            started_at=datetime.fromisoformat(fields["started"]),
            state=State.from_json(fields["state"]),
            person_id=fields["person"],
            commune=fields["commune"],
            tokens=fields["tokens"],
            page=fields["page"],
            keys=fields["keys"],
            more=fields["more"],
            said=tuple(Said(*said) for said in fields["said"]),
        )
