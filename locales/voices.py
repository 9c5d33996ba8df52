"""Recordings of what is said: `locales/LANGUAGE/voice/NAME.ogg`, found by the message ids that they read.

A recording is named after the ids, so that words which changed are never read out as they were before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from core import ogg
from locales.compile import LOCALES

FOLDER = "voice"
SUFFIX = ".ogg"
MOST_BYTES = 1_000_000
"""Telegram shows a larger one as a file to be fetched."""
_NAME_DIGITS = 12


@dataclass(frozen=True)
class Recording:
    """One file in a language's folder of recordings."""

    path: Path
    language: str
    size: int
    opus: bool

    @property
    def plays(self) -> bool:
        """Whether it can be sent as a voice message."""
        return self.opus and self.size <= MOST_BYTES


class Voices:
    """The recordings that can be sent, as they were when they were read."""

    def __init__(self, paths: Mapping[tuple[str, str], Path]) -> None:
        """`paths` by language and file name."""
        self._paths = paths

    @classmethod
    def load(cls, folder: Path = LOCALES) -> Voices:
        """Those in `folder`; what could not be played is passed over, and `samnaeu flows check` names it."""
        sound = (recording for recording in recordings(folder) if recording.plays)
        return cls({(each.language, each.path.name): each.path for each in sound})

    def of(self, message: str, language: str, labels: Iterable[str] = ()) -> Path | None:
        """Where a message, with the `labels` to choose from below it, is read out; None where nowhere."""
        return self._paths.get((language, file_name(message, *labels)))


def file_name(message: str, *labels: str) -> str:
    """How a recording is called: the first 48 bits of the SHA-256 of its message ids, a line each."""
    digest = sha256("\n".join((message, *labels)).encode()).hexdigest()
    return f"{digest[:_NAME_DIGITS]}{SUFFIX}"


def recordings(folder: Path = LOCALES) -> list[Recording]:
    """Every file where recordings belong, whatever it is."""
    files = sorted(folder.glob(f"*/{FOLDER}/*"))
    return [_recording(path) for path in files if path.is_file() and not path.name.startswith(".")]


def _recording(path: Path) -> Recording:
    with path.open("rb") as stream:
        head = stream.read(ogg.HEAD_BYTES)
    return Recording(path, path.parts[-3], path.stat().st_size, ogg.is_ogg_opus(head))
