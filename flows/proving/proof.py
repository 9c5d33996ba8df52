"""All that the proving checks look at, each part made once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from flows.events import Item
from flows.node import Node
from flows.proving.catalogues import Source
from flows.proving.finding import Finding
from flows.proving.glossary import Glossary
from flows.proving.pace import Pace
from flows.proving.released import Record
from flows.proving.seen import Seen, look
from flows.proving.setter import Setter
from flows.script import Scripts
from flows.steps.step import Saying
from flows.values import Json
from flows.wording.words import Words
from locales.voices import Recording

if TYPE_CHECKING:
    from flows.checks.known import Known


@dataclass(frozen=True)
class Proof:
    """Scripts that compile, the words and the catalogues they are said with, and what sets them."""

    scripts: Scripts
    known: Known
    words: Words
    sources: Mapping[str, Source]
    """The catalogues by language."""
    glossary: Glossary
    released: Record | None
    setter: Setter
    pace: Pace = field(default_factory=Pace)
    recordings: Sequence[Recording] = ()
    thinned: bool = False
    """Of each list that core supplies only one is looked at: to find and set all of them takes seconds."""

    def saying(self) -> Iterator[Saying]:
        """The steps that show a screen."""
        return (step for step in self.scripts.steps() if isinstance(step, Saying))

    @cached_property
    def spots(self) -> Mapping[str, Sequence[str]]:
        """Of each message, the steps that say it."""
        found: dict[str, list[str]] = {}
        for step in self.scripts.steps():
            for message in step.messages():
                found.setdefault(message, []).append(step.spot)
        return found

    @cached_property
    def seen(self) -> Sequence[Seen]:
        """Every screen that may be shown."""
        return list(look(self))

    @cached_property
    def _worst(self) -> dict[tuple[str, str], list[Json]]:
        return {}

    def worst(self, language: str, kind: str) -> list[Json]:
        """The extremes of a kind of value."""
        key = (language, kind)
        if key not in self._worst:
            self._worst[key] = self.words.worst(language, kind)
        return self._worst[key]

    @cached_property
    def _lists(self) -> dict[str, list[tuple[Item, ...]]]:
        return {}

    def lists(self, source: str) -> Sequence[tuple[Item, ...]]:
        """The longest lists that core may supply under this name, and the empty one where it may."""
        if source not in self._lists:
            longest = self.known.lists[source].longest(self.words)
            self._lists[source] = list(islice(longest, 1) if self.thinned else longest)
        return self._lists[source]

    def on_screen(self, seen: Seen, what: str, mend: str, at: Node | None = None) -> Finding:
        """Something wrong with a screen, told at its step, or at a part of it."""
        node = at or seen.step.node
        where = (seen.step.spot, seen.language, seen.profile)
        return Finding(node.file, node.line, what, mend, *where, screen=seen.pages)

    def with_screen(self, finding: Finding) -> Finding:
        """What is wrong with a text, with the first screen that shows it in the finding's language."""
        if finding.screen or not finding.language:
            return finding
        of_the_step = (seen for seen in self.seen if seen.step.spot == finding.step)
        seen = next((seen for seen in of_the_step if seen.language == finding.language), None)
        return replace(finding, profile=seen.profile, screen=seen.pages) if seen else finding

    def in_text(self, language: str, message: str, what: str, mend: str, spot: str = "") -> Finding:
        """Something wrong with a text, told in its catalogue, with the first step that says it."""
        source = self.sources[language]
        spot = spot or next(iter(self.spots.get(message, ())), "")
        return Finding(source.file, source.line(message), what, mend, spot, language)
