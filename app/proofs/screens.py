"""Every screen of the scripts as a phone shows it: on an everyday day, and with the most that it may say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from app.proofs.lists import items_of
from app.proofs.typical import typical
from flows.actions import registry
from flows.engine import advance
from flows.events import Enter, Item, Outcome
from flows.screen import Screen
from flows.script import Scripts
from flows.state import State
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
        return self._set(self._screen(step, language, typical(step, self.words, language)), language)

    def worst(self, step: Saying, language: str) -> Pages:
        """Its pages where it has the most to say: the most of them, then the fullest.

        A value that leaves the full wording on the screen may fill it more than a longer one, said shorter.
        """
        every = [*self._every(step, language), self.everyday(step, language)]
        return max(every, key=lambda pages: (len(pages), self.fullest(pages).used))

    def again(self, step: Saying, language: str) -> Pages:
        """Its everyday pages after an answer that was not understood."""
        screen = self._screen(step, language, typical(step, self.words, language))
        return self._set(replace(screen, not_understood=not screen.final), language)

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
        worst = {name: self.words.worst(language, show.kind) for name, show in step.show.items()}
        for items in self._longest(step):
            for raws in product(*worst.values()):
                shown = {
                    name: Value(step.show[name].kind, raw) for name, raw in zip(worst, raws, strict=True)
                }
                yield self._set(self._screen(step, language, shown, items), language)

    def _longest(self, step: Saying) -> Iterable[tuple[Item, ...]]:
        if not isinstance(step, Pick):
            return [()]
        return [items for items in registry.lists[step.source].longest(self.words) if items]

    def _screen(
        self, step: Saying, language: str, show: Mapping[str, Value], items: tuple[Item, ...] = ()
    ) -> Screen:
        behind = () if self.scripts[step.flow].root or not self.scripts.home else (self.scripts.home,)
        state = State(at=step.spot, language=language, trail=behind)
        if isinstance(step, Pick):
            listed = Outcome("listed", items=items or items_of(step.source, self.words.places))
            _, screen = advance(self.scripts, state, listed)
        else:
            _, screen = advance(self.scripts, state, Enter())
        if not isinstance(screen, Screen):
            raise TypeError(f"{step.spot} shows nothing")
        return replace(screen, show=show)

    def _set(self, screen: Screen, language: str) -> Pages:
        return tuple(self._setter.pages(screen, language, self._profile))
