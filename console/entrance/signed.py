"""Values that a browser keeps for us, signed: one that we did not make is as good as none."""

from __future__ import annotations

from hmac import compare_digest

from core.lookups import Lookups

LONGEST = 2000


class Signatures:
    """Signs under the session keys of the key ring."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups

    def sign(self, kind: str, value: str) -> str:
        """The signature of `value`; another for another `kind`."""
        return self._lookups.hash(kind, value)

    def fits(self, kind: str, value: str, signature: str) -> bool:
        """Whether we signed it, under any key that lives."""
        told = signature.encode()
        return any([compare_digest(each.encode(), told) for each in self._lookups.hashes(kind, value)])  # noqa: C419  each is compared

    def wrap(self, kind: str, value: str) -> str:
        """`value` with its signature."""
        return f"{value}~{self.sign(kind, value)}"

    def unwrap(self, kind: str, wrapped: str) -> str:
        """What was wrapped; empty for what was not."""
        value, _, signature = wrapped.rpartition("~")
        if not wrapped.isascii() or len(wrapped) > LONGEST:
            return ""
        return value if self.fits(kind, value, signature) else ""
