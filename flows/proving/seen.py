"""Every screen that may be shown: each step, in each language, on each network, with the worst it may say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from flows.proving.setter import CannotBeSet, Sheet
from flows.proving.staged import extremes, staged
from flows.screen import Screen
from flows.steps.ending import Ending
from flows.steps.pick import Pick
from flows.steps.step import Saying
from flows.wording.catalogue import LANGUAGES

if TYPE_CHECKING:
    from flows.proving.proof import Proof


@dataclass(frozen=True)
class Seen:
    """A screen as one network's phones show it. Without `sheets` it cannot be set, for `unset`."""

    step: Saying
    language: str
    profile: str
    screen: Screen
    sheets: Sequence[Sheet]
    unset: str = ""

    @property
    def pages(self) -> tuple[str, ...]:
        return tuple(sheet.text for sheet in self.sheets)


def look(proof: Proof) -> Iterator[Seen]:
    """Each screen on the smallest network, and on the others where they may show worse."""
    for language in LANGUAGES:
        if proof.sources[language].torn:
            continue  # what cannot be said cannot be shown: told by the check of the placeholders
        for step in proof.saying():
            for screen in _screens(proof, step, language):
                yield from _on_each_network(proof, step, screen, language)


def _on_each_network(proof: Proof, step: Saying, screen: Screen, language: str) -> Iterator[Seen]:
    first = _set(proof, step, screen, language, proof.setter.smallest)
    yield first
    for profile in proof.setter.others(first.sheets, language):
        yield _set(proof, step, screen, language, profile)


def _set(proof: Proof, step: Saying, screen: Screen, language: str, profile: str) -> Seen:
    try:
        return Seen(step, language, profile, screen, proof.setter.sheets(screen, language, profile))
    except CannotBeSet as error:
        return Seen(step, language, profile, screen, (), str(error))


def _screens(proof: Proof, step: Saying, language: str) -> Iterator[Screen]:
    """As first shown, and once more after a slip; with every extreme of every value."""
    lists = proof.lists(step.source) if isinstance(step, Pick) else ((),)
    for misses in (0,) if isinstance(step, Ending) else (0, 1):
        for items in lists:
            if bare := staged(proof.scripts, step, items, misses):
                for show in extremes(step, partial(proof.worst, language)):
                    yield replace(bare, show=show)
