"""Cards of all scripts in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from app.drawing.card import Card, Row
from app.drawing.deeds import deed
from app.drawing.gauge import Fullness
from app.drawing.outline import Part, entrances, outline
from app.drawing.ways import Way
from app.specimens.kinds import KINDS
from app.specimens.screens import Screens
from app.specimens.typical import typical
from flows.messages import N_
from flows.script import Scripts
from flows.steps.doing import Doing
from flows.steps.question import Question
from flows.steps.step import Saying, Step
from flows.steps.use import Use
from ussd.typesetting import Size

FROM = N_("from: {pictures}")
BACK = N_("Goes on where this picture was called for")
GIVEN_UP = N_("from anywhere, after three answers that were not understood")
BEGUN = N_("from dialling the number")
PAGES = N_("{count} pages, the fullest {used} of {limit}: {fullness}")
PAGE = N_("{used} of {limit}: {fullness}")


class Deck:
    """Makes the card of each step."""

    def __init__(self, screens: Screens, language: str) -> None:
        self.screens = screens
        self.language = language
        self._cards: dict[str, Card] = {}

    @property
    def scripts(self) -> Scripts:
        return self.screens.scripts

    @cached_property
    def outlines(self) -> Mapping[str, tuple[Part, ...]]:
        """The parts of every script."""
        return {flow: outline(self.scripts, flow) for flow in self.scripts.scripts}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of every step in its picture."""
        heads = [head for parts in self.outlines.values() for head in parts]
        return {part.spot: part.number for head in heads for part in head.all()}

    def say(self, message: str, **parts: str) -> str:
        """A message in the language of the pictures."""
        return self.screens.words.say(self.language, message, **parts)

    def card(self, part: Part) -> Card:
        """The card of one step."""
        if part.spot not in self._cards:
            self._cards[part.spot] = self._card(part, self.scripts.step(part.spot))
        return self._cards[part.spot]

    def _card(self, part: Part, step: Step) -> Card:
        size, sized = self._sized(step)
        return Card(
            number=part.number,
            kind=self.say(KINDS[type(step)]),
            said=self.said(step),
            rows=[*self._items(step), *(self._row(step, way) for way in part.ways)],
            entered=self._entered(step),
            size=size,
            sized=sized,
        )

    def said(self, step: Step) -> str:
        """What a step says on an everyday day, or what the service does there."""
        if isinstance(step, Saying):
            words = self.screens.words
            return words.text(self.language, step.texts.full, typical(step, words, self.language)).strip()
        if isinstance(step, Doing):
            return self.say(deed(step.action))
        if isinstance(step, Use):
            return self.title(step.script)
        return self.say(BACK)

    def title(self, flow: str) -> str:
        """What a script is called."""
        return self.say(self.scripts[flow].title)

    def _sized(self, step: Step) -> tuple[Size | None, str]:
        if not isinstance(step, Saying):
            return None, ""
        pages = self.screens.worst(step, self.language)
        size = self.screens.fullest(pages)
        parts = {"used": str(size.used), "limit": str(size.limit)}
        parts["fullness"] = self.say(Fullness.of(size).value.words)
        sized = self.say(PAGES, count=str(len(pages)), **parts) if len(pages) > 1 else self.say(PAGE, **parts)
        return size, sized

    def _items(self, step: Step) -> Iterator[Row]:
        """What may be typed together: it leads nowhere by itself."""
        for choice in step.asked.choices() if isinstance(step, Question) else ():
            yield Row(choice.key or "", self.say(str(choice.label)), None)

    def _row(self, step: Step, way: Way) -> Row:
        flow = way.to.split("/", 1)[0]
        number = self.numbers.get(way.to)
        if flow == step.flow:
            return Row(way.key, self.say(way.label), number)
        return Row(way.key, self.say(way.label), number, f"→ {self.title(flow)}, {number}")

    def _entered(self, step: Step) -> str:
        return " · ".join(self._entrances(step))

    def _entrances(self, step: Step) -> Iterator[str]:
        if step.spot == self.scripts.first:
            yield self.say(BEGUN)
        if step.spot == self.scripts.give_up:
            yield self.say(GIVEN_UP)
        froms = entrances(self.scripts, step.flow).get(step.spot)
        if froms:
            yield self.say(FROM, pictures=", ".join(self.title(flow) for flow in froms))
