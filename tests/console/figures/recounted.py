"""Every figure once more, in plain Python, from the audit and what was noted as requests were filed.

Written from docs/figures.md; nothing of the service counts here, so that one mistake is not made twice. Of
the steps it reads the facts, of which the audit keeps but a hash, and whether a reason was given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from core.requests import kinds
from tests.console.figures.lived import Filed
from tests.month.recount import day_of, working_day, working_days

ENDED = {"withdrawn", "duplicate", "unreachable", "expired", "closed"}
PASSED_THROUGH = {"draft", "submitted", "transferred", "upheld", "re_interview"}
TARGETS = {
    "pending_verification": 1,
    "queued": 3,
    "assigned": 5,
    "interview_scheduled": 15,
    "missed": 10,
    "interviewed": 10,
    "decided": 2,
    "card_pending": 15,
    "appealed": 15,
}
UP_TO = (2, 7, 14, 30)
IN_OLD_PLACE = {"assigned", "interview_scheduled", "missed", "transferred", "duplicate"}
COMMUNE_ROLES = {"commune_officer", "commune_chief"}


@dataclass(frozen=True)
class Told:
    """One entry of the audit about a request, with the facts of its step."""

    kind: str
    by: str
    role: str
    actor: str
    before: str
    after: str
    at: datetime
    facts: Mapping[str, str]
    reasoned: bool

    @property
    def moves(self) -> bool:
        """Whether another state was entered."""
        return self.kind == "moved" and self.before != self.after


@dataclass
class Case:
    """One request lived through again, to `today`."""

    filed: Filed
    commune: str
    state: str = "draft"
    holder: str | None = None
    waits_since: datetime | None = None
    step_from: date = date.min
    queue_from: date | None = None
    asked_on: date = date.min
    entered: datetime | None = None
    stays: list[tuple[str, date, date, datetime]] = field(default_factory=list)
    deeds: list[tuple[str, str, datetime, str]] = field(default_factory=list)
    moves: list[tuple[str, datetime]] = field(default_factory=list)

    def hear(self, told: Told) -> None:
        """One more entry."""
        if told.kind == "handed_over":
            self.holder = told.facts["officer"]
        for deed in _deeds(told):
            self.deeds.append((told.actor, deed, told.at, self.commune))
        if told.kind == "moved":
            self._move(told)

    def _move(self, told: Told) -> None:
        day, was, step_from = day_of(told.at), self.state, self.step_from
        if told.moves and self.entered:
            self.stays.append((was, day_of(self.entered), day, told.at))
        if told.moves:
            self.moves.append((told.after, told.at))
            self.entered = told.at
        self.state, self.step_from = told.after, day
        if was == "draft":
            self.waits_since = told.at
        if told.after == "queued":
            self._join(was, day, told.at)
        elif told.after == "assigned":
            self.holder = self.holder or told.facts.get("officer") or told.actor
        elif told.after == "transferred":
            self.commune, self.holder = told.facts["commune"], None
        elif (told.after in ENDED and told.after != "duplicate") or told.after == "appealed":
            self.holder = None
        self._pause(was, step_from, day)

    def _join(self, was: str, day: date, at: datetime) -> None:
        self.holder = None
        if was in IN_OLD_PLACE and self.queue_from:
            self.step_from = self.queue_from
        else:
            self.waits_since, self.queue_from = at, day

    def _pause(self, was: str, step_from: date, day: date) -> None:
        if self.state in ("needs_info", "duplicate"):
            self.step_from, self.asked_on = step_from, day
        if was == "duplicate":
            self.step_from = step_from
        if was == "needs_info":
            waited = working_days(self.asked_on, day)
            self.step_from = working_day(step_from, waited)
            self.queue_from = self.queue_from and working_day(self.queue_from, waited)

    def open(self) -> bool:
        """Whether it is not over."""
        return self.state not in ENDED

    def late(self, today: date) -> bool:
        """Whether its step is past its day."""
        own = kinds.of(self.filed.kind).clocks
        target = {str(state): days for state, days in own.items()}.get(self.state) or TARGETS.get(self.state)
        since = self.queue_from if self.state == "interview_scheduled" else self.step_from
        return bool(target and since and self.open() and today > working_day(since, target))

    def age(self, today: date) -> int:
        """Which of the columns of ages."""
        assert self.waits_since
        days = (today - day_of(self.waits_since)).days
        return sum(days > last for last in UP_TO)


def _deeds(told: Told) -> Iterator[str]:
    if told.by != "officer":
        return
    yield "anything"
    if told.kind == "skipped":
        yield "passed_over"
    if not told.moves:
        return
    if told.before == "queued" and told.after == "assigned" and told.role in COMMUNE_ROLES:
        yield "taken"
        if told.reasoned:
            yield "out_of_turn"
    if told.after in ("submitted", "interviewed", "decided"):
        yield {"submitted": "filed"}.get(told.after, told.after)


@dataclass(frozen=True)
class Recount:
    """All requests of an area, as of `now`, and the days that are counted."""

    cases: Sequence[Case]
    everybody: Sequence[Case]
    area: str
    parts: Sequence[str]
    days: int
    now: datetime
    written: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """In Cambodia."""
        return day_of(self.now)

    def counted(self, at: datetime) -> bool:
        """Whether it was in these days."""
        return self.today - timedelta(days=self.days) < day_of(at) <= self.today

    def places(self) -> dict[str, tuple[Any, ...]]:
        """By part: open, late, ages."""
        return {
            part: self._standing([c for c in self.cases if c.commune.startswith(part)]) for part in self.parts
        }

    def states(self) -> dict[str, tuple[Any, ...]]:
        """By state: open, late, ages, longest."""
        told = {}
        for state in {case.state for case in self.cases if case.open()}:
            there = [case for case in self.cases if case.state == state]
            oldest = min(case.waits_since for case in there if case.waits_since)
            told[state] = (*self._standing(there), (self.today - day_of(oldest)).days)
        return told

    def _standing(self, cases: Collection[Case]) -> tuple[int, ...]:
        there = [case for case in cases if case.open()]
        ages = [sum(case.age(self.today) == age for case in there) for age in range(len(UP_TO) + 1)]
        return (len(there), sum(case.late(self.today) for case in there), *ages)

    def flow(self, part: str = "", first: date = date.min, last: date = date.max) -> tuple[int, ...]:
        """Filed, interviewed, decided, cards collected, over."""
        groups = ({"submitted"}, {"interviewed"}, {"decided"}, {"card_collected"}, ENDED)
        moves = [
            state
            for case in self.cases
            if case.commune.startswith(part)
            for state, at in case.moves
            if self.counted(at) and first <= day_of(at) <= last
        ]
        return tuple(sum(state in group for state in moves) for group in groups)

    def steps(self) -> dict[str, tuple[Any, ...]]:
        """By state: how many left it, half and nine of ten within so many working days, the target."""
        lengths: dict[str, list[int]] = {}
        for case in self.cases:
            for state, since, until, at in case.stays:
                if self.counted(at) and state not in ENDED | PASSED_THROUGH:
                    lengths.setdefault(state, []).append(working_days(since, until))
            filed = case.moves[0][1]
            for state, at in case.moves:
                if state == "decided" and self.counted(at):
                    lengths.setdefault("whole", []).append(working_days(day_of(filed), day_of(at)))
        targets = {state: days for state, days in TARGETS.items() if state != "interview_scheduled"}
        return {
            state: (len(days), median(days), nine_of_ten(days), targets.get(state))
            for state, days in lengths.items()
        }

    def officers(self) -> dict[str, list[int]]:
        """By id: has, late, and their deeds in the order of the page."""
        order = ("filed", "taken", "interviewed", "decided", "passed_over", "out_of_turn", "anything")
        told: dict[str, list[int]] = {}
        for case in self.cases:
            if case.holder and case.open():
                mine = told.setdefault(case.holder, [0] * 9)
                mine[0] += 1
                mine[1] += case.late(self.today)
            for actor, deed, at, _where in case.deeds:
                if self.counted(at) and deed not in ("passed_over", "out_of_turn"):
                    told.setdefault(actor, [0] * 9)[2 + order.index(deed)] += 1
        for actor, deed, _where in self._skips():
            told.setdefault(actor, [0] * 9)[2 + order.index(deed)] += 1
        return told

    def _skips(self) -> Iterator[tuple[str, str, str]]:
        """Wherever the request stands now."""
        for case in self.everybody:
            for actor, deed, at, where in case.deeds:
                if (
                    deed in ("passed_over", "out_of_turn")
                    and self.counted(at)
                    and where.startswith(self.area)
                ):
                    yield actor, deed, where

    def order(self) -> dict[str, tuple[int, int]]:
        """By part: passed over, out of turn."""
        skips = list(self._skips())
        return {
            part: (
                sum(deed == "passed_over" and where.startswith(part) for _actor, deed, where in skips),
                sum(deed == "out_of_turn" and where.startswith(part) for _actor, deed, where in skips),
            )
            for part in self.parts
        }

    def filed(self) -> list[Case]:
        """What was filed in these days."""
        return [case for case in self.cases if self.counted(case.moves[0][1])]

    def needs(self, part: str = "") -> tuple[int, ...]:
        """Filed; with each need; not told."""
        there = [case.filed for case in self.filed() if case.commune.startswith(part)]
        needs = ("disability", "older", "pregnant", "infant")
        told = [sum(need in (one.needs or ()) for one in there) for need in needs]
        return (len(there), *told, sum(one.needs is None for one in there))

    def heads(self, part: str = "") -> tuple[int, ...]:
        """Headed by a woman, by a man, not said."""
        return self._by_word("head", ("woman", "man", "not_said"), part)

    def shocks(self, part: str = "") -> tuple[int, ...]:
        """By shock, in the order of the page."""
        hit = ("flood", "drought", "storm", "illness_or_death", "loss_of_work", "other", "none", "not_asked")
        return self._by_word("shock", hit, part)

    def _by_word(self, name: str, words: tuple[str, ...], part: str) -> tuple[int, ...]:
        there = [case.filed.id for case in self.filed() if case.commune.startswith(part)]
        told = [self.written.get(one, {}).get(name, words[-1]) for one in there]
        return tuple(told.count(word) for word in words)

    def phones(self) -> dict[str, tuple[int, ...]]:
        """By phone: filed, for others, as an official, communes, ended badly; the odd ones alone."""
        told: dict[str, tuple[int, ...]] = {}
        for phone in {case.filed.phone for case in self.filed()}:
            theirs = [case for case in self.filed() if case.filed.phone == phone]
            official = sum(case.filed.role == "local_official" for case in theirs)
            if len(theirs) >= 4 or official >= 2:
                told[phone] = (
                    len(theirs),
                    sum(case.filed.role is not None for case in theirs),
                    official,
                    len({case.commune for case in theirs}),
                    sum(case.state in ("withdrawn", "duplicate") for case in theirs),
                )
        return told


def nine_of_ten(days: Sequence[int]) -> int:
    """The fewest days within which at least nine of ten were done."""
    return next(most for most in sorted(days) if sum(day <= most for day in days) * 10 >= len(days) * 9)
