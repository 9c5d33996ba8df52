"""The month once more, from the log alone: where every request must stand, on which clock, and who is late.

Written from DOMAIN.md, section 7, and the public calendar; nothing of the service counts here, so that
one mistake is not made twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from itertools import count

from tests.month.log import Event, Log
from tests.month.plan import Plan

HOLIDAYS = frozenset(date(2026, month, day) for month, day in [(11, 9), (11, 23), (11, 24), (11, 25)])
"""Independence Day and the Water Festival of 2026."""
LEASE, ESCALATION = 5, 5
ENDED = frozenset({"withdrawn", "unreachable", "closed"})
_CAMBODIA = timezone(timedelta(hours=7))
_LEASED = frozenset({"assigned", "interview_scheduled", "missed"})


def is_working(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < 5 and day not in HOLIDAYS


def working_day(start: date, number: int) -> date:
    """The working day that is so many after `start`."""
    day = start
    while number:
        day += timedelta(days=1)
        number -= is_working(day)
    return day


def working_days(start: date, end: date) -> int:
    """How many lie behind `start`, up to `end`."""
    span = (start + timedelta(days=n) for n in count(1))
    return sum(is_working(next(span)) for _ in range((end - start).days))


def day_of(moment: datetime) -> date:
    """In Cambodia."""
    return moment.astimezone(_CAMBODIA).date()


def rank_of(people: int, needs: Iterable[str]) -> int:
    """0 urgent, 1 soon, 2 ordinary: the five open rules."""
    told = set(needs)
    if people == 1 and told & {"disability", "older", "pregnant"}:
        return 0
    if {"pregnant", "infant"} <= told:
        return 0
    return 1 if told & {"pregnant", "infant"} or {"older", "disability"} <= told else 2


@dataclass
class Standing:
    """One request. `trail`: what the audit must tell of it, as (role, act, state after it)."""

    reference: str
    commune: str
    rank: int
    filed: datetime
    state: str = "queued"
    holder: str = ""
    step_from: date = date.min
    queue_from: date = date.min
    interview: date = date.min
    lost_after: date = date.max
    said: str = ""
    trail: list[tuple[str, str, str]] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)

    def due(self, targets: Mapping[str, int]) -> date | None:
        """The last day for the present step."""
        if self.state in ENDED | {"needs_info"} or self.state not in targets:
            return None
        start = self.queue_from if self.state == "interview_scheduled" else self.step_from
        return working_day(start, targets[self.state])

    def lease(self, today: date) -> None:
        """The holder has worked on it."""
        if self.state in _LEASED:
            start = max(today, self.interview) if self.state == "interview_scheduled" else today
            self.lost_after = working_day(start, LEASE)
        else:
            self.lost_after = date.max

    def told(self, at: datetime, role: str, act: str, *states: str) -> None:
        """What the audit must hold."""
        for state in states or (self.state,):
            self.trail.append((role, act, state))
            self.times.append(at)


@dataclass
class Recount:
    """Goes through the log once. `roles` by user name; `late` as the pages must have shown it.

    `out_of_turn`: batches of takers who did not get those whose turn it was.
    """

    log: Log
    roles: Mapping[str, str]
    targets: Mapping[str, int]
    standings: dict[str, Standing] = field(default_factory=dict)
    breaches: int = 0
    escalations: int = 0
    lapses: int = 0
    wrong: list[str] = field(default_factory=list)

    def run(self) -> Recount:
        """Everything that happened, and between it every evening."""
        evenings = list(self.log.late)
        events = list(self.log.events)
        for number, event in enumerate(events):
            while evenings and evenings[0][0] < event.at:
                self._evening(*evenings.pop(0))
            if event.act == "shift":
                self._silence(event.at)
            else:
                self._check_turn(event, events[number:])
                self._apply(event)
        for evening in evenings:
            self._evening(*evening)
        return self

    def entries_by_day(self) -> Counter[date]:
        """How many audit entries each day of Cambodia must hold: what was done to requests, and sign-ins."""
        times = [at for one in self.standings.values() for at in one.times]
        return Counter(day_of(at) for at in [*times, *self.log.sign_ins])

    def _apply(self, event: Event) -> None:
        if event.act == "filed":
            self._file(event)
            return
        one = self.standings[event.reference]
        today = day_of(event.at)
        role = self.roles.get(event.who, "household")
        if event.act in _STILL:
            if event.act == one.said:
                return  # to say it twice is to say it once
            one.said = event.act if event.who == "household" else one.said
            one.told(event.at, role, _STILL[event.act])
            self._worked(one, event, today)
            return
        _MOVES[event.act](one, event, today)
        states = ("transferred", "queued") if event.act == "transfer" else (one.state,)
        one.told(event.at, role, "moved", states[0])
        for state in states[1:]:
            one.told(event.at, "system", "moved", state)
        one.lease(today)

    def _file(self, event: Event) -> None:
        told, today = event.told, day_of(event.at)
        rank = rank_of(int(told["people"]), told["needs"].split())
        one = Standing(event.reference, told["commune"], rank, event.at, step_from=today, queue_from=today)
        one.told(event.at, "household", "moved", "submitted")
        one.told(event.at, "system", "moved", "pending_verification", "queued")
        self.standings[event.reference] = one

    def _worked(self, one: Standing, event: Event, today: date) -> None:
        if event.act == "hand_over":
            one.holder = event.told["to"]
        if event.who == one.holder or event.act == "hand_over":
            one.lease(today)

    def _silence(self, at: datetime) -> None:
        """Who did not work on what they hold for five working days has lost it by the next shift."""
        for one in self.standings.values():
            if one.state in _LEASED and one.lost_after < day_of(at):
                _back(one)
                one.told(at, "system", "moved", "queued")
                self.lapses += 1

    def _evening(self, at: datetime, who: str, shown: frozenset[str]) -> None:
        province = self.roles[who] == "pdop_reviewer"
        late = frozenset(one.reference for one in self.standings.values() if self._is_late(one, at, province))
        self.escalations += len(late) if province else 0
        self.breaches += 0 if province else len(late)
        if late != shown:
            self.wrong.append(
                f"{day_of(at)}, {who}: not shown {sorted(late - shown)}, too many {sorted(shown - late)}"
            )

    def _is_late(self, one: Standing, at: datetime, province: bool) -> bool:
        due = one.due(self.targets)
        return due is not None and day_of(at) > (working_day(due, ESCALATION) if province else due)

    def _check_turn(self, event: Event, following: list[Event]) -> None:
        """Those who take at the same moment get the first of the line between them."""
        batch = event.told.get("batch")
        if event.act != "take_next" or not batch or batch in self._checked:
            return
        self._checked.add(batch)
        taken = [e for e in following if e.act == "take_next" and e.told.get("batch") == batch]
        by_commune: dict[str, list[Standing]] = {}
        for each in taken:
            one = self.standings[each.reference]
            by_commune.setdefault(one.commune, []).append(one)
        for commune, got in by_commune.items():
            line = [s for s in self.standings.values() if s.state == "queued" and s.commune == commune]
            turn = sorted((s.rank, s.filed) for s in line)[: len(got)]
            if sorted((s.rank, s.filed) for s in got) != turn:
                self.wrong.append(f"{batch}: out of turn in {commune}")

    _checked: set[str] = field(default_factory=set)


def recount_of(log: Log, plan: Plan) -> Recount:
    """The recount of a plan that was lived."""
    roles = {post.username: str(post.role) for post in plan.posts}
    targets = {str(state): days for state, days in plan.targets.items()}
    return Recount(log, roles, targets).run()


def _back(one: Standing, *_: object) -> None:
    """In the line again, at its old place and on its old clock."""
    one.state, one.holder, one.step_from, one.lost_after = "queued", "", one.queue_from, date.max


def _take(one: Standing, event: Event, today: date) -> None:
    one.state, one.holder, one.step_from = "assigned", event.who, today


def _schedule(one: Standing, event: Event, today: date) -> None:
    day, month, year = map(int, event.told["day"].split("/"))
    one.state, one.step_from, one.interview = "interview_scheduled", today, date(year, month, day)
    one.said = ""


def _ask(one: Standing, _: Event, today: date) -> None:
    one.state, one.interview = "needs_info", today  # the day of the question, until it is answered


def _answer(one: Standing, _: Event, today: date) -> None:
    """The clock stood meanwhile."""
    pause = working_days(one.interview, today)
    one.state = "assigned"
    one.step_from = working_day(one.step_from, pause)
    one.queue_from = working_day(one.queue_from, pause)


def _transfer(one: Standing, event: Event, _: date) -> None:
    _back(one)
    one.commune = event.told["commune"]


def _to(state: str) -> Callable[[Standing, Event, date], None]:
    def move(one: Standing, _: Event, today: date) -> None:
        one.state, one.step_from = state, today
        if state in ENDED:
            one.holder = ""

    return move


_STILL = {
    "confirmed": "interview_confirmed",
    "another_day": "other_day_asked",
    "note": "noted",
    "skip": "skipped",
    "hand_over": "handed_over",
}
_MOVES: dict[str, Callable[[Standing, Event, date], None]] = {
    "take_next": _take,
    "schedule": _schedule,
    "ask": _ask,
    "answered": _answer,
    "hand_back": _back,
    "transfer": _transfer,
    "interviewed": _to("interviewed"),
    "missed": _to("missed"),
    "decide": _to("decided"),
    "order_card": _to("card_pending"),
    "card_ready": _to("card_ready"),
    "card_collected": _to("card_collected"),
    "close": _to("closed"),
    "give_up": _to("unreachable"),
    "withdrawn": _to("withdrawn"),
}
