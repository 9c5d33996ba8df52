"""Performs what the engine asks core to do, until there is something to show."""

from __future__ import annotations

from flows.actions import Registry
from flows.closing import stop_of
from flows.context import Context
from flows.engine import Stuck, advance
from flows.events import Enter, Event
from flows.screen import Screen
from flows.script import CLOSED, Scripts
from flows.state import State

MOST_ACTIONS = 24
"""Actions in a row without a screen, beyond which a script goes in a circle."""


class Runner:
    """Walks the scripts for one event at a time."""

    def __init__(self, scripts: Scripts, registry: Registry) -> None:
        self.scripts = scripts
        self._registry = registry

    async def run(self, context: Context, state: State, event: Event) -> tuple[State, Screen]:
        """The state and screen that `event` leads to, with every action on the way done."""
        board = await context.services.switches.board()
        for _ in range(MOST_ACTIONS):
            state, shown = advance(self.scripts, state, event)
            context.language = state.language
            context.resumed, context.earlier = state.resumed, state.earlier
            if stop := stop_of(self.scripts, board, context, state):
                context.stop = stop
                state, event = State(self.scripts[CLOSED].entrance, state.language), Enter()
                continue
            if isinstance(shown, Screen):
                return state, shown
            event = await self._registry.perform(context, shown)
        raise Stuck(f"{state.at} asks core for ever")
