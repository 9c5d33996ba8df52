"""The request's envelope: `{signature, header, message}` with one search in it."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core import chance
from core.registry.dci.criteria import VERSION, Criteria
from core.registry.dci.dialect import Dialect
from core.registry.dci.signing import Signer


@dataclass(frozen=True)
class Parties:
    """Who asks whom, by the ids under which the two know each other."""

    sender_id: str
    receiver_id: str


@dataclass(frozen=True)
class Asked:
    """A question as sent, and by what its answer is known. `body` is its exact bytes."""

    body: bytes
    transaction_id: str
    reference_id: str


def ask(criteria: Criteria, parties: Parties, signer: Signer, dialect: Dialect, now: datetime) -> Asked:
    """A signed question with ids of its own: a registry refuses a `message_id` that comes again."""
    header = _header(parties, dialect, now)
    transaction_id, reference_id = _uuid(), _uuid()
    search = {
        "reference_id": reference_id,
        "timestamp": timestamp(now),
        "search_criteria": criteria,
        "locale": dialect.locale,
    }
    message = {"transaction_id": transaction_id, "search_request": [search]}
    envelope = {"signature": signer.sign(header, message, now), "header": header, "message": message}
    return Asked(written(envelope), transaction_id, reference_id)


def written(envelope: dict[str, Any]) -> bytes:
    """An envelope as it goes over the wire."""
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()


def timestamp(now: datetime) -> str:
    """ISO 8601 in UTC, whole seconds: as OpenSPP writes it again before it hashes."""
    return f"{now:%Y-%m-%dT%H:%M:%SZ}"


def counted(number: int, dialect: Dialect) -> int | str:
    """A count as the dialect writes it."""
    return str(number) if dialect.total_count == "string" else number


def _header(parties: Parties, dialect: Dialect, now: datetime) -> dict[str, Any]:
    return {
        "version": VERSION,
        "message_id": _uuid(),
        "message_ts": timestamp(now),
        "action": "search",
        "sender_id": parties.sender_id,
        **({"sender_uri": None} if dialect.header == "full" else {}),
        "receiver_id": parties.receiver_id,
        "total_count": counted(1, dialect),
        "is_msg_encrypted": False,
        "meta": {} if dialect.meta == "object" else "",
    }


def _uuid() -> str:
    return str(uuid.UUID(chance.identifier()))
