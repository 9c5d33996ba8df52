"""A code word that the service has no words for is taken, and the operator is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pytest

from core.clock import FixedClock
from core.database import Database
from core.keyring import KeyRing
from core.places import Gazetteer
from core.registry.importing import Importer, Kind, KnownWords, Outcome, Plan
from core.registry.importing.known_words import NO_PROGRAMME, NO_REASON
from core.registry.tables import Tables
from tests.core.registry.conftest import Followed

KNOWN = KnownWords(frozenset({"base_cash"}), frozenset({"card_expired"}))
HOMES = "id,commune,phones\nH-1,120101,012000501\n"
PAYMENTS = """id,household,programme,status,paid_on,reason
P-1,H-1,base_cash,failed,2026-11-01,card_expired
P-2,H-1,base_cash,arrived,2026-11-02,
P-3,H-1,flood_relief,failed,2026-11-03,
P-4,H-1,flood_relief,failed,2026-11-04,gone_abroad
"""


@dataclass
class Desk:
    """An importer, and who follows it."""

    importer: Importer
    followed: Followed

    async def bring_in(self, kind: Kind, content: str) -> Outcome:
        return await self.importer.bring_in(BytesIO(content.encode()), kind, Plan(), self.followed)


@pytest.fixture
async def desk(database: Database, ring: KeyRing, clock: FixedClock) -> Desk:
    opened = Desk(Importer(database, ring, clock, Gazetteer.load(), known=KNOWN), Followed())
    assert (await opened.bring_in(Kind.HOUSEHOLDS, HOMES)).live
    return opened


async def test_the_row_is_taken_and_its_line_told_without_what_stood_in_it(
    desk: Desk, tables: Tables
) -> None:
    outcome = await desk.bring_in(Kind.PAYMENTS, PAYMENTS)
    assert (outcome.taken, outcome.refused) == (4, 0)
    assert desk.followed.remarks == [(4, NO_PROGRAMME), (5, NO_PROGRAMME), (5, NO_REASON)]
    assert outcome.remarks == {NO_PROGRAMME: 2, NO_REASON: 1}
    assert "flood" not in str(outcome.remarks)
    (home,) = await tables.by_phone("+85512000501")
    assert len(home.payments) == 4


async def test_of_enrolments_the_programme_is_told_too(desk: Desk) -> None:
    outcome = await desk.bring_in(Kind.ENROLMENTS, "household,programme\nH-1,base_cash\nH-1,flood_relief\n")
    assert desk.followed.remarks == [(3, NO_PROGRAMME)]
    assert outcome.live


async def test_a_refused_row_is_not_remarked_on(desk: Desk) -> None:
    await desk.bring_in(Kind.ENROLMENTS, "household,programme\nH-9,flood_relief\nH-1,base_cash\n")
    assert desk.followed.remarks == []
