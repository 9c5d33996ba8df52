"""Options as lines, and how many of them each page takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice

from ussd.typesetting.breaks import clean, sent
from ussd.typesetting.extents import NOTHING, Extent, measure_line, sum_of
from ussd.typesetting.manuscript import KEYS, Manuscript, Option, Unsettable
from ussd.typesetting.profiles import Profile

TOP = Extent(-1, -1)
"""A page's first line has no newline before it, though every line is measured with one."""


@lru_cache(maxsize=16_384)
def label(text: str) -> str:
    """A label as it is sent: on one line, no break mark."""
    return sent(clean(text)).replace("\n", " ")


@lru_cache(maxsize=16_384)
def extent_of(line: str) -> Extent:
    """`measure_line`, remembered: labels and place names come again and again."""
    return measure_line(line)


def line(option: Option, key: str) -> str:
    """The line of `option` under `key`."""
    return label(option.label) if option.plain else f"{key}.{label(option.label)}"


@dataclass(frozen=True, slots=True)
class Feet:
    """Extents of the lines at the bottom of a page; `back` is nothing where there is no way back."""

    more: Extent
    back: Extent

    @classmethod
    def of(cls, manuscript: Manuscript) -> Feet:
        back = NOTHING if manuscript.back is None else extent_of(label(manuscript.back))
        return cls(extent_of(label(manuscript.more)), back)

    @property
    def both(self) -> Extent:
        """The extent of both keys together."""
        return self.more.plus(self.back)


@dataclass(frozen=True)
class Lines:
    """The options of a manuscript in the order they are set.

    In a list, fixed options are `pinned`: they stand with the first items and are not repeated, but their
    keys stay theirs on every page, so that what a person has read never comes to mean an item further on.
    """

    manuscript: Manuscript
    profile: Profile
    feet: Feet
    flowing: tuple[int, ...]
    pinned: tuple[int, ...]

    @classmethod
    def of(cls, manuscript: Manuscript, profile: Profile) -> Lines:
        items: list[int] = []
        fixed: list[int] = []
        for index, option in enumerate(manuscript.options):
            (items if option.key is None else fixed).append(index)
        if not items:
            items, fixed = fixed, []
        return cls(manuscript, profile, Feet.of(manuscript), tuple(items), tuple(fixed))

    def unpinned(self) -> Lines:
        """The same with every option flowing in the order given: for fixed lines that crowd out the items."""
        return replace(self, flowing=tuple(range(len(self.manuscript.options))), pinned=())

    @cached_property
    def most(self) -> int:
        """How many flowing lines a page can have keys for."""
        if all(self.manuscript.options[index].key for index in self.flowing):
            return len(self.flowing)
        return len(self.free)

    @cached_property
    def free(self) -> str:
        """The keys of items."""
        return free_keys(self.manuscript)

    @cached_property
    def sums(self) -> list[Extent]:
        """Extents of the first 0, 1, 2 … flowing lines."""
        total, sums = NOTHING, [NOTHING]
        for index in self.flowing:
            total = total.plus(self._extent(index))
            sums.append(total)
        return sums

    @cached_property
    def extent_of_pinned(self) -> Extent:
        """What the options take that stand on every page."""
        return sum_of(self._extent(index) for index in self.pinned)

    def _extent(self, index: int) -> Extent:
        option = self.manuscript.options[index]
        return extent_of(line(option, option.key or "1"))

    def holds(self, *parts: Extent) -> bool:
        """Whether a page holds these parts, each measured as lines."""
        return self.profile.holds(sum_of(parts).plus(TOP))

    def share(self, head: Extent) -> list[int] | None:
        """How many flowing lines stand on each page when `head` stands above the first.

        None when the first page holds no line under `head`. Raises Unsettable when no page holds some line.
        """
        if not self.flowing:
            return [0] if self.holds(head, self.feet.back) else None
        used = head.plus(self.extent_of_pinned)
        counts: list[int] = []
        start = 0
        while start < len(self.flowing):
            count = self._take(start, used)
            if not count:
                if head is not NOTHING and not start:
                    return None
                raise Unsettable(label(self.manuscript.options[self.flowing[start]].label), self.profile.name)
            counts.append(count)
            start += count
            used = NOTHING
        return counts

    def standing(self, counts: Iterable[int]) -> Iterator[tuple[int, ...]]:
        """The options that stand on each page, given how many flowing ones do."""
        flowing = iter(self.flowing)
        pinned = self.pinned
        for count in counts:
            items = tuple(islice(flowing, count))
            above = tuple(index for index in pinned if index < items[0])
            yield above + items + pinned[len(above) :]
            pinned = ()

    def _take(self, start: int, used: Extent) -> int:
        left = len(self.flowing) - start
        used = used.plus(TOP).plus(self.feet.back).minus(self.sums[start])
        if left <= self.most and self.profile.holds(used.plus(self.sums[-1])):
            return left
        reached = self.profile.reach(self.sums, start + 1, used.plus(self.feet.more))
        return min(reached - start, left - 1, self.most)


def free_keys(manuscript: Manuscript) -> str:
    """The keys from 1 to 8 that no fixed option of the manuscript has."""
    fixed = {option.key for option in manuscript.options}
    return "".join(key for key in KEYS if key not in fixed)
