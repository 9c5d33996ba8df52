"""Sounds that no one recorded: as much of Ogg Opus as tells what it is, and what a test puts in."""

from __future__ import annotations

import struct


def opus(inside: bytes = b"silence") -> bytes:
    """A file of Ogg Opus: its first page (RFC 3533, RFC 7845), then `inside`."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)
    page = b"OggS" + struct.pack("<BBqIIIBB", 0, 2, 0, 1, 0, 0, 1, len(head))
    return page + head + inside
