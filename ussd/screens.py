"""A conversation's screen in the words of a language, set into the pages of a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flows.screen import Choice, Screen, Texts
from flows.values import Value
from flows.wording import Words
from ussd.phrases import NEXT, NOT_UNDERSTOOD
from ussd.typesetting import Manuscript, Option, Profile, fit, size
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

    def show(self, screen: Screen, language: str, profile: Profile, page: int) -> Shown:
        """Page `page` (from 0, the last at most) of `screen`."""
        voice = Voice(self._words, language, profile)
        pages = fit(list(_variants(screen, voice)), profile)
        cut_as_before = screen.not_understood and len(pages) > 1
        if cut_as_before:
            # a hint must not move items to other pages and keys: the household has seen them there
            pages = fit(list(_variants(replace(screen, not_understood=False), voice)), profile)
        index = min(page, len(pages) - 1)
        chosen = pages[index]
        text = _hinted(chosen.text, voice, profile) if cut_as_before else chosen.text
        on_page = {key: screen.choices[choice].value for key, choice in chosen.keys.items()}
        return Shown(text, index, _fixed(screen) | on_page, chosen.more)

    def plain(self, message: str, language: str, profile: Profile) -> str:
        """The first page of a text without options: one page, for every text the door itself says."""
        return fit([Manuscript(Voice(self._words, language, profile).text(message))], profile)[0].text


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


def _hinted(text: str, voice: Voice, profile: Profile) -> str:
    hinted = f"{voice.text(NOT_UNDERSTOOD)}\n{text}"
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
