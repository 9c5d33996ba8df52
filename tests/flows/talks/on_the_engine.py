"""A phone without a door: the bare engine and its runner, with the state kept in a variable.

It also notes which steps and outcomes were passed.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from flows.actions import Registry, registry
from flows.context import Context
from flows.engine import start
from flows.events import Back, Chosen, Enter, Event, Outcome, Typed
from flows.keeping import form_now
from flows.runner import Runner
from flows.screen import Action, Screen
from flows.script import Scripts
from flows.state import State
from flows.steps.menu import Menu
from flows.steps.step import Step
from tests.flows.talks.handset import LESS, MORE, Handset
from tests.flows.talks.world import World
from ussd.screens import Shown, Typesetter
from ussd.typesetting import Profile, for_network


class NotedScripts(Scripts):
    """Notes every step that the engine looks up: that it comes to, or goes back to."""

    seen: list[str]

    def step(self, spot: str) -> Step:
        self.seen.append(spot)
        return super().step(spot)


def _told(scripts: Scripts) -> dict[str, Any]:
    """What they are made of, without what was found out from it."""
    return {each.name: getattr(scripts, each.name) for each in fields(Scripts)}


class NotedActions(Registry):
    """Notes how each doing went."""

    def __init__(self, scripts: NotedScripts) -> None:
        super().__init__()
        self._scripts = scripts
        self.outcomes: set[tuple[str, str]] = set()

    async def perform(self, context: Context, action: Action) -> Outcome:
        spot = self._scripts.seen[-1]
        outcome = await registry.perform(context, action)
        self.outcomes.add((spot, outcome.name))
        return outcome


class EnginePhone(Handset):
    """Screens set for the same network as the door would, page by page."""

    roomy = False
    screen: Screen
    _shown: Shown
    _state: State

    def __init__(self, world: World) -> None:
        self._world = world
        services = world.house.services
        self._scripts = NotedScripts(**_told(services.scripts))
        # found out once from the same scripts: it takes longer than a talk's turns
        vars(self._scripts).update(seen=[], lives=services.scripts.lives)
        self._actions = NotedActions(self._scripts)
        self._runner = Runner(self._scripts, self._actions)
        self._typesetter = Typesetter(services.words)

    @property
    def passed(self) -> tuple[set[str], set[tuple[str, str]]]:
        """The steps, and the outcomes by step, of all calls so far."""
        return set(self._scripts.seen), self._actions.outcomes

    @property
    def step(self) -> str:
        return self._state.step

    async def dial(self, commune: str) -> None:
        world = self._world
        self._state = start(self._scripts, "km")
        self._context = Context(
            services=world.house.services,
            caller=world.number,
            channel="ussd",
            language="km",
            started_at=world.clock.now(),
            commune=commune or None,
            khmer=self._profile.khmer,
            roomy=self.roomy,
        )
        await self._tell(Enter())

    async def press(self, key: str) -> None:
        shown = self._shown
        if key in shown.keys:
            await self._tell(Chosen(shown.keys[key]))
        elif key == MORE and shown.more:
            await self._leaf(shown.page + 1)
        elif key == LESS and shown.page and not self._leads_elsewhere():
            await self._leaf(shown.page - 1)
        else:
            await self._tell(Back() if key == LESS else Typed(key))

    def _leads_elsewhere(self) -> bool:
        step = self._runner.scripts.step(self._state.step)
        return isinstance(step, Menu) and step.home is not None

    async def _leaf(self, page: int) -> None:
        self._state = replace(self._state, misses=0)
        await self._tell(Enter(), page)

    async def _tell(self, event: Event, page: int = 0) -> None:
        before = self._state
        self._state, self.screen = await self._runner.run(self._context, before, event)
        if self._state.at == before.at and self._state.misses > before.misses:
            page = self._shown.page  # whoever slips on a later page stays there
        self._shown = self._typesetter.show(self.screen, self._state.language, self._profile, page)
        self.text, self.final = self._shown.text, self.screen.final
        await self._keep(before if self.screen.final else self._state)

    @property
    def _profile(self) -> Profile:
        return for_network(self._world.network, self._world.house.settings.ussd_profiles)

    async def _keep(self, state: State) -> None:
        """The unfinished form, as every door keeps it."""
        now = form_now(self._scripts, state, self._context, final=self.final)
        if self._context.person_id is not None:
            puts = await self._world.house.services.drafts.puts(self._context.person, now)
            await self._world.house.drafts.put(*puts)
        self._context.discard_draft = False
        self._context.stop = None
