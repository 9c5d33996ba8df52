"""What a registry over DCI answered some seconds ago decides no other check of disclosure."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
import pytest_asyncio
from argon2.profiles import CHEAPEST

from app.dci_server.holdings import Registered
from core.channels import Channel
from core.clock import FixedClock
from core.database import Database
from core.disclosure import Answer, Disclosure, Glance, NotGiven, PinSet, Whole
from core.disclosure.issuing import NoSuchHousehold
from core.disclosure.sifting import Sieve
from core.keyring import KeyRing
from core.officers import Officer, Officers
from core.people import People, Person
from tests.core.registry.households import OWN, RICH
from tests.servers.dci.rig import Rig, rig

LAST, PIN = "2345", "4817"
CACHE = 10.0


@dataclass
class Line:
    """A phone, a registry that keeps answers, and the disclosure between."""

    rig: Rig
    disclosure: Disclosure
    person: Person

    async def look(self, pin: str | None = None) -> Answer:
        return await self.disclosure.look(self.person, OWN, LAST, pin, channel=Channel.USSD)

    def loses_the_phone(self) -> None:
        """The registry knows the household by no phone any more."""
        self.rig.server.holdings.put([Registered(RICH)])


@pytest_asyncio.fixture
async def line(
    database: Database, ring: KeyRing, officers: Officers, people: People, clock: FixedClock
) -> AsyncIterator[Line]:
    async with rig([Registered(RICH, (OWN,))], ring, clock, cache=CACHE) as joined:
        opened = Disclosure.open(
            database, ring, officers, people, joined.registry, clock, sieve=Sieve(), strength=CHEAPEST
        )
        yield Line(joined, opened, await people.remember(OWN, "km"))
        opened.close()


async def test_a_phone_that_lost_its_household_is_shown_nothing_at_its_next_check(line: Line) -> None:
    assert isinstance(await line.look(), Glance)
    line.loses_the_phone()
    assert await line.look() == NotGiven()


async def test_what_the_check_goes_on_with_the_pin_asks_no_more_and_is_then_let_go(
    line: Line, officer: Officer
) -> None:
    code = await line.disclosure.issuing.issue(officer, OWN, "DEMO00012345")
    assert await line.disclosure.set_pin(line.person, OWN, code.bare, PIN, channel=Channel.USSD) == PinSet()
    await line.look()
    asked = len(line.rig.asked)
    assert isinstance(await line.look(PIN), Whole)
    assert len(line.rig.asked) == asked
    assert isinstance(await line.look(PIN), Whole)
    assert len(line.rig.asked) == asked + 2


async def test_a_wrong_pin_lets_go_of_the_answer_too(line: Line, officer: Officer) -> None:
    code = await line.disclosure.issuing.issue(officer, OWN, "DEMO00012345")
    await line.disclosure.set_pin(line.person, OWN, code.bare, PIN, channel=Channel.USSD)
    await line.look()
    assert await line.look("7315") == NotGiven()
    line.loses_the_phone()
    line.rig.server.holdings.put([Registered(replace(RICH, card=None))])
    assert await line.look(PIN) == NotGiven()


async def test_an_officer_is_judged_by_the_commune_of_now(line: Line, officer: Officer) -> None:
    await line.rig.registry.by_card("DEMO00012345")
    line.rig.server.holdings.put([Registered(replace(RICH, commune="170404"), (OWN,))])
    with pytest.raises(NoSuchHousehold):
        await line.disclosure.issuing.issue(officer, OWN, "DEMO00012345")


async def test_whom_a_reminder_is_for_is_asked_anew(line: Line) -> None:
    assert await line.disclosure.standing.households(line.person.id, OWN) == [RICH]
    line.loses_the_phone()
    assert await line.disclosure.standing.households(line.person.id, OWN) == []
