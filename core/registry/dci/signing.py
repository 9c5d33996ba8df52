"""Signatures of envelopes: Ed25519 over the SHA-256 of header and message (PROTOCOLS.md, 4.2).

The standard says "`{header}+{message}`" and names no canonical form; hashed is the JSON of both with sorted
names and no blanks, as OpenSPP does it.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from core.registry.dci import signature_text
from core.registry.dci.dialect import Dialect
from core.registry.dci.faults import Untrusted
from core.registry.dci.signature_text import ALGORITHM, Told
from core.registry.dci.strict_json import canonical

VALID_SECONDS = 300
SKEW_SECONDS = 60
"""By so much two clocks may differ."""


class Signer:
    """Signs as `sender_id` with one key."""

    def __init__(self, key: Ed25519PrivateKey, sender_id: str, key_id: str, dialect: Dialect) -> None:
        self._key = key
        self._kid = f"{sender_id}|{key_id}|{ALGORITHM}"
        self._dialect = dialect

    def sign(self, header: Mapping[str, Any], message: Mapping[str, Any], now: datetime) -> str:
        """The text of the signature, valid for VALID_SECONDS from `now`."""
        created = int(now.timestamp())
        expires = created + VALID_SECONDS
        signed = _signed(created, expires, digest(header, message, self._dialect))
        told = Told(self._kid, created, expires, b64encode(self._key.sign(signed)).decode())
        return signature_text.write(told, self._dialect)


class Verifier:
    """Knows one sender's public keys: two while one replaces the other."""

    def __init__(self, keys: Sequence[Ed25519PublicKey], sender_id: str, dialect: Dialect) -> None:
        self._keys = tuple(keys)
        self._sender_id = sender_id
        self._dialect = dialect

    def verify(self, envelope: Mapping[str, Any], now: datetime) -> None:
        """Return if the envelope is the sender's and fresh; else raises Untrusted.

        `envelope` as `strict_json.read(…, as_written=True)` gives it, so that what came is what is hashed.
        """
        told = signature_text.read(envelope.get("signature"))
        header, message = envelope.get("header"), envelope.get("message")
        if told is None or not isinstance(header, dict) or not isinstance(message, dict):
            raise Untrusted("signature.missing")
        if not _may_be(told.kid, self._sender_id):
            raise Untrusted("signature.of_another")
        _refuse_stale(told, int(now.timestamp()))
        signed = _signed(told.created, told.expires, digest(header, message, self._dialect))
        if not any(_fits(key, told.signature, signed) for key in self._keys):
            raise Untrusted("signature.wrong")


def digest(header: Mapping[str, Any], message: Mapping[str, Any], dialect: Dialect) -> str:
    """Base64 of the SHA-256 of both."""
    if dialect.header == "full":  # OpenSPP hashes the default, then leaves it out of what it sends
        header = {"is_msg_encrypted": False, **header}
    content = {"header": dict(header), "message": dict(message)}
    text = canonical(content, escaped=dialect.digest == "escaped")
    return b64encode(sha256(text.encode()).digest()).decode()


def _signed(created: int, expires: int, hashed: str) -> bytes:
    return f"(created): {created}\n(expires): {expires}\ndigest: {hashed}".encode()


def _may_be(kid: str, sender_id: str) -> bool:
    """Whether `kid` names this sender: `{sender_id}|{unique_key_id}|{algorithm}`."""
    parts = kid.rsplit("|", 2)
    return len(parts) == 3 and parts[0] == sender_id and parts[2].lower() == ALGORITHM


def _refuse_stale(told: Told, now: int) -> None:
    if told.created > now + SKEW_SECONDS or told.expires < told.created:
        raise Untrusted("signature.ahead")
    if now > min(told.expires, told.created + VALID_SECONDS) + SKEW_SECONDS:
        raise Untrusted("signature.old")


def _fits(key: Ed25519PublicKey, signature: str, signed: bytes) -> bool:
    try:
        key.verify(b64decode(signature, validate=True), signed)
    except (InvalidSignature, ValueError):
        return False
    return True
