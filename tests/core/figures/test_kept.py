"""What took long to count is told again for a moment, to whoever may see it; nothing else is."""

from __future__ import annotations

import math

import pytest

from core.clock import FixedClock
from core.database import Database
from core.figures.figures import KEPT, Figures
from core.figures.waiting import WAITING, Waiting
from core.office import Office
from core.officers import Officers
from core.people import People
from core.places.gazetteer import Gazetteer
from core.requests.errors import Unknown
from core.requests.storing import Store
from core.roles import Role
from tests.core.conftest import File, Hire


@pytest.fixture
def office(store: Store, places: Gazetteer, officers: Officers, people: People) -> Office:
    return Office(store, places, officers, people)


async def test_what_was_counted_at_once_is_counted_anew(
    database: Database, office: Office, hire: Hire, file: File
) -> None:
    above, figures = await hire("above", Role.SUPERVISOR, ("12",)), Figures(database, office, long=math.inf)
    for count in (1, 2):
        await file()
        assert (await figures.told(above, WAITING, None, 30)).what.number() == count


async def test_what_took_long_is_told_again_with_its_moment(
    database: Database, office: Office, hire: Hire, file: File, clock: FixedClock
) -> None:
    above, figures = await hire("above", Role.SUPERVISOR, ("12",)), Figures(database, office, long=0)
    beside = await hire("beside", Role.SUPERVISOR, ("17",))
    began = clock.now()
    await file()
    first = await figures.told(above, WAITING, None, 30)
    await file()
    clock.advance(seconds=30)
    again = await figures.told(above, WAITING, "12", 30)
    assert again.what.number() == first.what.number() == 1
    assert again.span.moment == began
    with pytest.raises(Unknown):
        await figures.told(beside, WAITING, "12", 30)
    clock.advance(seconds=KEPT.total_seconds())
    assert (await figures.told(above, WAITING, None, 30)).what.number() == 2


async def test_a_clock_that_was_set_back_keeps_nothing_old(
    database: Database, office: Office, hire: Hire, file: File, clock: FixedClock
) -> None:
    above, figures = await hire("above", Role.SUPERVISOR, ("12",)), Figures(database, office, long=0)
    await figures.told(above, WAITING, None, 30)
    clock.advance(hours=-1)
    await file()
    assert (await figures.told(above, WAITING, None, 30)).what.number() == 1


async def test_who_was_shut_out_is_told_nothing_that_was_kept(
    database: Database, office: Office, officers: Officers, hire: Hire
) -> None:
    above, figures = await hire("above", Role.SUPERVISOR, ("12",)), Figures(database, office, long=0)
    told: Waiting = (await figures.told(above, WAITING, None, 30)).what
    assert told.number() == 0
    await database.write(lambda connection: officers.set_active(connection, above.id, active=False))
    with pytest.raises(Unknown):
        await figures.told(above, WAITING, None, 30)
