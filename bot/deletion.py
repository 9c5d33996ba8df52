"""/delete: what would go and what must stay is told first; only then, asked twice, it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot import phrases
from bot.dialogue import Asked, Dialogue
from bot.message import Message
from bot.screens import Line, Page, Said, own
from bot.turn import Next, Turn
from core.erasure import Done, ErasurePlan, Fate, Forgetting, Item
from core.requests import references
from core.telegram_accounts import TelegramAccounts
from flows.values import Value
from flows.wording import Words

KEEP, DELETE, SURELY = "keep", "delete", "delete_surely"
_FATES = {
    Fate.REMOVED: phrases.GOES,
    Fate.WITHDRAWN: phrases.WITHDRAWN_AND_GOES,
    Fate.KEPT: phrases.STAYS,
}


class Deletion:
    """Tells the plan, and does just that plan."""

    def __init__(self, forgetting: Forgetting, accounts: TelegramAccounts, words: Words) -> None:
        self._forgetting = forgetting
        self._accounts = accounts
        self._words = words

    async def ask(self, turn: Turn, before: str = "") -> Next:
        """What would be done. Of whom nothing is known but the chat, that is forgotten at once."""
        if turn.speaker.person_id is None:
            await self._accounts.forget(turn.speaker.number)
            return self._over(turn, phrases.NOTHING_KNOWN, ())
        plan = await self._forgetting.plan(turn.speaker.person_id)
        told = (Message(self._words.text(turn.speaker.spoken, before)),) if before else ()
        dialogue = turn.dialogue.asking(Asked.DELETION, told=plan.told)
        return Next(dialogue, await self.page(replace(turn, dialogue=dialogue)), fresh=True, before=told)

    async def page(self, turn: Turn) -> Page:
        """The question as it stands."""
        say = Said(self._words, turn.speaker.spoken)
        keep = Line(say.message(phrases.KEEP_ALL), KEEP)
        if turn.dialogue.about.get("sure"):
            return own(
                say.message(phrases.DELETE_SURELY), Line(say.message(phrases.YES_DELETE), SURELY), keep
            )
        plan = await self._forgetting.plan(turn.speaker.person_id or "")
        text = "\n".join(self._lines(plan, say))
        return own(text, keep, Line(say.message(phrases.DELETE), DELETE))

    async def answered(self, turn: Turn, meaning: str) -> Next:
        """Asked twice; between the two the buttons change places, so that a double touch deletes nothing."""
        if meaning == DELETE:
            dialogue = _sure(turn.dialogue)
            return Next(dialogue, await self.page(replace(turn, dialogue=dialogue)))
        if meaning == SURELY and turn.speaker.person_id is None:
            return self._over(_as_they_spoke(turn), phrases.DELETED, ())  # done before, and never told
        if meaning != SURELY or turn.speaker.person_id is None:
            page = own(self._words.text(turn.speaker.spoken, phrases.NOTHING_DELETED), self._menu(turn))
            return Next(turn.dialogue.asking(Asked.CONVERSATION), page)
        done = await self._forgetting.erase(turn.speaker.person_id, turn.dialogue.about["told"])
        if isinstance(done, ErasurePlan):
            return await self.ask(turn, phrases.CHANGED_MEANWHILE)
        await self._accounts.forget(turn.speaker.number)
        return self._over(turn, phrases.DELETED, done.kept if isinstance(done, Done) else ())

    def _over(self, turn: Turn, text: str, kept: Iterable[Item]) -> Next:
        say = Said(self._words, turn.speaker.spoken)
        lines = [say.message(text), *(self._line(item, say) for item in kept)]
        page = own("\n".join(lines))
        return Next(turn.dialogue, page, person_id=turn.speaker.person_id, forgotten=True)

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

    def _menu(self, turn: Turn) -> Line:
        return Line(self._words.text(turn.speaker.spoken, phrases.MENU), "menu")


def _as_they_spoke(turn: Turn) -> Turn:
    """The account's language went with it; the conversation still knows."""
    state = turn.dialogue.state
    return replace(turn, speaker=replace(turn.speaker, language=state.language)) if state else turn


def _sure(dialogue: Dialogue) -> Dialogue:
    return replace(dialogue, about={**dialogue.about, "sure": "yes"})
