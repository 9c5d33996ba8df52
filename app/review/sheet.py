"""The sheet for a native reader: one HTML file that needs nothing else, neither a server nor a network."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from markupsafe import Markup

import web.fonts
from app.review.entries import Entry, by_id, entry
from app.review.listening import Listening
from app.review.scenes import Part, Scene, Stage
from app.specimens.screens import Screens
from core.places import Gazetteer
from flows.messages import N_
from flows.script import Scripts
from flows.wording import Catalogue, Words
from web.pages import environment

FONT = Path(web.fonts.__file__).with_name("noto-sans-khmer.woff2")
OTHERS = N_("All other texts")
PROGRESS = N_("{done} answered here, {signed} of {total} signed off before.")
LONGER = N_("Longer by {more} signs: the fullest screen with this text has room for {free} more.")


@dataclass(frozen=True)
class Told:
    """A scene with the messages that stand here, and the numbers of those that stood before."""

    scene: Scene | None
    entries: Sequence[Entry]
    before: Sequence[int]


@dataclass(frozen=True)
class Leaf:
    """A part of the sheet; `title` is a message."""

    title: str
    told: Sequence[Told]


class Sheet:
    """Lays every scene out beside the messages that it is made of, each message once."""

    def __init__(
        self, scripts: Scripts, catalogue: Catalogue, khmer: Catalog, everything: bool = False
    ) -> None:
        """`khmer`: the catalogue as it is edited; `everything`: also what no phone shows."""
        listening = Listening(catalogue)
        self.words = Words(catalogue, Gazetteer.load())
        self._parts = list(Stage(Screens(scripts, Words(listening, self.words.places)), listening).parts())
        self._messages = by_id(khmer)
        self._numbers: dict[str, int] = {}
        self._everything = everything

    def leaves(self) -> Iterator[Leaf]:
        """The sheet, part by part."""
        free = _least_free(self._parts)
        for part in self._parts:
            yield Leaf(part.title, [self._told(scene, free) for scene in part.scenes])
        if self._everything:
            rest = [message for name, message in self._messages.items() if name not in self._numbers]
            told = [entry(len(self._numbers) + n, message, None) for n, message in enumerate(rest, 1)]
            yield Leaf(OTHERS, [Told(None, told, ())])

    def html(self) -> str:
        """The sheet as one file."""
        template = environment(Path(__file__).parent).get_template("sheet.html")
        leaves = list(self.leaves())
        entries = [each for leaf in leaves for told in leaf.told for each in told.entries]
        return template.render(
            leaves=leaves,
            total=len(entries),
            signed=sum(bool(each.reviewed) for each in entries),
            font=b64encode(FONT.read_bytes()).decode(),
            _=self._both,
            languages={"km": "Khmer", "en": "English"},
            texts={"progress": self._each(PROGRESS), "longer": self._each(LONGER)},
        )

    def _told(self, scene: Scene, free: dict[str, int]) -> Told:
        new: list[Entry] = []
        before: list[int] = []
        for name in scene.messages:
            message = self._messages.get(name)
            if name in self._numbers:
                before.append(self._numbers[name])
            elif message is not None:
                self._numbers[name] = len(self._numbers) + 1
                new.append(entry(self._numbers[name], message, free.get(name)))
        return Told(scene, new, before)

    def _each(self, message: str) -> dict[str, str]:
        """A text for the sheet's script, which fills its placeholders itself."""
        return {language: self.words.text(language, message) for language in ("km", "en")}

    def _both(self, message: str) -> Markup:
        """A text of the sheet itself in both languages: its reader knows Khmer, who sent it perhaps not."""
        km, en = (self.words.say(language, message) for language in ("km", "en"))
        return Markup('<span lang="km">{}</span> <span lang="en">{}</span>').format(km, en)


def _least_free(parts: Sequence[Part]) -> dict[str, int]:
    """The signs that each message may grow by in Khmer: those free on the fullest screen it stands on."""
    found: dict[str, int] = {}
    for scene in (scene for part in parts for scene in part.scenes):
        for name in scene.messages:
            if scene.free is not None:
                found[name] = min(scene.free, found.get(name, scene.free))
    return found
