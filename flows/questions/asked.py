"""What every kind of question can do."""

from __future__ import annotations

from typing import Protocol

from flows.screen import Choice
from flows.values import Json


class Asked(Protocol):
    """A kind of answer."""

    def value(self, typed: str) -> Json:
        """The answer that `typed` (digits already ASCII) gives. Raises ValueError where it gives none."""
        ...

    def longest(self) -> str:
        """The longest that it may take to type: a slow hand is reckoned with it."""
        ...

    def choices(self) -> tuple[Choice, ...]:
        """What the screen lists below the question; most list nothing."""
        ...

    def messages(self) -> tuple[str, ...]:
        """Its message ids."""
        ...
