"""What each kind of update means, to the bot itself or to the conversation."""

from __future__ import annotations

from dataclasses import replace

from bot import commands, links, phrases
from bot.conversation import Conversation
from bot.covering import MENU as COVERED
from bot.deletion import Deletion
from bot.dialogue import Asked
from bot.entrance import LANGUAGE, Entrance
from bot.message import Message
from bot.news import SEE
from bot.officers.answer import Answer
from bot.officers.desk import OfficerDesk
from bot.recordings import Recordings
from bot.screens import Line, Meaning, Said, own, plain
from bot.tongues import said_to
from bot.turn import Next, Turn
from bot.updates import (
    Barred,
    Command,
    Edited,
    Happening,
    SharedContact,
    SomethingElse,
    Tap,
    Typed,
    VoiceMessage,
)
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
        deletion: Deletion,
        recordings: Recordings,
        desk: OfficerDesk,
        accounts: TelegramAccounts,
        places: Gazetteer,
        words: Words,
        service_code: str,
    ) -> None:
        self._conversation = conversation
        self._entrance = entrance
        self._deletion = deletion
        self._recordings = recordings
        self._desk = desk
        self._accounts = accounts
        self._places = places
        self._words = words
        self._service_code = service_code

    async def handle(self, turn: Turn, happening: Happening) -> Next:
        """What comes of an update."""
        secret = self._conversation.asks_secret(turn.dialogue)
        if secret and isinstance(happening, VoiceMessage | SomethingElse):
            return await self._once_more(turn, phrases.WRITE_DIGITS)
        coming = await self._handled(turn, happening)
        await self._note_language(turn, coming)
        return coming

    async def _handled(self, turn: Turn, happening: Happening) -> Next:
        match happening:
            case Command():
                return await self._command(turn, happening)
            case SharedContact():
                return await self._entrance.shared(turn, happening)
            case Tap():
                return await self._tap(turn, happening)
            case Typed():
                return await self._typed(turn, happening.text)
            case VoiceMessage() if turn.speaker.person_id is not None:
                return await self._recordings.came(turn, happening)
            case Edited():
                return await self._once_more(turn, phrases.NOT_READ_AGAIN)
            case VoiceMessage():
                return replace(await self.present(turn), before=(self._says(turn, phrases.VOICE_LATER),))
        return await self._once_more(turn, phrases.ONLY_TEXT)

    async def _once_more(self, turn: Turn, why: str) -> Next:
        """The present question below a line that says why nothing else was done."""
        return replace(await self.present(turn), fresh=True, before=(self._says(turn, why),))

    async def present(self, turn: Turn) -> Next:
        """What is asked now, once more."""
        dialogue = turn.dialogue
        if turn.speaker.language is None or dialogue.asked is Asked.LANGUAGE:
            return self._entrance.ask_language(turn)
        if dialogue.asked in (Asked.OTHER_NUMBER, Asked.OTHER_ACCOUNT):
            return Next(dialogue, self._entrance.page(turn.speaker, dialogue))
        if turn.speaker.person_id is None or dialogue.asked is Asked.NUMBER:
            return await self._entrance.arrive(turn)
        match dialogue.asked:
            case Asked.DELETION:
                return Next(dialogue, await self._deletion.page(turn))
            case Asked.VOICE:
                return Next(dialogue, await self._recordings.page(turn))
            case Asked.CONVERSATION if dialogue.state is not None:
                return await self._conversation.present(turn)
        return await self._entrance.arrive(turn)

    async def _note_language(self, turn: Turn, coming: Next) -> None:
        """A language chosen within the conversation, or by phone, is that of news and commands too."""
        before, state = turn.speaker.language, coming.dialogue.state
        if before and state and state.language != before and not coming.forgotten:
            await self._accounts.speaks(turn.speaker.number, state.language)

    async def barred(self, update: Barred) -> None:
        """Whoever blocks us hears nothing more, until they let us in again."""
        if not update.blocked:
            await self._accounts.let_in(update.account)
            return
        await self.blocked(update.account)

    async def blocked(self, account: int) -> None:
        """Nothing gets through to the account any more."""
        await self._accounts.silence(account, Silence.BLOCKED)
        await self._desk.blocked(account)

    def sorry(self, turn: Turn) -> Next:
        """After a fault of ours: what was answered is kept, and the menu is near."""
        say = Said(self._words, turn.speaker.spoken)
        asking = replace(turn.dialogue.asking(Asked.CONVERSATION), state=None)
        page = own(say.message(phrases.TRY_AGAIN), Line(say.message(phrases.MENU), Meaning.MENU))
        return Next(asking, page, fresh=True, outcome="failed")

    async def _command(self, turn: Turn, command: Command) -> Next:
        answer = await self._desk.command(command)
        if answer is not None:
            return Next(turn.dialogue, before=(answer,))
        match command.name:
            case commands.START:
                return await self._start(turn, command.argument)
            case commands.LANGUAGE:
                return self._entrance.ask_language(turn)
            case commands.STOP:
                return await self._stop(turn)
            case commands.DELETE:
                return await self._deletion.ask(turn)
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
        lines = [said_to(self._words, turn.speaker, phrases.STOPPED, code=self._service_code)]
        if await self._desk.knows(turn.speaker.number):
            lines.append(said_to(self._words, turn.speaker, phrases.OFFICER_STAYS))
        menu = Line(said_to(self._words, turn.speaker, phrases.MENU), Meaning.MENU)
        ended = replace(turn.dialogue.asking(Asked.CONVERSATION), state=None)
        return Next(ended, own("\n".join(lines), menu), fresh=True)

    async def _tap(self, turn: Turn, tap: Tap) -> Next:
        done = await self._desk.tap(tap)
        if done is not None:
            return _of_officer(turn, tap, done)
        if tap.data == SEE and turn.speaker.person_id is not None:
            seen = await self._conversation.begin(turn, commands.FLOWS["status"])
            return replace(seen, strip=tap.message)
        if tap.data == COVERED and turn.speaker.person_id is not None:
            return replace(await self._conversation.begin(turn), strip=tap.message)
        meaning = turn.dialogue.meaning_of(tap.data)
        if meaning is None:
            return await self._old_button(turn, tap)
        if meaning.startswith(LANGUAGE):
            return await self._entrance.speaks(turn, meaning.removeprefix(LANGUAGE))
        return await self._touched(turn, meaning)

    async def _touched(self, turn: Turn, meaning: str) -> Next:
        asked = turn.dialogue.asked
        if turn.speaker.person_id is None and asked not in (Asked.OTHER_ACCOUNT, Asked.DELETION):
            return await self._entrance.arrive(turn)
        if asked in BEFORE:
            return await self._entrance.answered(turn, meaning)
        if asked is Asked.DELETION:
            return await self._deletion.answered(turn, meaning)
        if asked is Asked.VOICE:
            return await self._recordings.answered(turn, meaning)
        over = self._conversation.is_over(turn.dialogue)
        return replace(await self._conversation.touched(turn, meaning), fresh=over)

    async def _old_button(self, turn: Turn, tap: Tap) -> Next:
        """A button of an earlier question, or nothing that we made: what is asked now is shown once more."""
        now = await self.present(turn)
        return replace(
            now,
            fresh=tap.message != turn.dialogue.live,
            toast=said_to(self._words, turn.speaker, phrases.EARLIER),
            strip=tap.message,
            outcome="old_button",
        )

    async def _typed(self, turn: Turn, text: str) -> Next:
        asked = turn.dialogue.asked
        if turn.speaker.language is None or asked is Asked.LANGUAGE:
            return await self._language_typed(turn, text)
        if turn.speaker.person_id is None and asked is Asked.NUMBER:
            typed_number = sum(letter.isdigit() for letter in text) >= SHORTEST_NUMBER
            return self._entrance.ask_number(
                turn, phrases.ONLY_SHARED if typed_number else phrases.ASK_NUMBER
            )
        if turn.speaker.person_id is None or asked is not Asked.CONVERSATION:
            return await self._label_typed(turn, text)
        return await self._conversation.typed(turn, text)

    async def _label_typed(self, turn: Turn, text: str) -> Next:
        """At a question of the bot's own: what stands on a button may be typed."""
        now = await self.present(turn)
        lines = now.page.lines if now.page else ()
        meaning = next((line.meaning for line in lines if plain(line.label) == plain(text)), None)
        if meaning is None or turn.dialogue.asked is Asked.NOTHING:
            return replace(now, fresh=True)
        return replace(await self._touched(turn, meaning), fresh=True)

    async def _language_typed(self, turn: Turn, text: str) -> Next:
        page = self._entrance.ask_language(turn).page
        for line in page.lines if page else ():
            if text.strip().casefold() and text.strip().casefold() in line.label.casefold():
                return await self._entrance.speaks(turn, line.meaning.removeprefix(LANGUAGE))
        return self._entrance.ask_language(turn)

    def _says(self, turn: Turn, message: str) -> Message:
        return Message(said_to(self._words, turn.speaker, message))


def _of_officer(turn: Turn, tap: Tap, done: Answer) -> Next:
    """What an officer's button did; the conversation of the same account stays as it is."""
    if done.message is None or tap.message is None:
        return Next(turn.dialogue, toast=done.toast)
    return Next(turn.dialogue, toast=done.toast, rewritten=(tap.message, done.message))
