"""What a recording is, by its first bytes: Ogg Opus (RFC 7845), which Telegram sends and browsers play."""

from __future__ import annotations

MEDIA_TYPE = "audio/ogg"
HEAD_BYTES = 512
"""So many first bytes tell."""
_CAPTURE, _OPUS = b"OggS", b"OpusHead"
_SEGMENTS = 26
"""Where a page's header says how many lengths follow, a byte each; then comes what it holds."""


def is_ogg_opus(sound: bytes) -> bool:
    """Whether its first page begins a stream of Opus."""
    if len(sound) <= _SEGMENTS or not sound.startswith(_CAPTURE):
        return False
    return sound.startswith(_OPUS, _SEGMENTS + 1 + sound[_SEGMENTS])
