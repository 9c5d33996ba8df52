"""Walks the new inputs of one turn through the conversation."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.context import Context
from flows.events import Back, Enter, Event
from flows.runner import Runner
from flows.state import State
from flows.steps.menu import Menu
from ussd.dialogue import Dialogue
from ussd.inputs import Less, More, meaning
from ussd.screens import Shown, Typesetter
from ussd.typesetting import Profile
from ussd.voice import carried


@dataclass(frozen=True)
class Walked:
    """Where a turn led: the dialogue, not yet with its reply, and the page to show.

    `alone`: what is shown must be answered by one key that came alone. `unfinished`: the last state in which
    something was asked, which is the dialogue's own unless that is over.
    """

    dialogue: Dialogue
    shown: Shown
    final: bool
    alone: bool
    unfinished: State


class Walk:
    """One turn on one phone's budget."""

    def __init__(self, runner: Runner, typesetter: Typesetter, profile: Profile) -> None:
        self._runner = runner
        self._typesetter = typesetter
        self._profile = profile

    async def begin(self, context: Context, dialogue: Dialogue, tokens: tuple[str, ...]) -> Walked:
        """The first screen of a dialogue, and on through whatever else was dialled with the code."""
        walked = await self._run(context, dialogue, Enter(), page=0)
        return await self._through(context, walked, tokens)

    async def go_on(self, context: Context, dialogue: Dialogue, tokens: tuple[str, ...]) -> Walked:
        """On from the page that was shown last."""
        if len(tokens) == 1:
            return await self._press(context, dialogue, tokens[0])
        walked = await self._run(context, dialogue, Enter(), page=dialogue.page)
        return await self._through(context, walked, tokens)

    async def _through(self, context: Context, walked: Walked, tokens: tuple[str, ...]) -> Walked:
        """Inputs that came together: one by one, but never through a step that must be answered alone."""
        for token in _pressed(tokens):
            if walked.final or walked.alone:
                break
            walked = await self._press(context, walked.dialogue, token)
        return walked

    async def _press(self, context: Context, dialogue: Dialogue, token: str) -> Walked:
        pressed = meaning(token, dialogue)
        if isinstance(pressed, Less) and self._leads_elsewhere(dialogue.state):
            pressed = Back()
        if isinstance(pressed, More | Less):
            step = 1 if isinstance(pressed, More) else -1
            understood = replace(dialogue, state=replace(dialogue.state, misses=0))
            return await self._run(context, understood, Enter(), page=dialogue.page + step)
        return await self._run(context, dialogue, pressed, page=0)

    def _leads_elsewhere(self, state: State) -> bool:
        """Whether the key 0 has a way of its own here: its label stands on every page, and is kept."""
        step = self._runner.scripts.step(state.step)
        return isinstance(step, Menu) and step.home is not None

    async def _run(self, context: Context, dialogue: Dialogue, event: Event, page: int) -> Walked:
        before = dialogue.state
        state, screen = await self._runner.run(context, before, event)
        # what is agreed to is recorded in the language that it was read in
        state = replace(state, language=carried(state.language, self._profile))
        if state.at == before.at and state.misses > before.misses:
            page = dialogue.page  # whoever slips on a later page stays there
        shown = self._typesetter.show(screen, state.language, self._profile, page)
        moved = replace(
            dialogue,
            state=replace(state, private={}) if screen.final else state,
            person_id=context.person_id,
            page=shown.page,
            keys=shown.keys,
            more=shown.more,
        )
        return Walked(moved, shown, screen.final, screen.alone, before if screen.final else state)


def _pressed(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """What was pressed, of inputs that came together: a `*` that was typed leaves only empty ones behind."""
    return tuple(token for token in tokens if token) or tokens[:1]
