"""Somebody who talks to the scripts and to core without any door, and is cut off whenever a test likes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from app.house import House
from core.requests.request import Request
from flows.actions import Registry, registry
from flows.context import Context
from flows.engine import start
from flows.events import Back, Chosen, Enter, Event, Outcome, Typed
from flows.runner import Runner
from flows.screen import Action, Screen
from flows.state import State


class Watched(Registry):
    """Performs the service's actions, and holds each to what it declared."""

    def __init__(self) -> None:
        super().__init__()
        self.performed: list[tuple[Action, Outcome]] = []

    async def perform(self, context: Context, action: Action) -> Outcome:
        outcome = await registry.perform(context, action)
        deed = registry.doings.get(action.name) or registry.lists[action.name]
        assert set(deed.needs) <= set(action.given)
        assert outcome.resume or not deed.outcomes or outcome.name in deed.outcomes
        assert set(outcome.answers) <= {*deed.gives, action.given.get("save")}
        self.performed.append((action, outcome))
        return outcome


@dataclass
class Talker:
    """One person's dialogue. `press` takes labels as the script writes them, keys, or what is typed."""

    house: House
    number: str = "+85512345678"
    language: str = "en"
    commune: str | None = None
    state: State = field(init=False)
    screen: Screen = field(init=False)
    context: Context = field(init=False)
    watched: Watched = field(default_factory=Watched)

    @property
    def runner(self) -> Runner:
        return Runner(self.house.services.scripts, self.watched)

    async def dial(self) -> Screen:
        """A new dialogue, from its first screen."""
        self.state = start(self.runner.scripts, "km")
        self.context = self._context(self.house.clock.now())
        return await self.tell(Enter())

    async def greeted(self) -> Talker:
        """At the main menu, the language chosen; an unfinished form is left as it is."""
        screen = await self.dial()
        if screen.spot == "welcome/language":
            screen = await self.press("1" if self.language == "km" else "2")
        if screen.spot == "welcome/resume":
            await self.press("0")
        assert self.screen.spot == "menu/main"
        return self

    async def press(self, *inputs: str) -> Screen:
        """One input after the other, each understood."""
        for pressed in inputs:
            await self.tell(self.meaning(pressed))
            assert not self.screen.not_understood, f"{pressed} on {self.screen.spot}"
        return self.screen

    def meaning(self, pressed: str) -> Event:
        """As a door would take it: by key, by label or by the id of an item; else as typed."""
        if pressed in ("0", self.screen.back):
            return Back()
        for choice in self.screen.choices:
            if pressed in (choice.key, choice.label, choice.value):
                return Chosen(choice.value)
        assert pressed.isdigit(), f"no {pressed!r} on {self.screen.spot}"
        return Typed(pressed)

    async def tell(self, event: Event) -> Screen:
        """One event, and what a door keeps after it."""
        self.state, self.screen = await self.runner.run(self.context, self.state, event)
        await self._keep()
        return self.screen

    async def cut_off(self) -> Talker:
        """The line drops, and the same person dials again."""
        again = Talker(self.house, self.number, self.language)
        await again.dial()
        return again

    async def requests(self) -> list[Request]:
        return await self.house.requests.of(self.context.person)

    async def kept(self) -> State | None:
        """The form as it is kept."""
        kept = await self.house.services.drafts.load(self.context.person)
        return kept.state if kept else None

    async def _keep(self) -> None:
        drafts = self.house.services.drafts
        form = not self.screen.final and self.runner.scripts[self.state.flow].draft and self.state.answers
        if self.context.person_id is None or not (form or self.context.discard_draft):
            return
        version = await drafts.version(self.context.person)
        if form or version:
            put = drafts.put(self.context.person, self.state if form else None, version)
            await self.house.drafts.put(put)

    def _context(self, now: datetime) -> Context:
        return Context(
            services=self.house.services,
            caller=self.number,
            channel="ussd",
            language="km",
            started_at=now,
            commune=self.commune,
        )
