"""Whoever asks for what they may not stands in the log, by id."""

from __future__ import annotations

from contextlib import AsyncExitStack

from core.roles import Role
from tests.console.conftest import at_work
from tests.console.office import ELSEWHERE, Office, case_page
from tests.ussd.gateway import log_lines


async def test_what_was_refused_is_logged_with_who_and_what(office: Office, clerks: AsyncExitStack) -> None:
    away = await at_work(clerks, office, "away", area=ELSEWHERE)
    chief = await at_work(clerks, office, "chief", Role.COMMUNE_CHIEF)
    request = await office.file()
    with log_lines() as logged:
        assert (await away.see(case_page(request))).status == 404
        assert (await chief.do("assign", request, officer=chief.officer.id)).status == 409
        assert (await chief.do("show_phone", request)).status == 409
    told = [line for line in logged.getvalue().splitlines() if "console.denied" in line]
    assert len(told) == 3
    assert away.officer.id in told[0]
    assert "not_there" in told[0]
    assert "/console/requests/{reference}" in told[0]
    assert all(chief.officer.id in line and '"commune_chief"' in line for line in told[1:])
    assert request.reference not in logged.getvalue()
    assert "Chief" not in logged.getvalue()


async def test_a_slip_is_not(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    with log_lines() as logged:
        await sok.do("take", request)
        assert (await sok.do("hand_back", request, reason="")).status == 422
        assert (await sok.do("schedule", request, day="2020-01-01", time="9", place="office")).status == 409
    assert "console.denied" not in logged.getvalue()
