"""Following one's own requests: in plain words, never a result, never somebody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.house import House
from core.clock import FixedClock
from core.officers import Officer
from core.requests import kinds
from core.requests.facts import Facts
from core.requests.request import AskFor, Interview, InterviewPlace, Outcome, Request
from core.requests.states import ENDED, ONWARD
from core.requests.states import State as Standing
from core.requests.transitions import TABLE
from core.roles import Role
from flows.actions.my_requests import _NOT_CALLED, _SAID_AS, ABOVE, DAY_ASKED, IN_HAND
from flows.events import Chosen, Enter
from flows.screen import Screen
from flows.script import Scripts
from flows.steps.doing import Doing
from flows.steps.menu import Menu
from tests.flows.talker import Talker

ASK = "Ask for an IDPoor assessment"
WITHDRAWABLE = {row.source for row in TABLE if row.target is Standing.WITHDRAWN}
FORM = (ASK, "120109", "Agree", "Call and text", "5", "13", "Send my request")


async def filed(talker: Talker, contact: str = "Call and text") -> Request:
    await talker.press(*(contact if answer == "Call and text" else answer for answer in FORM))
    reference = talker.screen.show["reference"].raw
    return next(r for r in await talker.requests() if r.reference == reference)


async def looked(talker: Talker) -> Screen:
    await talker.greeted()
    return await talker.press("My request")


async def officer(house: House, name: str = "sok", role: Role = Role.COMMUNE_OFFICER) -> Officer:
    return await house.officers.add(name, f"{name} (DEMO)", role, ("120109",))


async def scheduled(house: House, request: Request, by: Officer, days: int = 3) -> Interview:
    """Taken by an officer, and an appointment made."""
    interview = Interview(house.clock.now() + timedelta(days=days), InterviewPlace.HOME)
    await house.queue.take(by, request.reference, channel="terminal")
    await house.queue.move(
        by,
        request.reference,
        Standing.INTERVIEW_SCHEDULED,
        channel="terminal",
        facts=Facts(interview=interview),
    )
    return interview


async def decided(house: House, request: Request) -> None:
    by = await officer(house)
    chief = await officer(house, "chief", Role.COMMUNE_CHIEF)
    await scheduled(house, request, by)
    await house.queue.move(
        by, request.reference, Standing.INTERVIEWED, channel="terminal", reason="they came"
    )
    await house.queue.move(
        chief,
        request.reference,
        Standing.DECIDED,
        channel="terminal",
        reason="visited",
        facts=Facts(outcome=Outcome.POOR_1),
    )


def test_every_state_of_a_request_has_its_words(scripts: Scripts) -> None:
    assert set(_SAID_AS) == set(Standing) - {Standing.DRAFT}
    look = scripts.step("my_request/look")
    assert isinstance(look, Doing)
    instead = {*_NOT_CALLED.values(), *ABOVE.values(), DAY_ASKED, IN_HAND}
    assert {*_SAID_AS.values(), *instead, "unknown"} == set(look.outcomes)
    above = kinds.of("report").life - {Standing.DRAFT, Standing.APPEALED, Standing.WITHDRAWN}
    assert {_SAID_AS[state] for state in above} == set(ABOVE), "nothing of a report is said as the commune's"


def test_what_is_never_rested_in_is_said_as_what_follows_it() -> None:
    for passing, following in ONWARD.items():
        assert _SAID_AS[passing] == _SAID_AS[following]


@pytest.mark.parametrize("standing", sorted(WITHDRAWABLE))
def test_wherever_a_household_may_withdraw_its_screen_offers_it(scripts: Scripts, standing: Standing) -> None:
    assert "Withdraw" in labels(scripts, standing)


@pytest.mark.parametrize("standing", sorted(set(_SAID_AS) - WITHDRAWABLE))
def test_no_screen_offers_to_withdraw_what_is_past_it(scripts: Scripts, standing: Standing) -> None:
    assert "Withdraw" not in labels(scripts, standing)


@pytest.mark.parametrize("standing", sorted(ENDED - {Standing.DUPLICATE}))
def test_whatever_ended_can_be_asked_for_again(scripts: Scripts, standing: Standing) -> None:
    assert "Ask again" in labels(scripts, standing)


def labels(scripts: Scripts, standing: Standing) -> set[str]:
    """The labels of every menu that may show a request in this state."""
    look = scripts.step("my_request/look")
    assert isinstance(look, Doing)
    waiting, found, seen = [look.outcomes[_SAID_AS[standing]]], set[str](), set[str]()
    while waiting:
        step = scripts.step(f"my_request/{waiting.pop()}")
        if step.spot in seen:
            continue
        seen.add(step.spot)
        if isinstance(step, Menu):
            found |= {option.label for option in step.options.values()}
        elif isinstance(step, Doing):
            waiting += step.outcomes.values()
    return found


def test_no_screen_of_a_request_tells_its_outcome(scripts: Scripts) -> None:
    told = {
        name
        for step in scripts["my_request"].steps.values()
        for show in getattr(step, "show", {}).values()
        for name in show.of
    }
    assert "outcome" not in told


async def test_without_a_request_one_is_offered(dara: Talker) -> None:
    assert (await looked(dara)).spot == "my_request/none_yet"
    await dara.press("Ask for an assessment")
    assert dara.screen.spot == "place/code"


async def test_a_request_that_waits_is_told_with_its_day(dara: Talker) -> None:
    request = await filed(dara)
    screen = await looked(dara)
    assert screen.spot == "my_request/waiting"
    assert screen.show["reference"].raw == request.reference
    assert request.due is not None
    due = request.due.isoformat()
    assert screen.show["promise"].raw == {"commune": request.commune, "due": due, "late": False}


async def test_whom_nobody_may_call_is_shown_the_way_to_the_office(dara: Talker) -> None:
    await filed(dara, "Do not call or text: I will come to the office")
    screen = await looked(dara)
    assert screen.spot == "my_request/come"
    assert "ask_for" not in [choice.value for choice in screen.choices]
    await dara.press("Add the village")
    assert dara.screen.spot == "my_request/village"


async def test_what_is_late_is_said_to_be_late(dara: Talker, clock: FixedClock) -> None:
    await filed(dara)
    clock.advance(seconds=60 * 24 * 3600)
    screen = await looked(dara)
    promise = screen.show["promise"].raw
    assert isinstance(promise, dict)
    assert promise["late"] is True


async def test_an_appointment_is_told_with_its_time_and_place(dara: Talker, house: House) -> None:
    request = await filed(dara)
    interview = await scheduled(house, request, await officer(house))
    screen = await looked(dara)
    assert screen.spot == "my_request/interview"
    assert screen.show["time"].raw == interview.at.isoformat()
    assert screen.show["venue"].raw == {"commune": "120109", "interview_place": "home"}


async def test_a_decision_is_told_without_saying_which(dara: Talker, house: House) -> None:
    await decided(house, await filed(dara))
    screen = await looked(dara)
    assert screen.spot == "my_request/decided"
    assert set(screen.show) == {"reference", "office"}


async def test_withdrawing_is_asked_twice_and_done_once(dara: Talker) -> None:
    await filed(dara)
    await looked(dara)
    await dara.press("Withdraw", "No, keep it")
    assert dara.screen.spot == "my_request/waiting"
    await dara.press("Withdraw", "Withdraw", "No, keep it", "Withdraw", "Withdraw")
    before = dara.state
    await dara.press("77")
    assert dara.screen.spot == "my_request/stopped"
    dara.state = before  # the reply was lost
    await dara.tell(Chosen("77"))
    assert dara.screen.spot == "my_request/stopped"
    assert [request.state for request in await dara.requests()] == [Standing.WITHDRAWN]
    assert (await looked(dara)).spot == "my_request/withdrawn"


async def test_what_was_decided_meanwhile_is_not_withdrawn(dara: Talker, house: House) -> None:
    request = await filed(dara)
    await looked(dara)
    await dara.press("Withdraw", "Withdraw")
    await decided(house, request)
    await dara.press("77")
    assert dara.screen.spot == "my_request/changed", "it is said that nothing was done"
    assert (await dara.press("See it")).spot == "my_request/decided"


async def test_a_village_and_whom_to_ask_for_are_added(dara: Talker, house: House) -> None:
    await filed(dara)
    await looked(dara)
    village = house.places.villages("120109")[0].code
    await dara.press("Add details", "Village", village)
    assert dara.screen.spot == "my_request/added"
    await dara.press("See it", "Add details", "Whom to ask for", "Another adult in my home")
    assert dara.screen.spot == "my_request/added"
    answers = (await dara.requests())[0].answers
    assert answers is not None
    assert (answers.village, answers.ask_for) == (village, AskFor.OTHER_ADULT)
    assert answers.people == 5, "what was answered before stays"


async def test_nothing_is_added_to_what_ended_meanwhile(dara: Talker, house: House) -> None:
    request = await filed(dara)
    await looked(dara)
    await dara.press("Add details", "Whom to ask for")
    await house.requests.withdraw(request.person_id, request.id, channel="ussd", version=request.version)
    await dara.press("Me", "See it")
    assert dara.screen.spot == "my_request/withdrawn"


async def test_a_village_listed_before_the_request_was_moved_is_not_added(dara: Talker, house: House) -> None:
    request = await filed(dara)
    await looked(dara)
    await dara.press("Add details", "Village")
    village = dara.screen.choices[0].value
    by = await officer(house)
    facts = Facts(commune="170404")
    await house.queue.move(
        by, request.reference, Standing.TRANSFERRED, channel="terminal", reason="moved", facts=facts
    )
    await dara.press(village, "See it")
    assert dara.screen.spot == "my_request/waiting"
    assert dara.state.answers["commune"] == "170404"


async def test_of_several_each_is_told_by_its_reference(dara: Talker) -> None:
    own = await filed(dara)
    await dara.greeted()
    await dara.press(ASK, "Agree", "Ask for another home that I help", "Neighbour", "They agree")
    await dara.press("Call only, no text", "3", "2", "Send my request")
    helped = dara.screen.show["reference"].raw
    screen = await looked(dara)
    assert screen.spot == "my_request/choose"
    told = [choice.label.raw for choice in screen.choices if not isinstance(choice.label, str)]
    assert sorted(told, key=str) == sorted(
        [
            {"reference": own.reference, "own": True, "kind": "assessment"},
            {"reference": helped, "own": False, "kind": "assessment"},
        ],
        key=str,
    )
    await dara.press(own.id)
    assert dara.screen.show["reference"].raw == own.reference
    await dara.press("0")
    assert dara.screen.spot == "my_request/choose"


async def test_what_ended_is_told_until_it_can_no_longer_be_taken_up(dara: Talker, clock: FixedClock) -> None:
    request = await filed(dara)
    await dara.house.requests.withdraw(request.person_id, request.id, channel="ussd", version=request.version)
    clock.advance(seconds=89 * 24 * 3600)
    assert (await looked(dara)).spot == "my_request/withdrawn"
    clock.advance(seconds=2 * 24 * 3600)
    assert (await looked(dara)).spot == "my_request/none_yet"


async def test_somebody_elses_request_does_not_exist(dara: Talker, house: House) -> None:
    request = await filed(dara)
    stranger = await Talker(house, number="+85598765432").greeted()
    assert (await looked(stranger)).spot == "my_request/none_yet"
    for step in ("look", "do_withdraw", "add_ask_for"):
        stranger.state = replace(
            stranger.state,
            at=f"my_request/{step}",
            answers={"request": request.id, "ask_for": "me"},
            asked="",
        )
        await stranger.tell(Enter())
        assert stranger.screen.spot == "my_request/none_yet"
    assert (await dara.requests())[0].state is Standing.QUEUED
