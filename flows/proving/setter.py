"""What sets a screen into pages, as the checks see it: a door provides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from flows.screen import Screen


@dataclass(frozen=True)
class Sheet:
    """One page as it is sent.

    `keys` that answer on it, `more` where the key 9 leads on. `used` of `limit`, in the units of `alphabet`.
    """

    text: str
    keys: Mapping[str, str]
    more: bool
    alphabet: str
    used: int
    limit: int


class CannotBeSet(Exception):
    """No page of this profile holds a part of the screen, which is this exception's text."""


class Setter(Protocol):
    """Sets screens as one door does."""

    @property
    def smallest(self) -> str:
        """The profile of a network that nobody has measured."""
        ...

    @property
    def profiles(self) -> Sequence[str]:
        """Every profile."""
        ...

    @property
    def phrases(self) -> Sequence[str]:
        """The messages that the door itself says, each on a screen of its own."""
        ...

    def sheets(self, screen: Screen, language: str, profile: str) -> Sequence[Sheet]:
        """The pages of a screen. Raises CannotBeSet."""
        ...

    def others(self, sheets: Sequence[Sheet], language: str) -> Sequence[str]:
        """The profiles that may show worse than what the smallest showed."""
        ...

    def foreign(self, text: str) -> str:
        """The characters for which an English screen must travel in the small alphabet's stead, each once."""
        ...
