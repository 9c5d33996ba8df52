"""A catalogue that remembers what was asked of it: so every screen names the messages that it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flows.wording import Catalogue


class Listening(Catalogue):
    """Says what another catalogue says, and notes each message."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._heard: dict[str, None] = {}

    def text(self, language: str, message: str) -> str:  # type: ignore[override]  # that one remembers
        self._heard[message] = None
        return self._catalogue.text(language, message)

    @contextmanager
    def heard(self) -> Iterator[dict[str, None]]:
        """The messages asked for inside the block, in their order, each once."""
        self._heard = {}
        yield self._heard
