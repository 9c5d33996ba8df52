"""Before the conversation: which language, and whose number. Only a shared contact of one's own counts."""

from __future__ import annotations

from dataclasses import replace

from bot import phrases
from bot.conversation import Conversation, in_language
from bot.dialogue import Asked, Dialogue
from bot.message import Message
from bot.screens import Line, Page, Said, own
from bot.turn import Next, Speaker, Turn
from bot.updates import SharedContact
from core import phones
from core.people import People
from core.telegram_accounts import TelegramAccounts, Verified, Verifying
from flows.drafts import FormNow
from flows.wording import LANGUAGES, Words

LANGUAGE = "language:"
MINE, NOT_MINE = "mine", "not_mine"
_QUESTIONS = {Verifying.OTHER_NUMBER: phrases.OTHER_NUMBER, Verifying.OTHER_ACCOUNT: phrases.OTHER_ACCOUNT}
_ASKED = {Verifying.OTHER_NUMBER: Asked.OTHER_NUMBER, Verifying.OTHER_ACCOUNT: Asked.OTHER_ACCOUNT}
_LABELS = dict(zip(LANGUAGES, (phrases.KHMER, phrases.ENGLISH), strict=True))


class Entrance:
    """Asks who somebody is."""

    def __init__(
        self,
        accounts: TelegramAccounts,
        people: People,
        words: Words,
        conversation: Conversation,
        service_code: str,
    ) -> None:
        self._accounts = accounts
        self._people = people
        self._words = words
        self._conversation = conversation
        self._service_code = service_code

    async def arrive(self, turn: Turn) -> Next:
        """What is still to be asked, else the conversation from its start."""
        if turn.speaker.language is None:
            return self.ask_language(turn)
        if turn.speaker.person_id is None:
            lost = turn.dialogue.state is not None
            return self.ask_number(turn, phrases.UNBOUND if lost else phrases.ASK_NUMBER)
        return await self._conversation.begin(turn)

    def ask_language(self, turn: Turn) -> Next:
        """In both languages at once."""
        asking = turn.dialogue.asking(Asked.LANGUAGE)
        return Next(asking, self.page(turn.speaker, asking), fresh=True)

    def ask_number(self, turn: Turn, why: str = phrases.ASK_NUMBER) -> Next:
        """With the key that shares it."""
        say = Said(self._words, turn.speaker.spoken)
        text = self._words.say(turn.speaker.spoken, why, code=self._service_code)
        asking = turn.dialogue.asking(Asked.NUMBER)
        return Next(asking, Page(text, ()), fresh=True, contact=say.message(phrases.SHARE))

    def page(self, speaker: Speaker, dialogue: Dialogue) -> Page:
        """The bot's own question as it stands."""
        say = Said(self._words, speaker.spoken)
        if dialogue.asked is Asked.LANGUAGE:
            lines = (Line(say.message(label), f"{LANGUAGE}{code}") for code, label in _LABELS.items())
            return own(say.message(phrases.GREETING), *lines)
        question = next(text for why, text in _QUESTIONS.items() if _ASKED[why] is dialogue.asked)
        text = self._words.say(speaker.spoken, question, number=phones.mask(dialogue.about["phone"]))
        return own(
            text,
            Line(say.message(phrases.YES_MINE), MINE),
            Line(say.message(phrases.NO), NOT_MINE),
        )

    async def speaks(self, turn: Turn, language: str) -> Next:
        """A language was chosen: for this chat, and for the person wherever they call from."""
        await self._accounts.speaks(turn.speaker.number, language)
        speaker = replace(turn.speaker, language=language)
        if speaker.phone is not None:
            await self._people.remember(speaker.phone, language)
        going_on = in_language(turn.dialogue, language)
        now = Turn(speaker, going_on)
        if going_on.state is None or speaker.person_id is None or self._conversation.is_over(going_on):
            return await self.arrive(now)
        return await self._conversation.present(replace(now, dialogue=going_on.asking(Asked.CONVERSATION)))

    async def shared(self, turn: Turn, contact: SharedContact) -> Next:
        """A contact was shared: verified if it is their own, whenever it comes."""
        if turn.speaker.language is None:
            return self.ask_language(turn)
        if not contact.own:
            return self.ask_number(turn, phrases.NOT_OWN)
        phone = f"+{contact.phone.lstrip('+')}"
        if not phones.is_e164(phone):
            return self.ask_number(turn, phrases.NO_NUMBER)
        return await self._verify(turn, phone)

    async def answered(self, turn: Turn, meaning: str) -> Next:
        """Whether the number is theirs, where something would be unbound by it."""
        about = turn.dialogue.about
        if meaning != MINE:
            return await self.arrive(turn)
        agreed = {*about.get("agreed", "").split(), _agreed_to(turn.dialogue.asked)}
        return await self._verify(turn, about["phone"], frozenset(Verifying(each) for each in agreed if each))

    async def _verify(self, turn: Turn, phone: str, agreed: frozenset[Verifying] = frozenset()) -> Next:
        verified = await self._accounts.verify(turn.speaker.number, phone, turn.speaker.spoken, agreed)
        if verified.came is not Verifying.DONE:
            words = " ".join(sorted(agreed))
            asking = turn.dialogue.asking(_ASKED[verified.came], phone=phone, agreed=words)
            return Next(asking, self.page(turn.speaker, asking), fresh=True)
        return await self._verified(turn, phone, verified)

    async def _verified(self, turn: Turn, phone: str, verified: Verified) -> Next:
        language = turn.speaker.spoken
        await self._people.remember(phone, language)
        speaker = replace(turn.speaker, person_id=verified.account.person_id, phone=phone)
        thanks = self._words.say(language, phrases.VERIFIED, number=phones.mask(phone))
        told = Message(thanks, ends_contact=True)
        begun = await self._begun(Turn(speaker, turn.dialogue), verified)
        return replace(begun, before=(told,), others=await self._unbound(verified))

    async def _begun(self, turn: Turn, verified: Verified) -> Next:
        """What another account answered with this number, and did not send, is nothing to who has it now."""
        if verified.lost is None:
            return await self._conversation.begin(turn)
        return replace(await self._conversation.begin(turn, "menu"), form=FormNow(forget=True))

    async def _unbound(self, verified: Verified) -> tuple[tuple[int, Message], ...]:
        """What the account is told that had the number before."""
        if verified.lost is None:
            return ()
        account = await self._accounts.find(verified.lost)
        language = account.language if account and account.language else LANGUAGES[0]
        return ((verified.lost, Message(self._words.text(language, phrases.UNBOUND))),)


def _agreed_to(asked: Asked) -> str:
    return next((why.value for why, question in _ASKED.items() if question is asked), "")
