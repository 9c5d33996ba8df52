"""What the sheet for a native reader shows, in the order that a household meets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import bot.officers.phrases
import bot.phrases
import bot.voice.phrases
from app.review.listening import Listening
from app.specimens.kinds import KINDS
from app.specimens.order import reading_order
from app.specimens.screens import Pages, Screens
from app.specimens.typical import ANSWERS
from core.notices import NoticeKind
from flows.messages import N_, uncontexted
from flows.notices import notice_text
from flows.steps.ending import Ending
from flows.steps.option import Option
from flows.steps.pick import Pick
from flows.steps.step import Asking, Saying
from flows.wording import LANGUAGES
from ussd.phrases import Polite

EVERYDAY = N_("On an everyday day")
WORST = N_("With the most it may have to say")
AGAIN = N_("After an answer that was not understood")
IN_CHAT = N_("In a chat")
CHAT = N_("What the bot says by itself")
SMS = N_("Text messages")
DOOR = N_("What is said outside every conversation")
CODE = "*1200#"
"""A number to dial, as long as a real one is."""


@dataclass(frozen=True)
class Shot:
    """One state of a screen, page by page in each language; `what` is the message that names the state."""

    what: str
    pages: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Scene:
    """One step, or one text: where it stands, what kind of screen it is (a message), how it looks, the
    messages that it is made of, and the signs still free on its fullest page in Khmer (None: no screen)."""

    place: str
    kind: str
    shots: Sequence[Shot]
    messages: tuple[str, ...]
    free: int | None


@dataclass(frozen=True)
class Part:
    """The scenes of one script, or of one kind of text; `title` is a message."""

    title: str
    scenes: Sequence[Scene]


_TEXTS = (NoticeKind.REQUEST_RECEIVED, NoticeKind.CARD_READY, NoticeKind.REMINDER, NoticeKind.CODE_MADE)
"""One of each wording: all news of a request reads the same."""


class Stage:
    """Makes every scene. `screens` must speak by way of `listening`."""

    def __init__(self, screens: Screens, listening: Listening) -> None:
        self._screens = screens
        self._listening = listening

    def parts(self) -> Iterator[Part]:
        """Every script, what the door says by itself, and every text message."""
        scripts = self._screens.scripts
        for flow in reading_order(scripts):
            saying = [step for step in scripts[flow].steps.values() if isinstance(step, Saying)]
            yield Part(scripts[flow].title, [self._scene(step) for step in saying])
        yield Part(DOOR, [self._door(phrase) for phrase in Polite])
        yield Part(CHAT, [self._phrase(phrase) for phrase in sorted(_phrases())])
        yield Part(SMS, list(map(self._notice, _TEXTS)))

    def _scene(self, step: Saying) -> Scene:
        screens = self._screens
        with self._listening.heard() as heard:
            everyday = {language: screens.everyday(step, language) for language in LANGUAGES}
            worst = {language: screens.worst(step, language) for language in LANGUAGES}
            again = {language: screens.again(step, language) for language in LANGUAGES}
            chat = {language: (screens.in_chat(step, language),) for language in LANGUAGES}
        shots = [_shot(EVERYDAY, everyday)]
        if worst != everyday and not isinstance(step, Pick):  # a list has only more names on more pages
            shots.append(_shot(WORST, worst))
        if isinstance(step, Asking):
            shots.append(_shot(AGAIN, again))
        if _differs_in_chat(step):
            shots.append(Shot(IN_CHAT, chat))
        size = screens.fullest(worst["km"])
        return Scene(step.spot, KINDS[type(step)], shots, tuple(heard), size.limit - size.used)

    def _door(self, phrase: Polite) -> Scene:
        with self._listening.heard() as heard:
            pages = {language: (self._screens.plain(phrase, language),) for language in LANGUAGES}
        size = self._screens.measured(pages["km"][0])
        return Scene(
            phrase.name.lower(), KINDS[Ending], [Shot(EVERYDAY, pages)], tuple(heard), size.limit - size.used
        )

    def _phrase(self, phrase: str) -> Scene:
        """Placeholders stay as they are: what fills them differs from place to place."""
        with self._listening.heard() as heard:
            said = {language: (self._listening.text(language, phrase),) for language in LANGUAGES}
        return Scene(uncontexted(phrase)[:40], IN_CHAT, [Shot(EVERYDAY, said)], tuple(heard), None)

    def _notice(self, kind: NoticeKind) -> Scene:
        params = {"reference": str(ANSWERS["reference"])}
        with self._listening.heard() as heard:
            said = {
                language: (notice_text(self._screens.words, language, kind, params, CODE),)
                for language in LANGUAGES
            }
        return Scene(kind.value, SMS, [Shot(EVERYDAY, said)], tuple(heard), None)


def _differs_in_chat(step: Saying) -> bool:
    options: Mapping[str, Option] = getattr(step, "options", {})
    return step.texts.fuller is not None or any(option.button for option in options.values())


def _phrases() -> set[str]:
    """What the bot itself says, to households and to officers."""
    told = (bot.phrases, bot.voice.phrases, bot.officers.phrases)
    return {
        text
        for module in told
        for name, text in vars(module).items()
        if name.isupper() and isinstance(text, str)
    }


def _shot(what: str, pages: dict[str, Pages]) -> Shot:
    return Shot(what, {language: tuple(page.text for page in shown) for language, shown in pages.items()})
