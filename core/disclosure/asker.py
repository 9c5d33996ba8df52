"""Who asks."""

from __future__ import annotations

from dataclasses import dataclass

from core.channels import Channel
from core.roles import Actor, ActorKind, Role


@dataclass(frozen=True)
class Asker:
    """A person with the phone (E.164) that the operator or Telegram vouches for."""

    person_id: str
    phone: str
    channel: Channel

    @property
    def actor(self) -> Actor:
        """As the audit names them."""
        return Actor(ActorKind.PERSON, self.person_id, Role.HOUSEHOLD)
