"""A report that nobody above the commune can answer is told to the operator."""

from __future__ import annotations

import pytest

from core.database import Database
from core.officers import Officers
from core.requests.household import Requests
from core.roles import Role
from core.unattended import Unattended
from tests.core.conftest import Hire, MakeFiling, MakePerson

COMMUNE = "120101"
REPORT = {"kind": "report", "commune": COMMUNE, "matter": "collected_by_another"}


@pytest.fixture
def unattended(database: Database, officers: Officers) -> Unattended:
    return Unattended(database, officers)


async def found(unattended: Unattended) -> tuple[str, ...]:
    await unattended.look()
    return unattended.communes


async def test_a_report_without_a_supervisor_is_unattended_until_there_is_one(
    unattended: Unattended, requests: Requests, hire: Hire, new_person: MakePerson, filing: MakeFiling
) -> None:
    await hire("sok", Role.COMMUNE_CHIEF, (COMMUNE,))
    await hire("elsewhere", Role.SUPERVISOR, ("17",))
    await hire("looks-on", Role.PDOP_REVIEWER, ("12",))
    assert await found(unattended) == ()
    await requests.submit(filing(await new_person(), **REPORT))
    assert await found(unattended) == (COMMUNE,)
    await hire("above", Role.SUPERVISOR, ("1201",))
    assert await found(unattended) == ()


async def test_who_never_took_up_the_invitation_answers_nothing(
    unattended: Unattended,
    requests: Requests,
    officers: Officers,
    new_person: MakePerson,
    filing: MakeFiling,
) -> None:
    await officers.add("invited", "Invited", Role.SUPERVISOR, ["12"])
    await requests.submit(filing(await new_person(), **REPORT))
    assert await found(unattended) == (COMMUNE,)


async def test_other_requests_need_nobody_above(
    unattended: Unattended, requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    await requests.submit(filing(await new_person()))
    assert await found(unattended) == ()
