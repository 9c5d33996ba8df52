"""The keys of both sides, as an operator is given them."""

from __future__ import annotations

import os
from base64 import b64decode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

_SEED_BYTES = 32


def private_key(path: Path) -> Ed25519PrivateKey:
    """Ours, from a file of its own: PEM (PKCS 8), or the 32 bytes in Base64. Raises ValueError, OSError."""
    if os.stat(path).st_mode & 0o077:  # noqa: PTH116  as the key ring asks it
        raise ValueError("others may read the file; chmod 600 it")
    content = path.read_bytes().strip()
    if not content.startswith(b"-----"):
        return Ed25519PrivateKey.from_private_bytes(_seed(content))
    try:
        key = load_pem_private_key(content, None)
    except TypeError:
        raise ValueError("the key in the file has a password") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the key in the file is not of Ed25519")
    return key


def public_key(text: str) -> Ed25519PublicKey:
    """The registry's: its 32 bytes in Base64. Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(_seed(text.encode()))


def _seed(text: bytes) -> bytes:
    try:
        seed = b64decode(text, validate=True)
    except ValueError:
        seed = b""
    if len(seed) != _SEED_BYTES:
        raise ValueError("a key of Ed25519 is 32 bytes in Base64")
    return seed
