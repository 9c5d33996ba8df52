"""The conversation in a chat: one message with buttons, changed in place, and every answer kept."""

from __future__ import annotations

import asyncio

import pytest

from app.house import House
from core.channels import Channel
from core.requests.request import Contact, Need, Request
from tests.bot.at_telegram import newcomer, verified
from tests.bot.test_entrance import ASKS, NUMBER, filed
from tests.flows.talks.homes import SECRETS
from tests.flows.talks.with_money import with_money
from tests.servers.bot_api.people import User
from tests.servers.sounds import opus
from tests.ussd.caller import Caller, NoCounts

CARD = SECRETS["the end of their card"]

pytestmark = pytest.mark.usefixtures("bot")


async def requests(house: House) -> list[Request]:
    person = await house.people.find(NUMBER)
    assert person is not None
    return await house.requests.of(person.id)


async def test_a_request_is_filed_in_english(sokha: User, house: House) -> None:
    await newcomer(sokha)
    await sokha.taps("Ask for an IDPoor assessment")
    await sokha.says("120109")
    await sokha.taps("Agree")
    await sokha.taps("Call only, no text")
    await sokha.says("5")
    await sokha.taps("☐ With a disability")
    await sokha.taps("☐ Child under 2")
    await sokha.taps("Done")
    await sokha.taps("Send my request")
    (request,) = await requests(house)
    assert (request.commune, request.contact, request.channel) == (
        "120109",
        Contact.CALL_ONLY,
        Channel.TELEGRAM,
    )
    assert request.answers is not None
    assert request.answers.people == 5
    assert request.answers.needs == frozenset({Need.DISABILITY, Need.INFANT})
    assert request.reference[:3] in sokha.sees()


async def test_a_request_is_filed_in_khmer_with_khmer_digits(sokha: User, house: House) -> None:
    await newcomer(sokha, "ខ្មែរ")
    await sokha.taps("សុំប័ណ្ណសមធម៌")
    await sokha.says("១២០១០៩")
    await sokha.taps("យល់ព្រម")
    await sokha.taps("ហៅ និងផ្ញើសារបាន")
    await sokha.says("៥")
    await sokha.taps("គ្មាន")
    await sokha.taps("ផ្ញើ")
    (request,) = await requests(house)
    assert request.answers is not None
    assert request.answers.people == 5
    assert request.language == "km"
    assert "\u200b" in sokha.sees()


