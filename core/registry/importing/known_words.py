"""The code words that the service has words for: a row with another is taken, and the operator told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.registry.importing.layouts import Values

NO_PROGRAMME = "taken, but programme: no file of `core/programmes/` has this code, so nobody is shown it"
NO_REASON = "taken, but reason: not a word that the service knows, so it is told without a reason"


@dataclass(frozen=True)
class KnownWords:
    """Codes of programmes (`core.programmes`), and of reasons why a payment failed. None: all are known."""

    programmes: frozenset[str] | None = None
    reasons: frozenset[str] | None = None

    def remarks(self, values: Values) -> Iterator[str]:
        """On a row that is taken; never what stood in it."""
        if _unknown(values.get("programme"), self.programmes):
            yield NO_PROGRAMME
        if _unknown(values.get("reason"), self.reasons):
            yield NO_REASON


def _unknown(word: object, known: frozenset[str] | None) -> bool:
    return word is not None and known is not None and word not in known
