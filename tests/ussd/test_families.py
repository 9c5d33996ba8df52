"""One phone, several families; several phones, no word of one another."""

from __future__ import annotations

import pytest

from app.house import House
from core.clock import FixedClock
from core.requests.request import HelperRole
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.filed import FILING, requests_of, shown, the_request

ROLES = {
    "Relative": HelperRole.RELATIVE,
    "Neighbour": HelperRole.NEIGHBOUR,
    "Village or commune official": HelperRole.LOCAL_OFFICIAL,
    "Organisation": HelperRole.ORGANISATION,
}


@pytest.fixture
async def caller(house: House) -> Caller:
    """Somebody who filed for their own home, in English."""
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING)
    return caller


async def help_a_home(caller: Caller, role: str = "Neighbour", code: str = "170404") -> str:
    """File for another home, in another commune, from a new dial on."""
    await caller.dial()
    await caller.choose("Ask for an IDPoor assessment", "No", "Another commune")
    await caller.press(code)
    await caller.choose("Agree", "Ask for another home that I help", role, "They agree", "Call only, no text")
    return await caller.press("3", "5", "1")


@pytest.mark.parametrize("role", ROLES)
async def test_a_helper_files_for_another_home_with_its_consent(small_house: House, role: str) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING)
    assert (await help_a_home(caller, role)).startswith("Received.")
    helped, own = sorted(await requests_of(small_house, caller.number), key=lambda request: request.own)
    assert (own.own, own.commune) == (True, "120109")
    assert (helped.own, helped.helper_role, helped.commune) == (False, ROLES[role], "170404")
    assert helped.answers is not None
    assert (helped.answers.people, helped.answers.needs) == (3, frozenset())


async def test_one_phone_helps_as_many_homes_as_it_may_and_each_has_its_number(
    caller: Caller, house: House, clock: FixedClock
) -> None:
    for _ in range(house.services.requests.helper_limit):
        clock.advance(60)
        assert (await help_a_home(caller)).startswith("Received.")
    requests = await requests_of(house, caller.number)
    await caller.dial()
    await caller.choose("Ask for an IDPoor assessment", "Agree")
    assert "Ask for another home" not in caller.screen

    listed = await caller.choose("See my requests")
    assert [line[2:] for line in listed.splitlines() if line[0] in "1234"] == [
        f"{shown(request)} assessment" + ("" if request.own else " (helped)") for request in requests
    ]
    for number, request in enumerate(requests, start=1):
        assert f"Request {shown(request)}:" in await caller.press(str(number))
        await caller.press("0")
    assert len({request.reference for request in requests}) == len(requests)


async def test_withdrawing_one_leaves_the_others(caller: Caller, house: House, clock: FixedClock) -> None:
    clock.advance(60)
    await help_a_home(caller)
    helped, own = await requests_of(house, caller.number)
    await caller.dial()
    await caller.choose("My request", f"{shown(helped)} assessment (helped)", "Withdraw", "Withdraw")
    assert "is withdrawn" in await caller.press("77")
    await caller.dial()
    assert f"Request {shown(own)}:" in await caller.choose("My request")
    assert [request.ended for request in await requests_of(house, caller.number)] == [True, False]


async def test_a_stranger_sees_nothing_of_anybody(caller: Caller, house: House) -> None:
    request = await the_request(house, caller.number)
    told = (shown(request), request.reference, "Tuol Tumpung", "Chamkar Mon", "120109")
    stranger = Caller(caller.door, "+85512345679")
    seen = [await stranger.dial(), await stranger.press("2"), await stranger.press("2")]
    assert "This number has no open request." in seen[-1]
    seen += [await stranger.choose("Ask for an assessment"), await stranger.dial(), await stranger.press("5")]
    assert "Type your 6-digit commune code" in seen[3]
    assert "Type your 6-digit commune code" in seen[-1]
    assert not [screen for screen in seen for word in told if word in screen]


async def test_a_language_changed_in_the_middle_holds_at_once_and_at_the_next_dial(house: House) -> None:
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING[:6])
    await caller.dial()
    await caller.choose("Menu")
    assert "1.សុំប័ណ្ណសមធម៌" in (await caller.press("6")).splitlines()
    assert (await caller.press("1")).splitlines()[0] == "ចម្លើយមិនទាន់បានផ្ញើទេ"  # the form is still there
    caller.door = house.door(NoCounts())
    assert (await caller.dial()).splitlines()[0] == "ចម្លើយមិនទាន់បានផ្ញើទេ"
    await caller.press("1", "13")
    assert "1.ផ្ញើ" in caller.screen
    await caller.press("1")
    request = await the_request(house, caller.number)
    assert caller.screen.startswith(f"បានទទួលសំណើ {shown(request)}")
    assert request.language == "km"


async def test_an_ending_is_said_in_the_language_of_the_call_by_every_process(
    house: House, neighbour: House
) -> None:
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    await caller.press("2")
    caller.door = neighbour.door(NoCounts())
    assert (await caller.post(("1", "1"))).text.startswith("This call has ended.")
    stranger = Caller(caller.door, "+85512345679", session=caller.session)
    assert (await stranger.post(("2",))).text.startswith("ការហៅនេះបានចប់។")
