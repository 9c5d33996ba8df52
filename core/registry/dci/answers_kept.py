"""Answers kept for some seconds, in memory alone, under keyed hashes: one dial asks the same twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from core.clock import Clock
from core.lookups import Lookups

MOST = 1000

Answer = TypeVar("Answer")


class AnswersKept(Generic[Answer]):
    """`seconds`: for so long an answer may stand in for the registry's; 0 keeps none."""

    def __init__(self, lookups: Lookups, clock: Clock, seconds: float) -> None:
        self._lookups = lookups
        self._clock = clock
        self._kept_for = timedelta(seconds=seconds)
        self._answers: OrderedDict[str, tuple[datetime, Answer]] = OrderedDict()
        self._forgotten = 0

    async def kept_or(
        self, kind: str, value: str, ask: Callable[[], Awaitable[Answer]], *, fresh: bool
    ) -> Answer:
        """What is kept, unless `fresh`, or else what `ask` gives, which is kept from now on."""
        self._drop_old()
        key = self._lookups.hash(kind, value)
        if not fresh and key in self._answers:
            return self._answers[key][1]
        self._answers.pop(key, None)  # first: where asking fails, nothing older may speak for it
        before = self._forgotten
        answer = await ask()
        if before == self._forgotten:  # what was asked before that is not kept after it
            self._keep(key, answer)
        return answer

    def let_go(self, kind: str, value: str) -> None:
        """Keep this one no longer."""
        self._answers.pop(self._lookups.hash(kind, value), None)

    def forget(self) -> None:
        """Keep nothing of what was answered so far."""
        self._answers.clear()
        self._forgotten += 1

    def _keep(self, key: str, answer: Answer) -> None:
        if self._kept_for:
            self._answers.pop(key, None)
            self._answers[key] = self._clock.now() + self._kept_for, answer
        while len(self._answers) > MOST:
            self._answers.popitem(last=False)

    def _drop_old(self) -> None:
        now = self._clock.now()
        while self._answers and next(iter(self._answers.values()))[0] <= now:
            self._answers.popitem(last=False)
