"""What is done about PINs and look-ups, written into the audit: code words and ids of ours alone."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit.entry import Act, Entry
from core.audit.writing import AuditLog
from core.channels import Channel
from core.clock import Clock
from core.disclosure.answers import Waiting
from core.disclosure.asker import Asker
from core.officers import Officer
from core.roles import SYSTEM

_REFUSED = {
    Waiting.LOOKS: Act.SYSTEM_PERSON_LOOK_REFUSED,
    Waiting.MISSES: Act.SYSTEM_PERSON_LOOK_REFUSED,
    Waiting.CARDS: Act.SYSTEM_PERSON_LOOK_REFUSED,
    Waiting.PINS: Act.SYSTEM_PERSON_PIN_LOCKED,
    Waiting.CODES: Act.SYSTEM_PERSON_PIN_CODE_REFUSED,
}


class DisclosureAudit:
    """Writes, as part of the transaction of the act."""

    def __init__(self, log: AuditLog, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    async def refused(self, connection: AsyncConnection, asker: Asker, why: Waiting) -> None:
        """A phone was stopped."""
        await self._write(
            connection,
            Entry(_REFUSED[why], SYSTEM, self._clock.now(), asker.channel, asker.person_id, None, why),
        )

    async def pin_set(self, connection: AsyncConnection, asker: Asker, *, changed: bool) -> None:
        """A phone has a PIN now, or another one."""
        act = Act.PERSON_PERSON_PIN_CHANGED if changed else Act.PERSON_PERSON_PIN_SET
        await self._write(
            connection, Entry(act, asker.actor, self._clock.now(), asker.channel, asker.person_id)
        )

    async def by_officer(
        self, connection: AsyncConnection, act: Act, officer: Officer, person_id: str
    ) -> None:
        """An officer issued a code to a person's phone, ended its PIN, or saw to it that they were told."""
        await self._write(
            connection, Entry(act, officer.actor, self._clock.now(), Channel.CONSOLE, person_id)
        )

    async def _write(self, connection: AsyncConnection, entry: Entry) -> None:
        await self._log.write(connection, entry)
