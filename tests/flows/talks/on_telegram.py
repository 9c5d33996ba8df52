"""Somebody who talks with the real bot, and what it should show them by what the engine says."""

from __future__ import annotations

from bot import phrases
from bot.dialogue import Asked
from bot.screens import Meaning
from flows.screen import Choice
from flows.steps.ending import Ending
from flows.steps.pick import OPTION
from flows.values import Value
from flows.wording import LANGUAGES
from tests.bot.hand import Hand, seen
from tests.flows.talks.on_the_engine import EnginePhone
from tests.flows.talks.world import World
from tests.servers.bot_api.people import User

LANGUAGE = "welcome/language"
"""Which language? The bot asks that itself, before the engine begins."""
BACK = "0"


class TelegramPhone:
    """Touches what means the same as a key, and types what nothing means. A screen is one page here."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self._hand = Hand.of(user, world.house)
        self._dialled = False

    @property
    def step(self) -> str:
        chat = self._hand.chat
        return LANGUAGE if chat.asked is Asked.LANGUAGE or chat.state is None else chat.state.step

    @property
    def final(self) -> bool:
        return isinstance(self._world.house.services.scripts.step(self.step), Ending)

    async def dial(self, commune: str) -> None:
        """Who called before is verified already: nobody whom we know is asked for a language again."""
        if not self._dialled and await self._world.house.people.find(self._world.number):
            await self._hand.verified(self._world.house, self._world.language)
        self._dialled = True
        await self._hand.start(commune and f"c{commune}")

    async def press(self, key: str) -> None:
        if self.step == LANGUAGE and key in ("1", "2"):
            await self._hand.touch(f"language:{LANGUAGES[int(key) - 1]}")
            await self._hand.share()
            return
        meant = [f"{Meaning.CHOSEN}{key}", f"{Meaning.CHOSEN}{OPTION}{key}"]
        meant += [Meaning.BACK] if key == BACK else []
        found = [meaning for meaning in meant if self._hand.offers(meaning)]
        await (self._hand.touch(found[0]) if found else self.type(key))

    async def type(self, text: str) -> None:
        """A line; keys that can be ticked are, if they all can."""
        ticks = [f"{Meaning.TICK}{key}" for key in text]
        if not all(map(self._hand.offers, ticks)):
            await self._hand.line(text)
            return
        for meaning in (*ticks, Meaning.DONE):
            await self._hand.touch(meaning)

    async def choose(self, label: str) -> None:
        """From the last page, where `read` has led, towards the first."""
        while label not in self._labelled() and self._hand.offers(Meaning.LESS):
            await self._hand.touch(Meaning.LESS)
        if label not in self._labelled():
            raise LookupError(f"no {label!r} below {self._hand.text!r}")
        await self._hand.touch(self._labelled()[label])

    async def read(self, until: str | None = None, pages: int | None = None) -> list[str]:
        """All of it, whatever was sought: leafing on takes nobody away from the question."""
        text, lines = await self._hand.leafed()
        return ["\n".join((text, *(line.label for line in lines)))]

    def _labelled(self) -> dict[str, str]:
        return {line.label: line.meaning for line in self._hand.lines}


class InFull(EnginePhone):
    """The bare engine, its screens said as they should be where there is room and all is a button."""

    roomy = True

    async def read(self, until: str | None = None, pages: int | None = None) -> list[str]:
        said = self._first() if self.step == LANGUAGE else self._said()
        await super().read(until, pages)
        return [seen("\n".join(said))]

    def _said(self) -> list[str]:
        screen, words = self.screen, self._world.house.services.words
        hint = [words.text(self._language, phrases.NOT_UNDERSTOOD)] if screen.not_understood else []
        text = words.text(self._language, screen.texts.roomiest, screen.show).strip()
        back = [words.text(self._language, screen.back)] if screen.back else []
        return [*hint, text, *map(self._label, screen.choices), *back]

    def _label(self, choice: Choice) -> str:
        words = self._world.house.services.words
        if isinstance(choice.label, Value):
            return words.value(self._language, choice.label)
        return words.text(self._language, choice.button or choice.label)

    def _first(self) -> list[str]:
        """In words of the bot's own, which say both languages."""
        own = phrases.GREETING, phrases.KHMER, phrases.ENGLISH
        return [self._world.house.services.words.text(LANGUAGES[0], message) for message in own]

    @property
    def _language(self) -> str:
        return self._state.language
