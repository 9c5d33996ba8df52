"""What a person agreed to, in which words, when, and by which channel."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.once import insert_once
from core.tables import consent_texts, consents


def version_of(text: str) -> str:
    """The version of a consent text: the SHA-256 of its words, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Consent:
    """One agreement. `text` is what stood on the screen; ValueError if `version` is not its version."""

    purpose: str
    version: str
    text: str
    language: str
    channel: str
    at: datetime

    def __post_init__(self) -> None:
        if self.version != version_of(self.text):
            raise ValueError("the version of a consent is the hash of its text")


async def record(
    connection: AsyncConnection, person_id: str, request_id: str, given: Iterable[Consent], now: datetime
) -> None:
    """Keep each agreement once, and each text once for all who agreed to it."""
    for consent in given:
        text = {
            "version": consent.version,
            "language": consent.language,
            "text": consent.text,
            "first_used_at": now,
        }
        await insert_once(connection, consent_texts, text)
        row = {
            "id": chance.identifier(),
            "person_id": person_id,
            "request_id": request_id,
            "purpose": consent.purpose,
            "version": consent.version,
            "language": consent.language,
            "channel": consent.channel,
            "at": consent.at,
        }
        await insert_once(connection, consents, row)
