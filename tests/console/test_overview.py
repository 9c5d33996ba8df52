"""What those above the commune see: what is late and where, who has what, what was passed over and why."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest

from core.acts import Act
from core.requests.facts import Facts
from core.requests.questions import AnswerKind
from core.roles import Role
from tests.console.conftest import at_work
from tests.console.office import COMMUNE, OTHER_COMMUNE, Office, case_page
from tests.joining import join


async def test_a_supervisor_sees_what_is_late_and_who_has_it(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, any_office, "sok")
    above = await at_work(clerks, any_office, "above", Role.SUPERVISOR, "12")
    held = await any_office.file()
    waiting = await any_office.file(OTHER_COMMUNE)
    await any_office.did(sok, Act.TAKE, held)
    calm = await above.see("/console/overview")
    assert "Nothing is late." in calm.text

    any_office.clock.advance(days=14)
    page = await above.see("/console/overview")
    assert f'href="{case_page(held)}"' in page.text
    assert f'href="{case_page(waiting)}"' in page.text
    assert 'Late: <span class="number">2</span>' in page.text
    assert "Sangkat Tonle Basak" in page.text
    assert "Sok" in page.text


async def test_reasons_for_passing_over_are_told(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    chan = await at_work(clerks, office, "chan")
    above = await at_work(clerks, office, "above", Role.SUPERVISOR, "12")
    request = await office.file()
    passed = await sok.do("skip", request, reason="They are away <b>until</b> Monday")
    assert "It was passed over. Your supervisor sees why." in passed.text
    page = await above.see("/console/overview")
    assert "They are away &lt;b&gt;until&lt;/b&gt; Monday" in page.text
    assert "They are away" not in (await chan.see(case_page(request))).text


async def test_what_was_taken_out_of_turn_is_told_with_who_and_why(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    above = await at_work(clerks, office, "above", Role.SUPERVISOR, "12")
    await office.file()
    office.clock.advance(hours=1)
    later = await office.file()
    await office.did(sok, Act.TAKE, later, reason="They leave tomorrow")
    page = await above.see("/console/overview")
    assert "They leave tomorrow" in page.text
    assert "taken out of turn" in page.text


async def test_a_supervisor_gives_a_request_to_an_officer(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    above = await at_work(clerks, office, "above", Role.SUPERVISOR, "12")
    request = await office.file()
    page = await above.see(case_page(request))
    assert f'<option value="{sok.officer.id}">Sok</option>' in page.text
    told = await above.do("assign", request, page, officer=sok.officer.id)
    assert "It was given to them." in told.text
    assert "You have it" in (await sok.see(case_page(request))).text


async def test_two_officers_of_one_name_are_told_apart(office: Office, clerks: AsyncExitStack) -> None:
    for username in ("sok1", "sok2"):
        same = await office.house.officers.add(username, "Sok", Role.COMMUNE_OFFICER, (COMMUNE,))
        await join(office.house.database, same)
    above = await at_work(clerks, office, "above", Role.SUPERVISOR, "12")
    page = await above.see(case_page(await office.file()))
    assert "Sok (sok1)" in page.text
    assert "Sok (sok2)" in page.text


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF, Role.VERIFIER])
async def test_the_overview_is_for_those_above(office: Office, clerks: AsyncExitStack, role: Role) -> None:
    one = await at_work(clerks, office, "one", role, "12")
    assert (await one.see("/console/overview")).status == 404


async def test_the_audit_of_a_request_is_a_page(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    above = await at_work(clerks, office, "above", Role.SUPERVISOR, "12")
    request = await office.file()
    await office.did(sok, Act.TAKE, request)
    await office.did(sok, Act.ASK, request, reason="Moved?", facts=Facts(answer=AnswerKind.YES_NO))
    assert (await sok.see(case_page(request) + "/audit")).status == 404
    waiting = await above.see(case_page(request) + "/audit")
    assert "An officer took it." in waiting.text
    assert "The household was asked<" in waiting.text
    assert "not sealed yet" in waiting.text
    await office.house.audit_sealer.seal()
    sealed = await above.see(case_page(request) + "/audit")
    assert "not sealed yet" not in sealed.text
    assert "End of the chain when this was read:" in sealed.text
