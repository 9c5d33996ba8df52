"""A conversation's screen in the words of a language, set into the pages of a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from flows.screen import Choice, Screen, Texts
from flows.values import Value
from flows.wording import LANGUAGES, Words
from ussd.phrases import NEXT, NOT_UNDERSTOOD
from ussd.typesetting import Manuscript, Option, Pages, Profile, fit, size
from ussd.voice import Voice


@dataclass(frozen=True)
class Shown:
    """One page as it is sent. `keys`: what each key means to the engine; `more`: whether 9 leads on."""

    text: str
    page: int
    keys: dict[str, str]
    more: bool


class Typesetter:
    """Sets screens into pages."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._ready: dict[tuple[object, ...], _Cut] = {}

    def prepare(self, screens: Iterable[Screen], profiles: Iterable[Profile]) -> None:
        """Set screens that never vary once and for all, in every language on these phones."""
        for screen, language, profile in product(screens, LANGUAGES, set(profiles)):
            cut = self._cut(screen, language, profile)
            self._ready[_key(screen, language, profile)] = cut

    def show(self, screen: Screen, language: str, profile: Profile, page: int) -> Shown:
        """Page `page` (from 0, the last at most) of `screen`."""
        cut = None if screen.show else self._ready.get(_key(screen, language, profile))
        cut = cut or self._cut(screen, language, profile)
        return cut.shown(min(page, len(cut.pages) - 1))

    def pages(self, screen: Screen, language: str, profile: Profile) -> list[Shown]:
        """All pages of `screen`."""
        cut = self._cut(screen, language, profile)
        return [cut.shown(page) for page in range(len(cut.pages))]

    def plain(self, message: str, language: str, profile: Profile) -> str:
        """The first page of a text without options: one page, for every text the door itself says."""
        return fit([Manuscript(Voice(self._words, language, profile).text(message))], profile)[0].text

    def _cut(self, screen: Screen, language: str, profile: Profile) -> _Cut:
        return _cut(screen, Voice(self._words, language, profile), profile)


def _key(screen: Screen, language: str, profile: Profile) -> tuple[object, ...]:
    """What tells one screen without values from another."""
    return screen.spot, screen.back, screen.not_understood, language, profile


def _offered(screen: Screen, profile: Profile) -> Screen:
    """Without what would offer Khmer to a network that carries none."""
    choices = tuple(choice for choice in screen.choices if profile.khmer or not choice.khmer)
    return screen if choices == screen.choices else replace(screen, choices=choices)


@dataclass(frozen=True)
class _Cut:
    """A screen's pages. `hint`: what stands above a page that has room for it."""

    screen: Screen
    pages: Pages
    hint: str
    profile: Profile

    def shown(self, page: int) -> Shown:
        chosen = self.pages[page]
        text = _hinted(chosen.text, self.hint, self.profile) if self.hint else chosen.text
        on_page = {key: self.screen.choices[choice].value for key, choice in chosen.keys.items()}
        return Shown(text, page, _fixed(self.screen) | on_page, chosen.more)


def _cut(screen: Screen, voice: Voice, profile: Profile) -> _Cut:
    screen = _offered(screen, profile)
    pages = fit(list(_variants(screen, voice)), profile)
    if not screen.not_understood or len(pages) == 1:
        return _Cut(screen, pages, "", profile)
    # a hint must not move items to other pages and keys: the household has seen them there
    pages = fit(list(_variants(replace(screen, not_understood=False), voice)), profile)
    return _Cut(screen, pages, voice.text(NOT_UNDERSTOOD), profile)


def _variants(screen: Screen, voice: Voice) -> Iterator[Manuscript]:
    """The wordings to try, the fullest first."""
    options = tuple(Option(choice.key, _label(choice, voice), choice.plain) for choice in screen.choices)
    more = f"9.{voice.text(NEXT)}"
    back = f"0.{voice.text(screen.back)}" if screen.back else None
    for text in _texts(screen, voice):
        # where 0 is the only way on, its line always shows
        yield Manuscript(text, options, more, back, back_optional=bool(options))


def _label(choice: Choice, voice: Voice) -> str:
    return voice.value(choice.label) if isinstance(choice.label, Value) else voice.text(choice.label)


def _texts(screen: Screen, voice: Voice) -> Iterator[str]:
    """What stays empty of a placeholder leaves no blank line."""
    for text in _wordings(screen.texts, screen.not_understood):
        said = voice.text(text, screen.show).strip()
        if screen.not_understood and text != screen.texts.again:
            said = f"{voice.text(NOT_UNDERSTOOD)}\n{said}".strip()
        yield said


def _hinted(text: str, hint: str, profile: Profile) -> str:
    hinted = f"{hint}\n{text}"
    return hinted if size(hinted, profile).fits else text


def _fixed(screen: Screen) -> dict[str, str]:
    """A menu's own keys answer on each of its pages, also where their lines stand on another.

    Not where a key must be pressed for it alone: nobody agrees before they saw what the key says.
    """
    if screen.alone:
        return {}
    return {choice.key: choice.value for choice in screen.choices if choice.key is not None}


def _wordings(texts: Texts, not_understood: bool) -> tuple[str, ...]:
    if not_understood and texts.again:
        return (texts.again,)
    return tuple(text for text in (texts.full, texts.short) if text)
