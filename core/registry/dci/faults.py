"""Why there is no answer. To whoever asked all are RegistryUnavailable; `reason` is a word for the log."""

from __future__ import annotations

from core.registry.port import RegistryUnavailable


class NoAnswer(RegistryUnavailable):
    """`reason` holds code words alone: nothing that a person typed or a registry wrote."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unreachable(NoAnswer):
    """Nothing came, or not in time. With `again`, asking once more at once may help."""

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.again = again


class Untrusted(NoAnswer):
    """What came is not the registry's answer to this question, or cannot be shown to be."""


class Refused(NoAnswer):
    """The registry said that it will not answer this question; it works."""


class Unusable(NoAnswer):
    """A genuine answer that our mapping cannot read, or that tells of another household than asked for."""


class Resting(NoAnswer):
    """The breaker is open: the registry failed so often that it is left alone for a while."""
