"""The actions by name, each with the outcomes that a script must provide for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TypeAlias

from flows.checks.known import Deed, Lists
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action

Performer: TypeAlias = Callable[[Context, Action], Awaitable[Outcome]]
Adder: TypeAlias = Callable[[Performer], Performer]


class Registry:
    """Actions by name ("requests.submit"). What they need and give is written as `of:` is."""

    def __init__(self) -> None:
        self.doings: dict[str, Deed] = {}
        self.lists: dict[str, Deed] = {}
        self._performers: dict[str, Performer] = {}

    def doing(
        self,
        name: str,
        *outcomes: str,
        needs: str = "",
        gives: str = "",
        asks: str = "",
        spares: str = "",
        newcomer: str = "",
        takes: Mapping[str, Iterable[str]] | None = None,
        once: bool = False,
        alone: bool = False,
        secrets: str = "",
        tells: str = "",
    ) -> Adder:
        """Registers an action for `do:` with the names of all its outcomes; the rest as in Deed."""
        deed = Deed(
            outcomes,
            needs=(*needs.split(), *secrets.split()),
            gives=tuple(gives.split()),
            asks=tuple(asks.split()),
            spares=tuple(spares.split()),
            newcomer=tuple(newcomer.split()),
            takes={answer: tuple(map(str, values)) for answer, values in (takes or {}).items()},
            once=once,
            alone=alone,
            secrets=tuple(secrets.split()),
            tells=tuple(tells.split()),
        )
        return self._adder(name, self.doings, deed)

    def listing(self, name: str, *, longest: Lists, needs: str = "") -> Adder:
        """Registers a list for `pick:`, with the longest it may be, and empty where it may be that."""
        return self._adder(name, self.lists, Deed(needs=tuple(needs.split()), longest=longest))

    def _adder(self, name: str, deeds: dict[str, Deed], deed: Deed) -> Adder:
        if name in self._performers:
            raise ValueError(f"two actions are called {name}")
        deeds[name] = deed

        def add(perform: Performer) -> Performer:
            self._performers[name] = perform
            return perform

        return add

    async def perform(self, context: Context, action: Action) -> Outcome:
        """Does what the engine asked for."""
        return await self._performers[action.name](context, action)


registry = Registry()
