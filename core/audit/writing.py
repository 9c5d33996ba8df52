"""Writing an entry, in the transaction of the act that it tells of: both stand, or neither."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.audit.entry import Entry
from core.audit.signing import Signer
from core.keyring import KeyRing
from core.tables import audit_entries


class AuditLog:
    """Writes entries, each signed. They wait for the sealer to join them to the chain."""

    def __init__(self, ring: KeyRing) -> None:
        self._signer = Signer(ring)

    async def write(self, connection: AsyncConnection, *entries: Entry) -> None:
        """Write entries, in this order, as part of the caller's transaction."""
        if entries:
            await connection.execute(audit_entries.insert(), [self._row(entry) for entry in entries])

    def _row(self, entry: Entry) -> dict[str, Any]:
        version = self._signer.version
        said = {
            "id": chance.identifier(),
            "at": entry.at,
            "act": entry.act.value,
            "actor_id": entry.actor.id,
            "role": entry.actor.role.value,
            "subject_id": entry.subject,
            "from_word": entry.from_word and str(entry.from_word),
            "to_word": entry.to_word and str(entry.to_word),
            "version": entry.version,
            "channel": entry.channel,
            "facts_digest": self._signer.facts(entry.facts, version),
            "key_version": version,
        }
        return said | {"mac": self._signer.entry(said)}
