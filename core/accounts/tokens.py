"""Unguessable tokens: the text goes to its holder, a keyed hash stays here."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from core import chance

BYTES = 32  # 256 bits; ASVS 7.2.3 asks for 128
SIGNS = 43


def new() -> str:
    """A fresh one, of signs that stand in an address and a cookie as they are."""
    return urlsafe_b64encode(chance.token(BYTES)).rstrip(b"=").decode()


def is_one(text: str) -> bool:
    """Whether it has the form of one."""
    return len(text) == SIGNS and text.isascii() and text.replace("-", "a").replace("_", "a").isalnum()
