"""What each kind of update means, to the bot itself or to the conversation."""

from __future__ import annotations

from dataclasses import replace

from bot import commands, links, phrases
from bot.conversation import Conversation
from bot.dialogue import Asked
from bot.entrance import LANGUAGE, Entrance
from bot.message import Message
from bot.screens import Line, Meaning, Said, own
from bot.turn import Next, Turn
from bot.updates import Command, Happening, SharedContact, Tap, Typed
from core.places import Gazetteer
from core.telegram_accounts import Silence, TelegramAccounts
from flows.wording import Words

BEFORE = frozenset({Asked.LANGUAGE, Asked.NUMBER, Asked.OTHER_NUMBER, Asked.OTHER_ACCOUNT})
"""What is asked before the conversation."""
SHORTEST_NUMBER = 6
"""Digits from which a line is taken for a typed phone number."""


class Handling:
    """Leads an update to whom it concerns."""

    def __init__(
        self,
        conversation: Conversation,
        entrance: Entrance,
        accounts: TelegramAccounts,
        places: Gazetteer,
        words: Words,
        service_code: str,
    ) -> None:
        self._conversation = conversation
        self._entrance = entrance
        self._accounts = accounts
        self._places = places
        self._words = words
        self._service_code = service_code

    async def handle(self, turn: Turn, happening: Happening) -> Next:
        """What comes of an update."""
        match happening:
            case Command():
                return await self._command(turn, happening)
            case SharedContact():
                return await self._entrance.shared(turn, happening)
            case Tap():
                return await self._tap(turn, happening)
            case Typed():
                return await self._typed(turn, happening.text)
        return replace(await self.present(turn), fresh=True, before=(self._says(turn, phrases.ONLY_TEXT),))

    async def present(self, turn: Turn) -> Next:
        """What is asked now, once more."""
        if turn.speaker.language is None:
            return self._entrance.ask_language(turn)
        if turn.dialogue.asked is Asked.NUMBER or turn.speaker.person_id is None:
            return await self._before(turn)
        if turn.dialogue.asked in BEFORE:
            return Next(turn.dialogue, self._entrance.page(turn.speaker, turn.dialogue))
        if turn.dialogue.state is None or turn.dialogue.asked is not Asked.CONVERSATION:
            return await self._entrance.arrive(turn)
        return await self._conversation.present(turn)

    def sorry(self, turn: Turn) -> Next:
        """After a fault of ours: what was answered is kept, and the menu is near."""
        say = Said(self._words, turn.speaker.spoken)
        asking = replace(turn.dialogue.asking(Asked.CONVERSATION), state=None)
        page = own(say.message(phrases.TRY_AGAIN), Line(say.message(phrases.MENU), Meaning.MENU))
        return Next(asking, page, fresh=True)

    async def _before(self, turn: Turn) -> Next:
        if turn.dialogue.asked in (Asked.LANGUAGE, Asked.OTHER_NUMBER, Asked.OTHER_ACCOUNT):
            return Next(turn.dialogue, self._entrance.page(turn.speaker, turn.dialogue))
        return await self._entrance.arrive(turn)

    async def _command(self, turn: Turn, command: Command) -> Next:
        match command.name:
            case commands.START:
                return await self._start(turn, command.argument)
            case commands.LANGUAGE:
                return self._entrance.ask_language(turn)
            case commands.STOP:
                return await self._stop(turn)
        if turn.speaker.language is None or turn.speaker.person_id is None:
            return await self._entrance.arrive(turn)
        flow = commands.FLOWS.get(command.name)
        if flow is None and command.name != commands.MENU:
            return replace(await self.present(turn), fresh=True, before=(self._says(turn, phrases.TOUCH),))
        return await self._conversation.begin(turn, flow)

    async def _start(self, turn: Turn, payload: str) -> Next:
        """From the beginning; who had asked for no more news gets it again."""
        await self._accounts.silence(turn.speaker.number, None)
        commune = links.commune_of(payload, self._places)
        dialogue = replace(turn.dialogue, commune=commune or turn.dialogue.commune)
        return await self._entrance.arrive(replace(turn, dialogue=dialogue))

    async def _stop(self, turn: Turn) -> Next:
        await self._accounts.silence(turn.speaker.number, Silence.STOPPED)
        text = self._words.say(turn.speaker.spoken, phrases.STOPPED, code=self._service_code)
        return Next(turn.dialogue.asking(Asked.NOTHING), own(text), fresh=True)

    async def _tap(self, turn: Turn, tap: Tap) -> Next:
        meaning = turn.dialogue.meaning_of(tap.data)
        if meaning is None:
            return await self._old_button(turn, tap)
        if meaning.startswith(LANGUAGE):
            return await self._entrance.speaks(turn, meaning.removeprefix(LANGUAGE))
        if turn.speaker.person_id is None and turn.dialogue.asked is not Asked.OTHER_ACCOUNT:
            return await self._entrance.arrive(turn)
        if turn.dialogue.asked in BEFORE:
            return await self._entrance.answered(turn, meaning)
        over = self._conversation.is_over(turn.dialogue)
        return replace(await self._conversation.touched(turn, meaning), fresh=over)

    async def _old_button(self, turn: Turn, tap: Tap) -> Next:
        """A button of an earlier question, or nothing that we made: what is asked now is shown once more."""
        now = await self.present(turn)
        return replace(now, fresh=tap.message != turn.dialogue.live, toast=phrases.EARLIER, strip=tap.message)

    async def _typed(self, turn: Turn, text: str) -> Next:
        if turn.speaker.language is None or turn.dialogue.asked is Asked.LANGUAGE:
            return await self._language_typed(turn, text)
        if turn.speaker.person_id is None and turn.dialogue.asked is Asked.NUMBER:
            typed_number = sum(letter.isdigit() for letter in text) >= SHORTEST_NUMBER
            return self._entrance.ask_number(
                turn, phrases.ONLY_SHARED if typed_number else phrases.ASK_NUMBER
            )
        if turn.speaker.person_id is None or turn.dialogue.asked in BEFORE:
            return replace(await self.present(turn), fresh=True)
        return await self._conversation.typed(turn, text)

    async def _language_typed(self, turn: Turn, text: str) -> Next:
        page = self._entrance.ask_language(turn).page
        for line in page.lines if page else ():
            if text.strip().casefold() and text.strip().casefold() in line.label.casefold():
                return await self._entrance.speaks(turn, line.meaning.removeprefix(LANGUAGE))
        return self._entrance.ask_language(turn)

    def _says(self, turn: Turn, message: str) -> Message:
        return Message(self._words.text(turn.speaker.spoken, message))
