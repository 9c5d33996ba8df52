"""Text over several pages: where to cut it.

Best, in this order: no cut inside a word, no page that begins with a digit (it would look like an option),
few pages, cuts at line and sentence ends, full pages first. Found by going back from the end of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ussd.typesetting.breaks import Break, Piece, clusters, pieces, sent
from ussd.typesetting.extents import NOTHING, Extent, measure, measure_line
from ussd.typesetting.lines import TOP, Lines
from ussd.typesetting.manuscript import Unsettable

_NEWLINE = Extent(1, 1)

_NEVER = (1_000_000, 0, 0, 0)

Cost = tuple[int, int, int, int]
"""Cuts inside words, pages that begin with a digit, pages, and the sum of the cuts' `Break` values."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The text of each page in turn; how many lines flow under the last, and on each page after.

    Where no line has room under the end of the text, an empty last text heads the first page of lines.
    """

    texts: tuple[str, ...]
    counts: tuple[int, ...]


def cut(text: str, lines: Lines) -> Cut:
    """`text`, cleaned before, cut into as few pages as carry it well, the options following.

    Raises Unsettable when no page holds one of the options, or one cluster.
    """
    head = measure_line(sent(text)) if text else NOTHING
    share = lines.share(head)
    if share is not None:
        return Cut((sent(text),), tuple(share))
    return _Search(list(_small(pieces(text), lines)), lines).result()


def _small(all_pieces: Iterable[Piece], lines: Lines) -> Iterator[Piece]:
    """The pieces, those that no page holds cut into their clusters."""
    feet = lines.feet.both.plus(TOP)
    for piece in all_pieces:
        if lines.profile.holds(measure_line(piece.text).plus(feet)):
            yield piece
        else:
            *front, last = clusters(piece.text)
            yield from (Piece(cluster, "", Break.CLUSTER) for cluster in front)
            yield piece._replace(text=last)


class _Search:
    """Goes back from the end: `costs[n]` is the least cost from piece n on, the cut before it included."""

    def __init__(self, found: list[Piece], lines: Lines) -> None:
        self.pieces = found
        self.lines = lines
        self.starts, self.ends = _edges(found)
        self.costs: list[Cost] = [_NEVER] * (len(found) + 1)
        self.following = [0] * len(found)
        self.shares: dict[int, list[int]] = {}

    def result(self) -> Cut:
        """Raises Unsettable when there is none."""
        self._settle_tails()
        for start in range(len(self.pieces) - 1, -1, -1):
            if start not in self.shares:
                self._settle(start)
        if self.costs[0] >= _NEVER:
            raise Unsettable(
                max((piece.text for piece in self.pieces), key=len, default=""), self.lines.profile.name
            )
        at = [0]
        while at[-1] not in self.shares:
            at.append(self.following[at[-1]])
        texts = [self._text(a, b) for a, b in pairwise([*at, len(self.pieces)])]
        return Cut(tuple(texts), tuple(self.shares[at[-1]]))

    def _settle_tails(self) -> None:
        """Where the rest of the text stands on one page, with an option under it if there are any."""
        count = len(self.pieces)
        if self.lines.flowing:
            self._keep(count, self.lines.share(NOTHING))
        for start in range(count - 1, -1, -1):
            share = self.lines.share(self.ends[-1].minus(self.starts[start]).plus(_NEWLINE))
            if share is None:
                break
            self._keep(start, share)

    def _keep(self, start: int, share: list[int] | None) -> None:
        if share is not None:
            self.shares[start] = share
            self.costs[start] = self._with_cut(start, (0, 0, len(share), 0))

    def _settle(self, start: int) -> None:
        """The best cut to end the page that begins with piece `start`; of equals the farthest."""
        beside = self.lines.feet.both.plus(TOP).plus(_NEWLINE).minus(self.starts[start])
        farthest = self.lines.profile.reach(self.ends, start, beside) + 1
        if farthest > start:
            stop = min(range(farthest, start, -1), key=self.costs.__getitem__)
            hard, digits, pages, soft = self.costs[stop]
            self.following[start] = stop
            self.costs[start] = self._with_cut(start, (hard, digits, pages + 1, soft))

    def _with_cut(self, start: int, cost: Cost) -> Cost:
        """`cost` of the text from `start` on, and of the cut before it if it is not the beginning."""
        if not start:
            return cost
        ends = self.pieces[start - 1].ends
        digit = start < len(self.pieces) and self.pieces[start].text[:1].isdecimal()
        return (cost[0] + (ends is Break.CLUSTER), cost[1] + digit, cost[2], cost[3] + ends)

    def _text(self, start: int, stop: int) -> str:
        return "".join(piece.text + piece.gap for piece in self.pieces[start:stop]).strip()


def _edges(found: list[Piece]) -> tuple[list[Extent], list[Extent]]:
    """Extents of the text before each piece, and up to its end."""
    total, starts, ends = NOTHING, [], []
    for piece in found:
        starts.append(total)
        ends.append(total.plus(measure(piece.text)))
        total = ends[-1].plus(measure(piece.gap))
    return starts, ends
