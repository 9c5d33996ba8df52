"""The circuit breaker: a registry that keeps failing is left alone for a while, then tried once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from core.clock import Clock
from core.registry.dci.faults import Refused, Resting, Unreachable, Untrusted, Unusable

FAILURES = 5
"""So many in a row open it."""
REST = timedelta(seconds=30)


class Breaker:
    """Counts what fails by the registry's doing, not by what was asked: else one caller shuts out all."""

    def __init__(self, clock: Clock, failures: int = FAILURES, rest: timedelta = REST) -> None:
        self._clock = clock
        self._limit = failures
        self._rest = rest
        self._failures = 0
        self._until: datetime | None = None
        self._probing = False

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked at present."""
        return self._until is not None and (self._probing or self._clock.now() < self._until)

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Around one question. Raises Resting instead of letting it through."""
        if self.is_open:
            raise Resting("breaker.open")
        probe = self._probing = self._until is not None
        try:
            yield
        except (Unreachable, Untrusted):
            self._failed()
            raise
        except (Refused, Unusable):
            self._worked()
            raise
        else:
            self._worked()
        finally:
            if probe:
                self._probing = False

    def _failed(self) -> None:
        self._failures += 1
        if self._failures >= self._limit:
            self._until = self._clock.now() + self._rest

    def _worked(self) -> None:
        self._failures, self._until = 0, None
