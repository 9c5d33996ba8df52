"""/delete: what would go and what must stay is told first; only then, asked twice, it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot import phrases
from bot.dialogue import Asked
from bot.message import Message
from bot.screens import Line, Meaning, Page, Said, own
from bot.tongues import said_to
from bot.turn import Next, Turn
from core.erasure import ErasurePlan, Fate, Forgetting, Item
from core.requests import references
from core.telegram_accounts import TelegramAccounts
from core.telegram_officers import TelegramOfficers
from flows.drafts import FormNow
from flows.values import Value
from flows.wording import Words

GONE = FormNow(forget=True)
KEEP, DELETE, SURELY = "keep", "delete", "delete_surely"
_FATES = {
    Fate.REMOVED: phrases.GOES,
    Fate.WITHDRAWN: phrases.WITHDRAWN_AND_GOES,
    Fate.KEPT: phrases.STAYS,
}


class Deletion:
    """Tells the plan, and does just that plan."""

    def __init__(
        self,
        forgetting: Forgetting,
        accounts: TelegramAccounts,
        officers: TelegramOfficers,
        words: Words,
    ) -> None:
        self._forgetting = forgetting
        self._accounts = accounts
        self._officers = officers
        self._words = words

    async def ask(self, turn: Turn, before: str = "") -> Next:
        """What would be done. Of whom no number is known the chat is forgotten at once."""
        if turn.speaker.person_id is None:
            await self._accounts.forget(turn.speaker.number)
            return self._over(turn, await self._of_nobody(turn))
        plan = await self._forgetting.plan(turn.speaker.person_id)
        told = (Message(self._words.text(turn.speaker.spoken, before)),) if before else ()
        dialogue = turn.dialogue.asking(Asked.DELETION, told=plan.told, person=turn.speaker.person_id)
        return Next(dialogue, await self._plan_page(turn, plan), fresh=True, before=told)

    async def page(self, turn: Turn) -> Page:
        """The question as it stands."""
        if turn.dialogue.about.get("sure"):
            return self._sure_page(turn)
        return await self._plan_page(turn, await self._forgetting.plan(turn.dialogue.about["person"]))

    async def answered(self, turn: Turn, meaning: str) -> Next:
        """Asked twice; between the two the buttons change places, so that a double touch deletes nothing."""
        about = turn.dialogue.about
        if meaning == DELETE:
            dialogue = replace(turn.dialogue, about={**about, "sure": "yes"})
            return Next(dialogue, self._sure_page(turn))
        if meaning != SURELY:
            menu = Line(self._words.text(turn.speaker.spoken, phrases.MENU), Meaning.MENU)
            page = own(self._words.text(turn.speaker.spoken, phrases.NOTHING_DELETED), menu)
            return Next(turn.dialogue.asking(Asked.CONVERSATION), page)
        done = await self._forgetting.erase(about["person"], about["told"])  # also where it was done before
        if isinstance(done, ErasurePlan):
            return await self.ask(turn, phrases.CHANGED_MEANWHILE)
        turn = _as_they_spoke(turn)
        return self._over(turn, [phrases.DELETED, *await self._officer(turn)], done.kept)

    async def _of_nobody(self, turn: Turn) -> list[str]:
        """Whose number moved to another account left requests there: of these we say so."""
        known = turn.dialogue.state is not None
        return [phrases.KEPT_WITH_NUMBER if known else phrases.NOTHING_KNOWN, *await self._officer(turn)]

    async def _officer(self, turn: Turn) -> list[str]:
        """An officer's account is the office's: it is disconnected on its own page."""
        officer = await self._officers.officer_of(turn.speaker.number)
        return [phrases.OFFICER_STAYS] if officer else []

    def _over(self, turn: Turn, texts: Iterable[str], kept: Iterable[Item] = ()) -> Next:
        say = Said(self._words, turn.speaker.spoken)
        told = (said_to(self._words, turn.speaker, text) for text in texts)
        lines = [*told, *(self._line(item, say) for item in kept)]
        person = turn.dialogue.about.get("person") or turn.speaker.person_id
        return Next(turn.dialogue, own("\n".join(lines)), person_id=person, form=GONE, forgotten=True)

    def _sure_page(self, turn: Turn) -> Page:
        say = Said(self._words, turn.speaker.spoken)
        return own(
            say.message(phrases.DELETE_SURELY),
            Line(say.message(phrases.YES_DELETE), SURELY),
            Line(say.message(phrases.KEEP_ALL), KEEP),
        )

    async def _plan_page(self, turn: Turn, plan: ErasurePlan) -> Page:
        say = Said(self._words, turn.speaker.spoken)
        officer = [say.message(line) for line in await self._officer(turn)]
        return own(
            "\n".join([*self._lines(plan, say), *officer]),
            Line(say.message(phrases.KEEP_ALL), KEEP),
            Line(say.message(phrases.DELETE), DELETE),
        )

    def _lines(self, plan: ErasurePlan, say: Said) -> Iterator[str]:
        yield say.message(phrases.DELETE_WHAT)
        for item in plan.items:
            yield self._line(item, say)
        yield say.message(phrases.NUMBER_GOES if plan.phone_goes else phrases.NUMBER_STAYS)
        yield say.message(phrases.CHAT_STAYS)

    def _line(self, item: Item, say: Said) -> str:
        office = self._words.value(say.language, Value("office_word", item.commune))
        reference = references.show(item.reference)
        line = self._words.say(say.language, _FATES[item.fate], reference=reference, office=office)
        return line if item.own else self._words.say(say.language, phrases.OF_ANOTHER_HOME, line=line)


def _as_they_spoke(turn: Turn) -> Turn:
    """The account's language went with it; the conversation still knows."""
    state = turn.dialogue.state
    return replace(turn, speaker=replace(turn.speaker, language=state.language)) if state else turn
