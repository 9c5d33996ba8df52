"""Asking for an assessment, from the menu to the reference, on every database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from app.house import House
from core.clock import FixedClock
from core.consents import version_of
from core.requests.request import Contact, HelperRole, Need, Request
from core.requests.states import State as Standing
from core.tables import consent_texts, consents
from flows.events import Back, Chosen, Enter, Outcome
from flows.screen import Kind
from tests.flows.talker import Talker

ASK = "Ask for an IDPoor assessment"
FORM = ("120109", "Agree", "Call and text", "5", "13")
"""All that is asked, from the code to who needs care."""


async def filed(talker: Talker, *answers: str) -> Request:
    await talker.press(ASK, *(answers or FORM), "Send my request")
    return await received(talker)


async def received(talker: Talker) -> Request:
    """The request whose reference the ending tells."""
    assert talker.screen.kind is Kind.ENDING, talker.screen.spot
    reference = talker.screen.show["reference"].raw
    (request,) = [request for request in await talker.requests() if request.reference == reference]
    return request


async def agreements(house: House) -> list[dict[str, Any]]:
    query = select(consents, consent_texts.c.text).join(
        consent_texts, consent_texts.c.version == consents.c.version
    )

    async def work(connection: Any) -> list[dict[str, Any]]:
        return [dict(row._mapping) for row in await connection.execute(query)]

    return await house.database.read(work)


async def test_what_was_answered_is_what_is_filed(dara: Talker) -> None:
    request = await filed(dara)
    assert (request.own, request.state, request.commune) == (True, Standing.QUEUED, "120109")
    assert request.contact is Contact.CALL_AND_TEXT
    assert request.answers is not None
    assert request.answers.people == 5
    assert request.answers.needs == frozenset({Need.DISABILITY, Need.PREGNANT})
    assert request.channel == "ussd"
    assert request.language == "en"


async def test_the_ending_tells_the_reference(dara: Talker) -> None:
    request = await filed(dara)
    assert dara.screen.spot == "request/received"
    assert dara.screen.show["reference"].raw == request.reference


async def test_who_must_not_be_called_is_told_to_come(dara: Talker) -> None:
    no_calls = "Do not call or text: I will come to the office"
    request = await filed(dara, "120109", "Agree", no_calls, "5", "No one")
    assert dara.screen.spot == "request/received_come"
    assert request.contact is Contact.NONE
    assert request.answers is not None
    assert request.answers.needs == frozenset()


async def test_the_agreement_is_kept_with_its_words_its_time_and_its_channel(
    dara: Talker, house: House, clock: FixedClock
) -> None:
    request = await filed(dara)
    (kept,) = await agreements(house)
    assert kept["text"].startswith("We send this phone number and your answers to {place}.")
    assert kept["version"] == version_of(kept["text"])
    assert (kept["request_id"], kept["channel"], kept["language"]) == (request.id, "ussd", "en")
    assert kept["at"] == clock.now()


async def test_agreeing_in_khmer_keeps_the_khmer_words(house: House) -> None:
    sopheap = await Talker(house, language="km").greeted()
    await filed(sopheap)
    (kept,) = await agreements(house)
    assert kept["language"] == "km"
    assert "ផ្ញើលេខនេះ" in kept["text"]


async def test_another_commune_needs_another_agreement(dara: Talker, house: House) -> None:
    await dara.press(ASK, *FORM, "Change", "Commune", "170404")
    assert dara.screen.spot == "request/consent"
    assert dara.screen.show["place"].raw == "170404"
    before = dara.state.answers
    await dara.press("Agree")
    assert dara.screen.spot == "request/review"
    changed = {name for name in before if before[name] != dara.state.answers[name]}
    assert changed == {"consent"}, "no other answer is asked again, or lost"
    await dara.press("Send my request")
    assert (await dara.requests())[0].commune == "170404"
    assert len(await agreements(house)) == 1


async def test_the_same_commune_again_needs_no_other_agreement(dara: Talker) -> None:
    await dara.press(ASK, *FORM, "Change", "Commune", "120109")
    assert dara.screen.spot == "request/review"


@pytest.mark.parametrize(
    ("label", "typed", "name", "value"),
    [
        ("How many people", "30", "people", 30),
        ("Who lives there", "5", "needs", []),
        ("Phone use", "Call only, no text", "contact", "call_only"),
    ],
)
async def test_one_answer_is_changed_and_the_others_stay(
    small_house: House, label: str, typed: str, name: str, value: object
) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK, *FORM)
    before = dara.state.answers
    await dara.press("Change", label, typed)
    assert dara.screen.spot == "request/review"
    assert dara.state.answers == before | {name: value}


async def test_a_wrong_commune_is_left_before_agreeing(dara: Talker) -> None:
    await dara.press(ASK, "120109", "No", "Another commune", "170404")
    assert dara.screen.show["place"].raw == "170404"


async def test_who_does_not_agree_sends_nothing(dara: Talker, house: House) -> None:
    await dara.press(ASK, "120109", "No", "Do not send anything")
    assert dara.screen.spot == "request/nothing_sent"
    assert await dara.requests() == []
    assert await dara.kept() is None
    assert await agreements(house) == []


@pytest.mark.parametrize(("seconds", "asked"), [(99, "request/people"), (101, "request/review")])
async def test_past_100_seconds_only_what_suffices_is_asked(
    small_house: House, clock: FixedClock, seconds: int, asked: str
) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK, "120109", "Agree")
    clock.advance(seconds=seconds)
    await dara.press("Call only, no text")
    assert dara.screen.spot == asked


async def test_what_suffices_can_be_sent(small_house: House, clock: FixedClock) -> None:
    dara = await Talker(small_house).greeted()
    clock.advance(seconds=150)
    request = await filed(dara, "120109", "Agree", "Call only, no text")
    assert request.answers is not None
    assert (request.answers.people, request.answers.needs) == (None, None)


async def test_a_channel_that_does_not_hang_up_asks_everything(small_house: House, clock: FixedClock) -> None:
    dara = await Talker(small_house).greeted()
    dara.context.timed = False
    clock.advance(seconds=10_000)
    await dara.press(ASK, "120109", "Agree", "Call only, no text")
    assert dara.screen.spot == "request/people"


async def test_after_a_resume_only_what_suffices_is_asked(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK, "120109", "Agree")
    again = await dara.cut_off()
    await again.press("Continue", "Call and text")
    assert again.screen.spot == "request/review"


async def test_a_lost_reply_files_once(dara: Talker) -> None:
    await dara.press(ASK, *FORM)
    before = dara.state
    request = await filed_from_review(dara)
    dara.state = before
    assert (await filed_from_review(dara)).reference == request.reference
    assert len(await dara.requests()) == 1


async def filed_from_review(talker: Talker) -> Request:
    await talker.tell(Enter())
    await talker.press("Send my request")
    return await received(talker)


async def test_a_kill_between_filing_and_keeping_files_once(dara: Talker, house: House) -> None:
    await dara.press(ASK, *FORM)
    await dara.runner.run(dara.context, dara.state, Chosen("1"))  # and nothing of the dialogue is kept
    again = await dara.cut_off()
    await again.press("Continue", "13", "Send my request")
    assert again.screen.spot == "request/received"
    assert len(await again.requests()) == 1


async def test_an_open_request_is_told_and_shown(dara: Talker) -> None:
    request = await filed(dara)
    await dara.greeted()
    await dara.press(ASK, "Agree")
    assert dara.screen.spot == "request/already"
    assert dara.screen.show["reference"].raw == request.reference
    await dara.press("See it")
    assert dara.screen.spot == "my_request/waiting"
    assert await dara.kept() is None
    await dara.press("0")
    assert dara.screen.spot == "menu/main", "the form that was left is not behind it"


async def help_a_home(talker: Talker) -> Request:
    """For somebody who has a request of their own, in a commune that is offered again."""
    await talker.greeted()
    await talker.press(ASK)
    if talker.screen.spot == "welcome/resume":
        await talker.press("Start over")
    await talker.press("Agree", "Ask for another home that I help", "Neighbour", "They agree")
    await talker.press("Call only, no text", "3", "2", "Send my request")
    return await received(talker)


async def test_another_home_is_helped_with_its_own_agreement(dara: Talker, house: House) -> None:
    await filed(dara)
    helped = await help_a_home(dara)
    assert (helped.own, helped.helper_role) == (False, HelperRole.NEIGHBOUR)
    kept = [row for row in await agreements(house) if row["request_id"] == helped.id]
    assert {row["purpose"] for row in kept} == {"request", "helped_household"}
    assert "Does that home agree" in next(r["text"] for r in kept if r["purpose"] == "helped_household")


async def test_a_home_that_does_not_agree_is_not_asked_for(dara: Talker) -> None:
    await filed(dara)
    await dara.greeted()
    await dara.press(ASK, "Agree", "Ask for another home that I help", "Relative", "No")
    assert dara.screen.spot == "request/nothing_sent"
    assert len(await dara.requests()) == 1


async def test_one_phone_helps_no_more_homes_than_it_may(dara: Talker, house: House) -> None:
    await filed(dara)
    for _ in range(house.requests.helper_limit):
        await help_a_home(dara)
    await dara.greeted()
    await dara.press(ASK, "Agree")
    assert dara.screen.spot == "request/already_full"
    await dara.press("See my requests")
    assert dara.screen.spot == "my_request/choose"
    assert len(dara.screen.choices) == 1 + house.requests.helper_limit


async def test_who_files_from_two_lines_at_once_is_told_of_the_first(dara: Talker) -> None:
    other = await Talker(dara.house).greeted()
    await other.press(ASK, *FORM)
    await dara.press(ASK, "Start over", *FORM)
    request = await filed_from_review(dara)
    await other.press("Send my request")
    assert other.screen.spot == "request/already"
    assert other.screen.show["reference"].raw == request.reference
    await other.press("Ask for another home that I help", "Organisation", "They agree", "Send my request")
    assert other.screen.spot == "request/received"


async def test_who_helps_too_many_meanwhile_is_told_so_even_without_an_own_request(
    dara: Talker, house: House
) -> None:
    own = await filed(dara)
    late = await Talker(house).greeted()
    await late.press(ASK, "Agree", "Ask for another home that I help", "Neighbour", "They agree")
    await late.press("Call only, no text", "3", "2")
    for _ in range(house.requests.helper_limit):
        await help_a_home(dara)
    await house.requests.withdraw(own.person_id, own.id, channel="ussd", version=own.version)
    await late.press("Send my request")
    assert late.screen.spot == "request/already_full"


async def test_a_village_typed_as_the_code_is_filed_with_its_commune(dara: Talker, house: House) -> None:
    village = house.places.villages("120109")[0].code
    request = await filed(dara, village, *FORM[1:])
    assert request.answers is not None
    assert request.answers.village == village


async def test_a_village_of_another_commune_is_left_out(dara: Talker, house: House) -> None:
    village = house.places.villages("120109")[0].code
    await dara.press(ASK, village, *FORM[1:], "Change", "Commune", "170404", "Agree", "Send my request")
    request = (await dara.requests())[0]
    assert request.answers is not None
    assert (request.commune, request.answers.village) == ("170404", None)


async def test_a_deep_dial_goes_straight_to_the_agreement(small_house: House) -> None:
    dara = await Talker(small_house, commune="120109").greeted()
    await dara.press(ASK)
    assert dara.screen.spot == "request/consent"
    assert dara.screen.show["place"].raw == "120109"


async def test_an_earlier_request_offers_its_commune(dara: Talker) -> None:
    request = await filed(dara)
    await dara.greeted()
    await dara.press("My request", "Withdraw", "Withdraw", "77")
    await dara.greeted()
    await dara.press(ASK)
    assert dara.screen.show["place"].raw == request.commune


@pytest.mark.parametrize(
    ("name", "value", "asked"),
    [
        ("commune", "999999", "request/place>place/code"),
        ("commune", "12010901", "request/place>place/code"),
        ("consent", {"about": "120109"}, "request/consent"),
        ("consent", "yes", "request/consent"),
        ("whose", "theirs", "request/review"),
        ("contact", "pigeon", "request/contact"),
        ("contact", [], "request/contact"),
    ],
)
async def test_an_answer_of_another_release_is_asked_again(
    small_house: House, name: str, value: Any, asked: str
) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK, *FORM)
    dara.state = replace(dara.state, answers=dara.state.answers | {name: value}, at="request/next", asked="")
    await dara.tell(Enter())
    assert dara.state.at == asked


@pytest.mark.parametrize(
    ("name", "value"), [("people", 99), ("people", "5"), ("needs", ["gold"]), ("needs", 1)]
)
async def test_a_spare_answer_of_another_release_is_left_out(
    small_house: House, name: str, value: Any
) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK, *FORM)
    dara.state = replace(
        dara.state, answers=dara.state.answers | {name: value}, at="request/next", resumed=True, asked=""
    )
    await dara.tell(Enter())
    assert dara.state.answers[name] is None
    assert dara.screen.spot == "request/review"


async def test_whatever_is_missing_at_the_sending_is_asked(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK, *FORM)
    del dara.state.answers["contact"]
    await dara.tell(Chosen("1"))
    assert dara.screen.spot == "request/contact"
    assert await dara.requests() == []


async def test_going_back_through_the_whole_form_breaks_nothing(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK, *FORM)
    seen = [dara.screen.spot]
    while dara.state.trail:
        await dara.tell(Back())
        seen.append(dara.screen.spot)
    assert seen == [
        "request/review",
        "request/needs",
        "request/people",
        "request/contact",
        "request/consent",
        "place/code",
        "menu/main",
    ]


async def test_every_action_of_the_form_held_what_it_declared(dara: Talker) -> None:
    await filed(dara)
    done = {action.name for action, _ in dara.watched.performed}
    assert {"drafts.begin", "places.look_up", "consents.record", "requests.submit"} <= done
    assert all(isinstance(outcome, Outcome) for _, outcome in dara.watched.performed)