async def test_what_was_agreed_to_is_recorded_as_it_was_read(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.taps("Ask for an IDPoor assessment")
    await sokha.says("120109")
    read = sokha.sees()
    await sokha.taps("Agree")
    draft = await house.services.drafts.load(await person_of(house))
    assert draft is not None
    kept = draft.state.answers["consent"]
    assert isinstance(kept, dict)
    assert "You can stop at any time" in read
    assert "You can stop at any time" in str(kept["text"])
    assert kept["channel"] == "telegram"


async def person_of(house: House) -> str:
    person = await house.people.find(NUMBER)
    assert person is not None
    return person.id


async def test_touching_buttons_changes_one_message(sokha: User, house: House) -> None:
    await verified(sokha, house)
    count = len(sokha.chat.messages)
    await sokha.taps("Help, my commune office")
    await sokha.taps("Back")
    await sokha.taps("My request")
    assert len(sokha.chat.messages) == count
    assert len(sokha.chat.with_buttons) == 1


async def test_a_line_that_was_typed_is_answered_below_it_and_leaves_no_old_keyboard(
    sokha: User, house: House
) -> None:
    await verified(sokha, house)
    await sokha.taps("Ask for an IDPoor assessment")
    await sokha.says("120109")
    assert len(sokha.chat.with_buttons) == 1
    assert sokha.chat.messages[-1] is sokha.chat.with_buttons[0]


async def test_an_old_button_says_so_and_shows_the_present_question(sokha: User, house: House) -> None:
    await verified(sokha, house)
    message, button = sokha.button("My request")
    await sokha.taps("Ask for an IDPoor assessment")
    await sokha.forges_tap(button.data or "", message)
    assert sokha.toasts[-1] == "That was the earlier question."
    assert ["Choose from lists"] in sokha.buttons()


async def test_two_touches_at_once_are_one(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await filed_but_for_the_sending(sokha)
    await asyncio.gather(sokha.taps("Send my request"), sokha.taps("Send my request"))
    assert len(await requests(house)) == 1
    assert "Received" in sokha.sees()


async def filed_but_for_the_sending(user: User) -> None:
    await user.sends_command("request")
    await user.says("120109")
    await user.taps("Agree")
    await user.taps("Call and text")
    await user.says("2")
    await user.taps("No one")


async def test_an_ending_stays_in_the_chat_and_what_follows_is_another_message(
    sokha: User, house: House
) -> None:
    await verified(sokha, house)
    await filed(sokha)
    ending = sokha.chat.messages[-1]
    await sokha.taps("Menu")
    assert "Received" in ending.text
    assert ending.buttons == []
    assert ASKS in sokha.buttons()


async def test_anything_else_gets_an_answer_with_buttons(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.says("how do I get money?")
    assert "Not understood." in sokha.sees()
    assert ASKS in sokha.buttons()


async def test_an_option_may_be_typed_by_its_key_or_its_words(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.says("my request")
    assert ["Ask for an assessment"] in sokha.buttons()
    await sokha.says("១")
    assert ["Choose from lists"] in sokha.buttons()


async def test_after_three_lines_that_are_none_the_way_to_help_is_shown_and_answers_are_kept(
    sokha: User, house: House
) -> None:
    await verified(sokha, house)
    await sokha.sends_command("request")
    await sokha.says("120109")
    await sokha.taps("Agree")
    for line in ("?", "??", "???"):
        await sokha.says(line)
    assert "Ask someone to help" in sokha.sees()
    await sokha.taps("Menu")
    assert ["Continue"] in sokha.buttons()


async def test_a_list_is_leafed_through_in_place(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.sends_command("request")
    await sokha.taps("Choose from lists")
    first = sokha.buttons()
    assert len(first) == 10
    await sokha.taps("Next ›")
    assert ["‹ Previous", "Next ›"] in sokha.buttons()
    await sokha.taps("‹ Previous")
    assert sokha.buttons() == first
    await sokha.says("Battambang")
    assert "Which district?" in sokha.sees()


async def test_none_of_these_is_one_touch_and_done_shows_only_when_something_is_ticked(
    sokha: User, house: House
) -> None:
    await verified(sokha, house)
    await sokha.sends_command("request")
    await sokha.says("120109")
    await sokha.taps("Agree")
    await sokha.taps("Call and text")
    await sokha.says("2")
    assert ["Done"] not in sokha.buttons()
    await sokha.taps("☐ Pregnant")
    assert ["Done"] in sokha.buttons()
    await sokha.taps("☑ Pregnant")
    assert ["Done"] not in sokha.buttons()
    await sokha.taps("No one")
    assert ["Send my request"] in sokha.buttons()


async def test_a_form_begun_by_dialling_goes_on_here_after_a_yes(sokha: User, house: House) -> None:
    caller = Caller(house.door(NoCounts()), NUMBER)
    await caller.dial()
    await caller.press("2", "1", "120109", "1", "2")
    await verified(sokha, house)
    assert "not sent yet" in sokha.sees()
    await sokha.taps("Continue")
    assert "How many people" in sokha.sees()
    await sokha.says("3")
    await sokha.taps("No one")
    await sokha.taps("Send my request")
    (request,) = await requests(house)
    assert request.commune == "120109"
    assert request.contact is Contact.CALL_ONLY
    assert request.answers is not None
    assert request.answers.people == 3


async def test_a_form_begun_here_goes_on_by_dialling(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.sends_command("request")
    await sokha.says("120109")
    await sokha.taps("Agree")
    await sokha.taps("Call only, no text")
    caller = Caller(house.door(NoCounts()), NUMBER)
    await caller.dial()
    await caller.press(caller.key_of("Continue"))
    assert "How many people" in caller.screen


async def test_a_request_filed_by_dialling_is_seen_here(sokha: User, house: House) -> None:
    caller = Caller(house.door(NoCounts()), NUMBER)
    await caller.dial()
    await caller.press("2", "1", "120109", "1", "1", "5", "5", "1")
    (request,) = await requests(house)
    await verified(sokha, house)
    await sokha.sends_command("status")
    assert request.reference[-3:] in sokha.sees()


async def test_withdrawing_is_asked_twice_with_buttons(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await filed(sokha)
    await sokha.sends_command("status")
    await sokha.taps("Withdraw")
    await sokha.taps("Withdraw")
    assert ["Yes, withdraw"] in sokha.buttons()
    await sokha.taps("Yes, withdraw")
    (request,) = await requests(house)
    assert request.state == "withdrawn"


async def test_an_unknown_command_is_answered_with_the_present_question(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.sends_command("request")
    await sokha.sends_command("nonsense")
    assert ["Choose from lists"] in sokha.buttons()
    assert len(sokha.chat.with_buttons) == 1


async def test_a_report_begun_by_dialling_goes_on_here_and_shows_nothing_of_before(
    sokha: User, house: House
) -> None:
    await with_money(house, NUMBER)
    caller = Caller(house.door(NoCounts()), NUMBER)
    await caller.dial()
    # the card's last digits; a problem; somebody else took it; agreed
    await caller.press(caller.key_of("My payments"), CARD, "2", "2", "1")
    assert "May we use this number" in caller.screen
    await verified(sokha, house)
    await sokha.taps("Continue")
    await sokha.taps("Call only, no text")
    before = sokha.sees()
    assert "Earlier answers are kept, not shown." in before
    assert not any(word in before for word in (CARD, "took", "Banteay"))
    await sokha.taps("Change")
    await sokha.taps("Phone use")
    await sokha.taps("Do not call or text")
    assert "Earlier answers are kept, not shown." in sokha.sees()
    await sokha.taps("Send my request")
    assert "looked at above your commune" in sokha.sees()
    (request,) = await requests(house)
    assert (request.kind, request.contact) == ("report", Contact.NONE)
    assert request.answers is not None
    # no draft holds what is secret: the officer asks for the card
    assert (request.answers.matter, request.answers.card_last4) == ("collected_by_another", None)


async def test_of_a_report_a_voice_message_is_heard_above_the_commune_alone(
    sokha: User, house: House
) -> None:
    await with_money(house, NUMBER)
    caller = Caller(house.door(NoCounts()), NUMBER)
    await caller.dial()
    await caller.press(caller.key_of("My payments"), CARD, "2", "2", "1", "2", "1")
    await verified(sokha, house)
    await sokha.sends_voice(opus(), duration=9)
    assert "The supervisor above your commune will hear this" in sokha.sees()
    assert "officer of your commune" not in sokha.sees()
