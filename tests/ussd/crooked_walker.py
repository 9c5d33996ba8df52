"""A robot that knows no script: it reads screens, presses any keys, hangs up and dials again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from tests.ussd.caller import Caller
from tests.ussd.filed import FILING
from tests.ussd.foreseen import is_foreseen
from ussd.typesetting import SMALLEST, size
from ussd.typesetting.profiles import Alphabet

CODES = ("120109", "170404", "010201", "12", "1704", "12010901", "១២០១០៩")
NONSENSE = (
    "x",
    "",
    "00",
    "98",
    "#",
    "99",
    "0123456789",
    "13",
    "5",
    "55",
    "77",
    "ក",
    "kokir",
    "ភូមិគគីរ",
    "👪",
    "\x00",
    "1 ",
    "2*",
    "*",
    "***",
)
HELPING = ("1", "1", "2", "2", "1", "1", "3", "5", "1")
"""Ask, agree, for another home, as a neighbour, it agrees, call and text, three people, no needs, send."""
TO_KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
REFERENCE = re.compile(r"\b\d{3} \d{3} \d{3}\b")

_KEY = re.compile(r"(?:^|\n)([0-9])\.")
_KHMER = re.compile(r"[\u1780-\u17ff]")
_ENGLISH = re.compile(r"[A-Za-z]{2,}")
_NAMES = {"IDPoor", "English", "The", "Phnom", "Penh", "Post"}
"""Words of the Khmer screens that are written in Latin letters: a source of figures is called as it is."""


@dataclass
class CrookedWalker:
    """One phone and the chance that leads its hand. `language`: the one last chosen, None before any was.

    `references`: every reference that stood on its screen.
    """

    caller: Caller
    random: Random
    language: str | None = None
    references: set[str] = field(default_factory=set)

    async def file_for_two_families(self, language: str) -> None:
        """In one go, so that the walks begin with something that others must not see."""
        for keys in ((language, *FILING[1:]), HELPING):
            await self.caller.dial()
            for key in keys:
                await self._press(key)

    async def walk(self, presses: int) -> None:
        """One call, or several where the line drops."""
        await self._dial()
        for _ in range(presses):
            if self.caller.final or self.random.random() < 0.04:
                await self._dial()
            elif self.random.random() < 0.04:
                await self._press_several()
            elif self.random.random() < 0.04:
                await self._repeat()
            else:
                await self._press(self._key())

    async def _dial(self) -> None:
        deep = (self.random.choice(CODES),) if self.random.random() < 0.2 else ()
        await self.caller.dial(*deep)
        self._look()

    async def _press(self, key: str) -> None:
        self._foresee(key)
        await self.caller.press_at_once(*key.split("*"))
        self._look()

    async def _press_several(self) -> None:
        """Together, and none that could change the language: the robot would not see which key did."""
        if not self._at_welcome() and not self._at_letters() and not self._at_menu():
            await self.caller.press_at_once(*self.random.choices(("1", "2", "0", "13", "x"), k=2))
            self._look()

    async def _repeat(self) -> None:
        tokens, said = self.caller.replies[-1]
        assert (await self.caller.post(tokens)).text == said.text

    def _key(self) -> str:
        """Mostly one that leads on, as far as the screen tells, or a code where one is asked for."""
        keys: list[str] = _KEY.findall(self.caller.screen)
        drawn = self.random.random()
        if drawn < 0.08 or not keys:
            return self.random.choice(NONSENSE)
        if drawn < 0.14:
            return self.random.choice("019")
        if set(keys) <= {"0", "1"} and drawn < 0.8:
            return self.random.choice((*CODES[:3], "4", "13"))
        key = self.random.choice([key for key in keys if key != "0"] or keys)
        return key.translate(TO_KHMER) if self.random.random() < 0.2 else key

    def _foresee(self, key: str) -> None:
        pressed = key.translate(str.maketrans("១២៦", "126", "* "))
        if self._at_welcome() and pressed in ("1", "2"):
            self.language = "km" if pressed == "1" else "en"
        elif self._at_letters() and pressed == "2" and "*" not in key:  # it is answered by one key alone
            self.language = "en"
        elif self._at_menu() and pressed == "6":
            self.language = "en" if self.language == "km" else "km"

    def _at_welcome(self) -> bool:
        return self._stands_at("welcome/language")

    def _at_letters(self) -> bool:
        """Asked whether Khmer letters show, in both scripts."""
        return self._stands_at("welcome/letters")

    def _stands_at(self, step: str) -> bool:
        return bool(self.caller.replies) and self.caller.replies[-1][1].step == step

    def _at_menu(self) -> bool:
        return self.caller.screen.rpartition("\n")[2] in ("6.English", "6.Khmer")

    def _look(self) -> None:
        """What must hold of every screen."""
        screen = self.caller.screen
        reply = self.caller.replies[-1][1]
        assert reply.outcome == "answered"
        assert is_foreseen(reply.step, screen), f"{reply.step}: {screen}"
        self.references |= set(REFERENCE.findall(screen))
        used = size(screen, SMALLEST)
        assert used.limit == (160 if used.alphabet is Alphabet.GSM7 else 70)
        assert used.fits, screen
        assert "\u200b" not in screen
        assert "{" not in screen
        if self._at_letters():
            assert self.language == "km"
        elif self.language is None:
            assert self._at_welcome() or self.caller.final, screen
        elif self.language == "km":
            assert _KHMER.search(screen), screen
            assert set(_ENGLISH.findall(screen)) <= _NAMES, screen
        else:
            assert not _KHMER.search(screen), screen
