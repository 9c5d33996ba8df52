"""Sealing of personal data: AES-256-GCM, each value bound to the table, column and row that it stands in.

A sealed value is: format (1 byte), key version (4 bytes, big-endian; 0 under a case's own key), nonce (12
random bytes), cipher text with its tag of 16. Header and place are associated data, so a value moved to
another row does not open. Random nonces of 96 bits allow 2^32 values a key (NIST SP 800-38D, 8.3); rotate
long before.
"""

from __future__ import annotations

import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core import chance
from core.keyring import KEY_BYTES, KeyRing, derived

_HEADER = struct.Struct(">BI")
_NONCE_BYTES = 12
_BODY = _HEADER.size + _NONCE_BYTES
_TAG_BYTES = 16
_FORMAT_RING = 1
_FORMAT_CASE = 2


class Unsealable(Exception):
    """Not what was sealed for this place: altered, moved, cut, or its key is gone."""


class Sealer:
    """Seals under the key ring's current key, opens under every live one."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring
        self._ciphers: dict[tuple[int, bytes], AESGCM] = {}

    @property
    def ring(self) -> KeyRing:
        """The key ring that it seals under."""
        return self._ring

    def seal(self, plain: bytes, *, table: str, column: str, row: str) -> bytes:
        """`plain` sealed for one place."""
        version, key = self._ring.current("sealing")
        return _seal(self._cipher(version, key), (_FORMAT_RING, version), plain, (table, column, row))

    def open(self, sealed: bytes, *, table: str, column: str, row: str) -> bytes:
        """What was sealed for this place; raises Unsealable."""
        version = _version(sealed, _FORMAT_RING)
        key = self._ring.all("sealing").get(version)
        if key is None:
            raise Unsealable(f"sealed under key {version}, which is not on the ring")
        return _open(self._cipher(version, key), sealed, (table, column, row))

    def outdated(self, sealed: bytes) -> bool:
        """Whether it was sealed under an older key, so that it must be sealed anew before that is retired."""
        return _version(sealed, _FORMAT_RING) != self._ring.current("sealing")[0]

    def new_case_key(self, case_id: str) -> bytes:
        """A fresh key of one case's own, sealed: to be stored, and deleted when the case is erased."""
        return self.seal(chance.token(KEY_BYTES), **_case_place(case_id))

    def case(self, case_id: str, wrapped: bytes) -> CaseSealer:
        """The sealer of one case, from its stored key; raises Unsealable."""
        return CaseSealer(self.open(wrapped, **_case_place(case_id)))

    def rewrap(self, case_id: str, wrapped: bytes) -> bytes:
        """The same case key, sealed under the ring's current key; what the case holds stays as it is."""
        place = _case_place(case_id)
        return self.seal(self.open(wrapped, **place), **place)

    def _cipher(self, version: int, key: bytes) -> AESGCM:
        cipher = self._ciphers.get((version, key))
        if cipher is None:
            cipher = self._ciphers[version, key] = AESGCM(derived(key, "sealing"))
        return cipher


class CaseSealer:
    """Seals what belongs to one case under that case's own key."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, *, table: str, column: str, row: str) -> bytes:
        """`plain` sealed for one place."""
        return _seal(self._cipher, (_FORMAT_CASE, 0), plain, (table, column, row))

    def open(self, sealed: bytes, *, table: str, column: str, row: str) -> bytes:
        """What was sealed for this place; raises Unsealable."""
        _version(sealed, _FORMAT_CASE)
        return _open(self._cipher, sealed, (table, column, row))


def _case_place(case_id: str) -> dict[str, str]:
    return {"table": "case_keys", "column": "key_sealed", "row": case_id}


def _seal(cipher: AESGCM, header: tuple[int, int], plain: bytes, place: tuple[str, ...]) -> bytes:
    head = _HEADER.pack(*header)
    nonce = chance.token(_NONCE_BYTES)
    return head + nonce + cipher.encrypt(nonce, plain, _bound(head, place))


def _open(cipher: AESGCM, sealed: bytes, place: tuple[str, ...]) -> bytes:
    head, nonce, body = sealed[: _HEADER.size], sealed[_HEADER.size : _BODY], sealed[_BODY:]
    try:
        return cipher.decrypt(nonce, body, _bound(head, place))
    except InvalidTag:
        raise Unsealable(f"not what was sealed for {place[0]}.{place[1]} of this row") from None


def _version(sealed: bytes, expected: int) -> int:
    if len(sealed) < _BODY + _TAG_BYTES:
        raise Unsealable("too short to be a sealed value")
    kind, version = _HEADER.unpack_from(sealed)
    if kind != expected:
        raise Unsealable(f"sealed in format {kind}, not {expected}")
    return int(version)


def _bound(head: bytes, place: tuple[str, ...]) -> bytes:
    # lengths before the parts: ("ab", "c") and ("a", "bc") must differ
    parts = [part.encode() for part in place]
    return head + b"".join(len(part).to_bytes(4, "big") + part for part in parts)
