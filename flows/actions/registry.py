"""The actions by name, each with the outcomes that a script must provide for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from flows.context import Context
from flows.events import Outcome
from flows.screen import Action

Performer: TypeAlias = Callable[[Context, Action], Awaitable[Outcome]]


@dataclass(frozen=True)
class Entry:
    """One action: what performs it, its outcomes by name, and the answers it reads (`of:`) and gives."""

    name: str
    perform: Performer
    outcomes: tuple[str, ...]
    lists: bool = False
    """Supplies a list for a pick instead of an outcome."""


class Registry:
    """Actions by name ("requests.submit")."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def doing(self, name: str, *outcomes: str) -> Callable[[Performer], Performer]:
        """Registers an action for `do:` with the names of all its outcomes."""
        return self._adder(name, outcomes, lists=False)

    def listing(self, name: str) -> Callable[[Performer], Performer]:
        """Registers a list for `pick:`."""
        return self._adder(name, (), lists=True)

    def _adder(self, name: str, outcomes: tuple[str, ...], lists: bool) -> Callable[[Performer], Performer]:
        def add(perform: Performer) -> Performer:
            if name in self._entries:
                raise ValueError(f"two actions are called {name}")
            self._entries[name] = Entry(name, perform, outcomes, lists)
            return perform

        return add

    @property
    def entries(self) -> Mapping[str, Entry]:
        return self._entries

    async def perform(self, context: Context, action: Action) -> Outcome:
        """Does what the engine asked for."""
        return await self._entries[action.name].perform(context, action)


registry = Registry()
