"""The conversation in a chat: what a touch or a line means to the engine, and the page that follows."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import Asked, Dialogue
from bot.screens import Meaning, Page, Painter, Said, typed_choice
from bot.secrets import asked
from bot.turn import Next, Speaker, Turn
from bot.voice.prompts import Prompts
from core.channels import Channel
from core.digits import fold_digits
from flows.context import Context, Services
from flows.engine import start
from flows.events import Back, Chosen, Enter, Event, Typed
from flows.keeping import form_now
from flows.runner import Runner
from flows.screen import Screen
from flows.state import State
from flows.steps.ending import Ending
from flows.steps.pick import Pick
from flows.steps.step import Asking

LONGEST_LINE = 200
"""Characters of a line that are looked at: no answer is longer."""


class Conversation:
    """Walks the scripts for one update at a time."""

    def __init__(self, services: Services, runner: Runner, painter: Painter, prompts: Prompts) -> None:
        self._services = services
        self._runner = runner
        self._painter = painter
        self._prompts = prompts

    async def begin(self, turn: Turn, flow: str | None = None) -> Next:
        """From the first step, or from the start of the script `flow`, with the menu behind it."""
        scripts = self._runner.scripts
        state = start(scripts, turn.speaker.spoken)
        if flow is not None:
            home = (scripts.home,) if scripts.home else ()
            state = replace(state.moved(scripts[flow].entrance), trail=home)
        dialogue = replace(turn.dialogue.asking(Asked.CONVERSATION), state=state)
        return replace(await self._run(replace(turn, dialogue=dialogue), Enter()), fresh=True)

    async def touched(self, turn: Turn, meaning: str) -> Next:
        """A button of the page shown."""
        dialogue = turn.dialogue
        match meaning:
            case Meaning.MENU:
                return await self.begin(turn)
            case Meaning.HEAR:
                return replace(await self.present(turn), sound=await self._seen(turn))
            case Meaning.BACK:
                return await self._run(turn, Back())
            case Meaning.MORE:
                return await self._leafed(_understood(turn), dialogue.page + 1)
            case Meaning.LESS:
                return await self._leafed(_understood(turn), dialogue.page - 1)
            case Meaning.DONE:
                return await self._run(turn, Typed("".join(sorted(dialogue.ticks))))
        if meaning.startswith(Meaning.TICK):
            return await self._ticked(_understood(turn), meaning.removeprefix(Meaning.TICK))
        return await self._run(turn, Chosen(meaning.removeprefix(Meaning.CHOSEN)))

    async def typed(self, turn: Turn, text: str) -> Next:
        """A line of text: an answer, a choice by its key or its label, or nothing that is understood."""
        if turn.dialogue.state is None or self.is_over(turn.dialogue):
            return await self.begin(turn)
        line = fold_digits(text.strip())[:LONGEST_LINE]
        shown = await self._seen(turn)
        value = typed_choice(shown, line, Said(self._services.words, turn.dialogue.state.language))
        return await self._run(turn, Typed(line) if value is None else Chosen(value))

    async def present(self, turn: Turn) -> Next:
        """The page shown, once more."""
        return await self._leafed(turn, turn.dialogue.page)

    def is_over(self, dialogue: Dialogue) -> bool:
        """Whether the last page ended the conversation."""
        state = dialogue.state
        return state is not None and isinstance(self._runner.scripts.step(state.step), Ending)

    def asks_secret(self, dialogue: Dialogue) -> bool:
        """Whether what is asked now is for nobody's ears and eyes."""
        return asked(self._runner.scripts, dialogue)

    async def _leafed(self, turn: Turn, page: int) -> Next:
        return await self._run(turn, Enter(), page, turn.dialogue.ticks)

    async def _ticked(self, turn: Turn, value: str) -> Next:
        ticks = set(turn.dialogue.ticks) ^ {value}
        return await self._run(turn, Enter(), turn.dialogue.page, tuple(sorted(ticks)))

    async def _seen(self, turn: Turn) -> Screen:
        """The screen that stands there. Only a list has to be asked for once more."""
        state = turn.dialogue.state or start(self._runner.scripts, turn.speaker.spoken)
        step = self._runner.scripts.step(state.step)
        if isinstance(step, Asking) and not isinstance(step, Pick):
            return step.screen(state)
        _, screen = await self._runner.run(self._context(turn), state, Enter())
        return screen

    async def _run(self, turn: Turn, event: Event, page: int = 0, ticks: tuple[str, ...] = ()) -> Next:
        before = turn.dialogue.state or start(self._runner.scripts, turn.speaker.spoken)
        context = self._context(turn)
        state, screen = await self._runner.run(context, before, event)
        if state.at == before.at and state.misses > before.misses:
            page, ticks = turn.dialogue.page, turn.dialogue.ticks
        heard = self._prompts.heard(screen, state.language)
        shown = self._painter.page(screen, state.language, page, ticks, heard=heard)
        dialogue = replace(turn.dialogue, state=state, page=shown.number, ticks=ticks)
        unfinished = before if screen.final else state
        form = form_now(self._runner.scripts, unfinished, context, final=screen.final)
        return Next(dialogue, shown, person_id=context.person_id, form=form, personal=screen.personal)

    def _context(self, turn: Turn) -> Context:
        return Context(
            services=self._services,
            caller=_phone(turn.speaker),
            channel=Channel.TELEGRAM,
            language=turn.dialogue.state.language if turn.dialogue.state else turn.speaker.spoken,
            started_at=turn.dialogue.began,
            person_id=turn.speaker.person_id,
            commune=turn.dialogue.commune,
            timed=False,
            own_letters=True,
            roomy=True,
        )


def _understood(turn: Turn) -> Turn:
    """Whoever leafs or ticks was understood: what was not, before, counts no more."""
    state: State | None = turn.dialogue.state and replace(turn.dialogue.state, misses=0)
    return replace(turn, dialogue=replace(turn.dialogue, state=state))


def _phone(speaker: Speaker) -> str:
    """Raises LookupError: nobody talks before a number was shared."""
    if speaker.phone is None:
        raise LookupError("no number was shared yet")
    return speaker.phone


def in_language(dialogue: Dialogue, language: str) -> Dialogue:
    """The conversation in another language from now on."""
    state: State | None = dialogue.state and replace(dialogue.state, language=language)
    return replace(dialogue, state=state)


__all__ = ["Conversation", "Page", "in_language"]
