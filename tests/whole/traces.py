"""Every form in which a phone number, or another text, might be left behind in a file."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path

_KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
_DIGESTS = ("md5", "sha1", "sha256", "sha512")
_BITS = (6, 8)  # in a character of base64, and in a byte


def written(phone: str) -> list[str]:
    """The ways to write a number that is given as +855…: with and without zeros, spaced, in Khmer digits."""
    local = phone.removeprefix("+855")
    national = f"0{local}"
    spaced = [
        f"{national[:3]} {national[3:6]} {national[6:]}",
        f"{national[:3]}-{national[3:6]}-{national[6:]}",
    ]
    latin = [phone, phone[1:], f"00{phone[1:]}", national, local, *spaced]
    return latin + [text.translate(_KHMER) for text in latin]


def traces(texts: Iterable[str]) -> dict[bytes, str]:
    """The bytes to look for, and what each would be."""
    return {found: f"{text} {form}" for text in texts for form, found in _forms(text)}


def left_behind(looked_for: dict[bytes, str], paths: Iterable[Path]) -> list[str]:
    """What is found of it in these files."""
    return [
        f"{path.name}: {form}"
        for path in paths
        for content in [path.read_bytes()]
        for trace, form in looked_for.items()
        if trace in content
    ]


def files(folder: Path, beside: str = "keys") -> list[Path]:
    """Every file below `folder` but those in its folder `beside`."""
    return [path for path in folder.rglob("*") if path.is_file() and folder / beside not in path.parents]


def _forms(text: str) -> Iterator[tuple[str, bytes]]:
    plain = text.encode()
    yield "as it is", plain
    yield "in JSON", json.dumps(text)[1:-1].encode()
    for encoding in ("utf-16-le", "utf-16-be"):
        yield encoding, text.encode(encoding)
    for offset in range(3):
        yield f"in base64, {offset} bytes on", _in_base64(plain, offset)
    if text.lstrip("+").isascii() and text.isdecimal() and len(text) > len("855"):
        yield from _as_number(int(text))
    for name in _DIGESTS:
        yield from _digested(name, hashlib.new(name, plain).digest())


def _in_base64(plain: bytes, offset: int) -> bytes:
    """The characters that stand for `plain`, and for nothing around it, when `offset` bytes stand before."""
    sextet, octet = _BITS
    first, last = -(-offset * octet // sextet), (offset + len(plain)) * octet // sextet
    return b64encode(bytes(offset) + plain + bytes(3))[first:last]


def _as_number(number: int) -> Iterator[tuple[str, bytes]]:
    size = (number.bit_length() + 7) // 8
    if size > 4:  # fewer bytes stand anywhere by chance
        yield "as a number", number.to_bytes(size, "big")
        yield "as a number, turned", number.to_bytes(size, "little")


def _digested(name: str, digest: bytes) -> Iterator[tuple[str, bytes]]:
    yield f"as {name}", digest
    yield f"as {name} in hex", digest.hex().encode()
    yield f"as {name} in capital hex", digest.hex().upper().encode()
    for encode in (b64encode, urlsafe_b64encode):
        yield f"as {name} in base64", encode(digest).rstrip(b"=")
