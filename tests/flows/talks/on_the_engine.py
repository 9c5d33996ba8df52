"""A phone without a door: the bare engine and its runner, with the state kept in a variable."""

from __future__ import annotations

from dataclasses import replace

from flows.actions import registry
from flows.context import Context
from flows.engine import start
from flows.events import Back, Chosen, Enter, Event, Typed
from flows.keeping import form_now
from flows.runner import Runner
from flows.screen import Screen
from flows.state import State
from flows.steps.menu import Menu
from tests.flows.talks.handset import LESS, MORE, Handset
from tests.flows.talks.world import World
from ussd.screens import Shown, Typesetter
from ussd.typesetting import Profile, for_network


class EnginePhone(Handset):
    """Screens set for the same network as the door would, page by page."""

    roomy = False
    screen: Screen
    _shown: Shown
    _state: State

    def __init__(self, world: World) -> None:
        self._world = world
        services = world.house.services
        self._scripts = services.scripts
        self._runner = Runner(self._scripts, registry)
        self._typesetter = Typesetter(services.words)

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
