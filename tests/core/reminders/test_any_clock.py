"""Whatever the clock, the registry and crashes do: each thing is told once, in its time, at a decent hour."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.carriers import Carrier
from core.clock import FixedClock
from core.connecting import Work
from core.database import Database
from core.disclosure.pins import Pins
from core.disclosure.sifting import Sieve
from core.disclosure.standing import Standing
from core.keyring import KeyRing
from core.lookups import Lookups
from core.outbox import Notice, Outbox, Status
from core.people import People, Person
from core.registry.household import Card, Household, Payment, PaymentStatus
from core.reminders import Event, Planner, Reminders, Times, events
from core.sealing import Sealer
from core.tables import reminder_wishes, reminders_told
from core.unavailable import StoreUnavailable
from core.working_days import day_of
from tests.core.disclosure.conftest import FakeRegistry
from tests.core.reminders.conftest import HOME
from tests.examples import examples

T = TypeVar("T")
HERE = ZoneInfo("Asia/Phnom_Penh")
EIGHT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ASKED = date(2026, 11, 23)
NUMBERS = count(10_000_000)


class Mortal(Database):
    """A database whose process is killed at some of its writes: before it, or just after it stood."""

    def __init__(self, whole: Database) -> None:
        super().__init__(whole._backend)
        self.dies: list[str] = []

    async def write(self, work: Work[T]) -> T:
        dying = self.dies.pop(0) if self.dies else ""
        if dying == "before":
            raise StoreUnavailable("killed")
        done = await super().write(work)
        if dying == "after":
            raise StoreUnavailable("killed")
        return done


@dataclass(frozen=True)
class While:
    """Some time, and then a sweep: whether the registry answers it, and at which writes it is killed."""

    minutes: int
    away: bool = False
    dies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    """What stands in the tables of one person."""

    began: bool
    noted: frozenset[str]
    notices: Sequence[Notice]


@dataclass
class Story:
    """One person and household, and all that happens to them."""

    database: Mortal
    planner: Planner
    outbox: Outbox
    registry: FakeRegistry
    clock: FixedClock
    person: Person
    home: Household
    asked: date

    async def live(self, then: While) -> int:
        """So much later there is a sweep; how many it looked at, and it did nothing that it must not."""
        self.clock.advance(minutes=then.minutes)
        self.registry.away, self.database.dies = then.away, list(then.dies)
        before, looked = await self.seen(), 0
        with suppress(StoreUnavailable):
            looked = await self.planner.sweep()
        self.database.dies = []
        self._judge(before, await self.seen())
        for notice in await self.outbox.take(Carrier.SMS):
            await self.outbox.settle(notice, Status.SENT)
        return looked

    def _judge(self, before: Seen, now: Seen) -> None:
        new = [each for each in self.events if self.noted_as(each) in now.noted - before.noted]
        told = [each for each in new if before.began or not each.stood_on(self.asked)]
        added = len(now.notices) - len(before.notices)
        assert added == bool(told), "one notice for all that is new, none without"
        assert before.noted <= now.noted, "nothing that was told is forgotten while it may come again"
        assert all(each.is_news(day_of(self.clock.now())) for each in new), "in its time"
        assert not new or decent(self.clock.now())
        assert all(decent(each.created_at) for each in now.notices[:added])

    async def seen(self) -> Seen:
        wish, noted = reminder_wishes, reminders_told
        mine = wish.c.person_id == self.person.id, noted.c.person_id == self.person.id

        async def work(connection: AsyncConnection) -> Seen:
            began = await connection.scalar(select(wish.c.began_at).where(mine[0]))
            keys = await connection.scalars(select(noted.c.event_lookup).where(mine[1]))
            return Seen(began is not None, frozenset(keys), ())

        found = await Database.read(self.database, work)
        return replace(found, notices=await self.outbox.inbox(self.person.id, limit=99))

    def noted_as(self, event: Event) -> str:
        return self.planner.told._hashes(event)[0]

    @property
    def events(self) -> list[Event]:
        return list(events(self.home, self.planner.times))


def decent(moment: datetime) -> bool:
    return time(8) <= moment.astimezone(HERE).time() < time(19)


TIMES = st.builds(
    While,
    minutes=st.builds(
        lambda days, odd: max(1, days * 24 * 60 + odd), st.integers(0, 9), st.integers(-200, 200)
    ),
    away=st.sampled_from([False, False, False, True]),
    dies=st.just(()) | st.lists(st.sampled_from(["", "before", "after"]), max_size=3).map(tuple),
)


@st.composite
def payments(draw: st.DrawFn, number: int) -> Payment:
    paid, lasts = draw(st.none() | st.integers(-10, 40)), draw(st.none() | st.integers(0, 40))
    return Payment(
        f"p-{number}",
        "base_cash",
        draw(st.sampled_from([PaymentStatus.ARRIVED, PaymentStatus.ARRIVED, PaymentStatus.PLANNED])),
        paid_on=None if paid is None else ASKED + timedelta(days=paid),
        collect_until=None if lasts is None else ASKED + timedelta(days=(paid or 0) + lasts),
    )


@st.composite
def homes(draw: st.DrawFn) -> Household:
    ends = draw(st.none() | st.integers(20, 120))
    card = Card("KP-0012 0101", valid_until=None if ends is None else ASKED + timedelta(days=ends))
    known = [draw(payments(number)) for number in range(draw(st.integers(1, 3)))]
    return replace(HOME, payments=tuple(known), card=card)


@settings(
    max_examples=examples(100, fewest=5),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@given(home=homes(), asks_at=st.integers(0, 12 * 60), times=st.lists(TIMES, min_size=3, max_size=12))
async def test_each_thing_is_told_once_in_its_time_and_at_a_decent_hour(
    database: Database,
    people: People,
    planner: Planner,
    outbox: Outbox,
    ring: KeyRing,
    home: Household,
    asks_at: int,
    times: list[While],
) -> None:
    clock = FixedClock(EIGHT + timedelta(minutes=asks_at))
    registry, mortal, phone = FakeRegistry(), Mortal(database), f"+855{next(NUMBERS)}"
    registry.add(home, phone)
    pins = Pins(Sealer(ring), Lookups(ring), clock)
    standing = Standing(database, registry, pins, Sieve())
    planner = replace(planner, database=mortal, standing=standing, clock=clock, times=Times())
    person, wishes = await people.remember(phone, "km"), Reminders(database, clock)
    await wishes.want(person.id, texts_are_safe=True)
    told_by = Outbox(database, clock)
    story = Story(mortal, planner, told_by, registry, clock, person, home, day_of(clock.now()))
    try:
        for each in times:
            await story.live(each)
        while not await story.live(While(minutes=60)):
            pass
        news = [each for each in story.events if each.is_news(day_of(clock.now()))]
        noted = (await story.seen()).noted
        assert {story.noted_as(each) for each in news} <= noted, "all that is news was told by now"
    finally:
        await wishes.stop(person.id)
