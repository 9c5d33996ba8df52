"""Says texts and values in a language. How each kind of value is said stands in a file of its subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from core.places import Gazetteer
from flows.values import Json, Value
from flows.wording.catalogue import Catalogue
from flows.wording.worst import Worst, extremes

Sayer: TypeAlias = "Callable[[Words, str, Json], str]"
_SAYERS: dict[str, Sayer] = {}
_PARTS: dict[str, tuple[str, ...]] = {}
_WORST: dict[str, Worst] = {}


def said_as(kind: str, *parts: str, worst: Worst) -> Callable[[Sayer], Sayer]:
    """Registers how values of `kind` are said: `(words, language, raw) -> str`. An unset raw is None.

    `parts`: what raw holds under these names; without any it is a value by itself.
    `worst`: those that take the most room on a screen.
    """

    def add(sayer: Sayer) -> Sayer:
        if kind in _SAYERS:
            raise ValueError(f"two ways to say {kind}")
        _SAYERS[kind] = sayer
        _PARTS[kind] = parts
        _WORST[kind] = worst
        return sayer

    return add


def kinds() -> Mapping[str, tuple[str, ...]]:
    """The kinds of value that can be said, each with its parts."""
    return _PARTS


class Words:
    """The catalogues and the gazetteer, which together know every word."""

    def __init__(self, catalogue: Catalogue, places: Gazetteer) -> None:
        self.catalogue = catalogue
        self.places = places

    def text(self, language: str, message: str, show: Mapping[str, Value] | None = None) -> str:
        """A message with its placeholders filled; nothing of a value is ever read as a placeholder."""
        text = self.catalogue.text(language, message)
        if not show:
            return text
        return text.format_map({name: self.value(language, value) for name, value in show.items()})

    def say(self, language: str, message: str, **parts: str) -> str:
        """A message whose parts are said already."""
        text = self.catalogue.text(language, message)
        return text.format_map(parts) if parts else text

    def sayer(self, kind: str) -> Sayer:
        """What says values of `kind`. Raises KeyError for a kind that nothing says."""
        return _SAYERS[kind]

    def worst(self, language: str, kind: str) -> list[Json]:
        """The values of `kind` that take the most room in a language, and the one that takes the least."""
        return extremes(self, language, kind, _WORST[kind])

    def value(self, language: str, value: Value) -> str:
        """A value alone. Raises KeyError for a kind that nothing says."""
        return _SAYERS[value.kind](self, language, value.raw)
