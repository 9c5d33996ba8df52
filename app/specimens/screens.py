"""Every screen of the scripts as a phone shows it: on an everyday day, and with the most that it may say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from app.specimens.lists import items_of
from app.specimens.typical import typical
from bot.screens import Painter
from flows.actions import registry
from flows.events import Item
from flows.proving.staged import extremes, staged
from flows.screen import Screen
from flows.script import Scripts
from flows.steps.pick import Pick
from flows.steps.step import Saying
from flows.values import Value
from flows.wording import Words
from ussd.screens import Shown, Typesetter
from ussd.typesetting import SMALLEST, Profile, Size, size

Pages = tuple[Shown, ...]


class Screens:
    """Sets the screens of `scripts`, as the phone of `profile` shows them."""

    def __init__(self, scripts: Scripts, words: Words, profile: Profile = SMALLEST) -> None:
        self.scripts = scripts
        self.words = words
        self._profile = profile
        self._setter = Typesetter(words)

    def everyday(self, step: Saying, language: str) -> Pages:
        """The pages of `step` with everyday values."""
        return self._set(self._screen(step, typical(step, self.words, language)), language)

    def worst(self, step: Saying, language: str) -> Pages:
        """Its pages where it has the most to say: the most of them, then the fullest.

        A value that leaves the full wording on the screen may fill it more than a longer one, said shorter.
        """
        every = [*self._every(step, language), self.everyday(step, language)]
        return max(every, key=lambda pages: (len(pages), self.fullest(pages).used))

    def again(self, step: Saying, language: str) -> Pages:
        """Its everyday pages after an answer that was not understood."""
        return self._set(self._screen(step, typical(step, self.words, language), misses=1), language)

    def in_chat(self, step: Saying, language: str) -> str:
        """The step as a chat shows it on an everyday day: its words, and its buttons in brackets."""
        page = Painter(self.words).page(self._screen(step, typical(step, self.words, language)), language)
        return "\n".join([page.text, *(f"[{line.label}]" for line in page.lines)])

    def fullest(self, pages: Sequence[Shown]) -> Size:
        """What the fullest of these pages uses of its budget."""
        return max((self.size(page) for page in pages), key=lambda each: each.used / max(each.limit, 1))

    def size(self, page: Shown) -> Size:
        """What a page uses of the phone's budget."""
        return self.measured(page.text)

    def measured(self, text: str) -> Size:
        """What a text uses of it, alone on a screen."""
        return size(text, self._profile)

    def plain(self, message: str, language: str) -> str:
        """What the door says by itself, outside every conversation."""
        return self._setter.plain(message, language, self._profile)

    def _every(self, step: Saying, language: str) -> Iterator[Pages]:
        for items in self._longest(step):
            for show in extremes(step, partial(self.words.worst, language)):
                yield self._set(self._screen(step, show, items), language)

    def _longest(self, step: Saying) -> Iterable[tuple[Item, ...]]:
        if not isinstance(step, Pick):
            return [()]
        return [items for items in registry.lists[step.source].longest(self.words) if items]

    def _screen(
        self, step: Saying, show: Mapping[str, Value], items: tuple[Item, ...] = (), misses: int = 0
    ) -> Screen:
        if isinstance(step, Pick) and not items:
            items = items_of(step.source, self.words.places)
        screen = staged(self.scripts, step, items, misses)
        if screen is None:
            raise TypeError(f"{step.spot} shows nothing")
        return replace(screen, show=show)

    def _set(self, screen: Screen, language: str) -> Pages:
        return tuple(self._setter.pages(screen, language, self._profile))
