"""What is chosen but not kept yet: it travels sealed in the form between two pages; nothing half is kept."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta

from core.accounts import totp
from core.clock import Clock
from core.sealing import Sealer, Unsealable

LASTS = timedelta(hours=1)
LONGEST = 2000


@dataclass(frozen=True)
class Carried:
    """The hash of the password, None where it stays, and the secret of the second factor to be."""

    password_hash: str | None
    secret: str


@dataclass(frozen=True)
class Setup:
    """To be shown: the `secret` for the app; `sealed` comes back with the form."""

    secret: str
    sealed: str


class Carrying:
    """Seals and opens it, for one officer or link."""

    def __init__(self, sealer: Sealer, clock: Clock) -> None:
        self._sealer = sealer
        self._clock = clock

    def begin(self, row: str, password_hash: str | None = None) -> Setup:
        """A fresh secret, carried for whom `row` names."""
        secret = totp.new_secret()
        until = (self._clock.now() + LASTS).timestamp()
        plain = json.dumps([password_hash, secret, until]).encode()
        sealed = self._sealer.seal(plain, **_place(row))
        return Setup(secret, urlsafe_b64encode(sealed).decode())

    def open(self, row: str, sealed: str) -> Carried | None:
        """What was carried; None for what was not sealed for `row`, or an hour ago."""
        if len(sealed) > LONGEST:
            return None
        try:
            plain = self._sealer.open(urlsafe_b64decode(sealed.encode()), **_place(row))
        except (Unsealable, ValueError):
            return None
        password_hash, secret, until = json.loads(plain)
        return Carried(password_hash, secret) if self._clock.now().timestamp() < until else None


def _place(row: str) -> dict[str, str]:
    return {"table": "officer_credentials", "column": "carried", "row": row}
