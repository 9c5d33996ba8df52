"""Before anything is told or asked, it is known who speaks: by their own contact, and by nothing else."""

from __future__ import annotations

import pytest

from app.house import House
from core.telegram_accounts import Silence
from tests.bot.asked import asked
from tests.bot.at_telegram import newcomer, verified
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram

pytestmark = pytest.mark.usefixtures("bot")

ASKS = ["Ask for an IDPoor assessment"]
NUMBER = "+85512345678"


async def test_a_newcomer_chooses_a_language_and_shares_their_number(sokha: User, house: House) -> None:
    await sokha.sends_command("start")
    assert sokha.buttons() == [["ខ្មែរ"], ["English"]]
    await sokha.taps("English")
    assert sokha.is_asked_for_contact
    assert await house.people.find(NUMBER) is None
    await sokha.shares_contact()
    assert not sokha.is_asked_for_contact
    assert ASKS in sokha.buttons()
    assert await house.people.find(NUMBER)


async def test_the_number_is_confirmed_by_its_last_digits_alone(sokha: User) -> None:
    await newcomer(sokha)
    texts = [message.text for message in sokha.chat.messages]
    assert any("***678" in text for text in texts)
    assert not any("12345678" in text for text in texts)


async def test_the_language_may_be_typed(sokha: User) -> None:
    await sokha.says("hello?")
    assert "Choose a language" in sokha.sees()
    await sokha.says("english")
    assert sokha.is_asked_for_contact


async def test_a_contact_of_somebody_else_is_refused_with_the_reason(
    sokha: User, dara: User, house: House
) -> None:
    await sokha.sends_command("start")
    await sokha.taps("English")
    for with_id, from_them in ((True, False), (False, False), (True, True)):
        await sokha.forwards_contact(of=dara, with_id=with_id, from_them=from_them)
        assert "somebody else" in sokha.sees()
        assert sokha.is_asked_for_contact
    assert await house.people.find("+85598765432") is None


async def test_a_typed_number_is_no_proof(sokha: User, house: House) -> None:
    await sokha.sends_command("start")
    await sokha.taps("English")
    await sokha.says("012 345 678")
    assert "typed cannot be checked" in sokha.sees()
    assert sokha.is_asked_for_contact
    assert await house.people.find(NUMBER) is None


async def test_before_a_number_is_known_every_command_leads_to_it(sokha: User) -> None:
    for command in ("request", "status", "menu", "help"):
        await sokha.sends_command(command)
        assert sokha.buttons() == [["ខ្មែរ"], ["English"]]
    await sokha.taps("English")
    await sokha.sends_command("status")
    assert sokha.is_asked_for_contact


async def test_the_commune_of_a_link_is_brought_along(sokha: User) -> None:
    await sokha.opens_link("https://t.me/samnaeu_test_bot?start=c120109")
    await sokha.taps("English")
    await sokha.shares_contact()
    await sokha.taps("Ask for an IDPoor assessment")
    assert "Sangkat Tuol Tumpung Ti Pir" in sokha.sees()


@pytest.mark.parametrize("payload", ["c999999", "c12", "cឃុំ", "120109", "x" * 64, "o"])
async def test_a_link_that_names_nothing_is_a_start_like_any_other(sokha: User, payload: str) -> None:
    await sokha.sends_command("start", payload)
    if payload == "o":
        return  # an officer's link whose code was lost is told so
    assert sokha.buttons() == [["ខ្មែរ"], ["English"]]


async def test_who_came_by_phone_is_the_same_person(sokha: User, house: House) -> None:
    person = await house.people.remember(NUMBER, "en")
    await newcomer(sokha)
    account = await house.telegram_accounts.find(7)
    assert account is not None
    assert account.person_id == person.id


async def test_the_language_chosen_here_is_theirs_everywhere(sokha: User, house: House) -> None:
    await house.people.remember(NUMBER, "en")
    await newcomer(sokha, "ខ្មែរ")
    person = await house.people.find(NUMBER)
    assert person is not None
    assert person.language == "km"


async def test_another_language_in_the_middle_goes_on_at_the_same_question(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.sends_command("request")
    await sokha.says("120109")
    await sokha.taps("Agree")
    await sokha.sends_command("language")
    await sokha.taps("ខ្មែរ")
    assert ["ហៅបាន \u200bតែកុំផ្ញើសារ"] in sokha.buttons()


async def test_a_number_that_changed_is_taken_only_after_a_yes(sokha: User, house: House) -> None:
    await verified(sokha, house)
    before = await house.telegram_accounts.find(7)
    sokha.phone = "85511222333"
    await sokha.shares_contact("85511222333")
    assert "***333" in sokha.sees()
    assert await house.telegram_accounts.find(7) == before
    await sokha.taps("Yes, it is mine")
    after = await house.telegram_accounts.find(7)
    person = await house.people.find("+85511222333")
    assert before is not None
    assert after is not None
    assert person is not None
    assert after.person_id == person.id != before.person_id
    assert ASKS in sokha.buttons()


async def test_who_says_no_stays_with_the_number_before(sokha: User, house: House) -> None:
    await verified(sokha, house)
    before = await house.telegram_accounts.find(7)
    await sokha.shares_contact("85511222333")
    await sokha.taps("No")
    assert await house.telegram_accounts.find(7) == before
    assert ASKS in sokha.buttons()


async def test_a_number_of_another_account_moves_after_a_yes_and_both_are_told(
    sokha: User, dara: User, house: House
) -> None:
    await verified(sokha, house)
    await asked(sokha, house)
    await dara.sends_command("start")
    await dara.taps("English")
    await dara.shares_contact("85512345678")
    assert "another Telegram account" in dara.sees()
    await dara.taps("Yes, it is mine")
    assert ASKS in dara.buttons()
    assert "shown here any more" in sokha.sees()
    account = await house.telegram_accounts.find(7)
    assert account is not None
    assert account.person_id is None


async def test_the_account_that_lost_its_number_sees_nothing_of_it(
    sokha: User, dara: User, house: House
) -> None:
    await verified(sokha, house)
    await asked(sokha, house)
    await sokha.sends_command("status")
    (live,) = sokha.chat.with_buttons
    await dara.sends_command("start")
    await dara.taps("English")
    await dara.shares_contact("85512345678")
    await dara.taps("Yes, it is mine")
    await sokha.taps("Withdraw", on=live)
    assert sokha.is_asked_for_contact
    await sokha.sends_command("status")
    assert sokha.is_asked_for_contact


async def test_who_does_not_own_the_number_of_another_account_is_asked_for_theirs(
    sokha: User, dara: User, house: House
) -> None:
    await verified(sokha, house)
    await dara.sends_command("start")
    await dara.taps("English")
    await dara.shares_contact("85512345678")
    await dara.taps("No")
    assert dara.is_asked_for_contact
    account = await house.telegram_accounts.find(7)
    assert account is not None
    assert account.person_id is not None


async def test_stop_ends_the_news_and_start_begins_it_again(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.sends_command("stop")
    assert "no more news" in sokha.sees()
    account = await house.telegram_accounts.find(7)
    assert account is not None
    assert account.silenced is Silence.STOPPED
    await sokha.sends_command("start")
    account = await house.telegram_accounts.find(7)
    assert account is not None
    assert account.silenced is None


async def test_who_blocks_the_bot_gets_no_news_until_they_let_it_in(
    sokha: User, house: House, telegram: Telegram
) -> None:
    await verified(sokha, house)
    await sokha.blocks_bot()
    await telegram.settled()
    account = await house.telegram_accounts.find(7)
    assert account is not None
    assert account.silenced is Silence.BLOCKED
    await sokha.unblocks_bot()
    await telegram.settled()
    account = await house.telegram_accounts.find(7)
    assert account is not None
    assert account.silenced is None


async def filed(user: User) -> None:
    """They file a request with the fewest touches."""
    await user.sends_command("request")
    await user.says("120109")
    for label in ("Agree", "Call and text"):
        await user.taps(label)
    await user.says("2")
    for label in ("No one", "Send my request"):
        await user.taps(label)


async def test_the_bot_says_what_it_can_do(sokha: User) -> None:
    assert set(sokha.commands) >= {"start", "menu", "language", "request", "status", "help", "stop", "delete"}


async def test_who_has_the_number_now_gets_nothing_of_an_unfinished_form(
    sokha: User, dara: User, house: House
) -> None:
    await verified(sokha, house)
    await sokha.sends_command("request")
    await sokha.says("120109")
    await sokha.taps("Agree")
    await dara.sends_command("start")
    await dara.taps("English")
    await dara.shares_contact("85512345678")
    await dara.taps("Yes, it is mine")
    assert ASKS in dara.buttons()
    await dara.sends_command("menu")
    assert ["Continue"] not in dara.buttons()


async def test_the_account_that_was_not_told_hears_it_when_it_writes(
    sokha: User, dara: User, telegram: Telegram, house: House
) -> None:
    await verified(sokha, house)
    await dara.sends_command("start")
    await dara.taps("English")
    await dara.shares_contact("85512345678")
    telegram.faults.breaks("sendMessage", times=3, chat=7)
    await dara.taps("Yes, it is mine")
    await sokha.sends_command("menu")
    assert "shown here any more" in sokha.sees()
    assert sokha.is_asked_for_contact


async def test_a_voice_before_the_number_is_known_was_not_kept_and_that_is_said(sokha: User) -> None:
    await sokha.sends_command("start")
    await sokha.taps("English")
    await sokha.sends_voice(b"OggS", 3)
    assert any("was not kept" in message.text for message in sokha.chat.messages)
    assert sokha.is_asked_for_contact


async def test_an_old_button_speaks_the_language_that_was_chosen(sokha: User) -> None:
    await sokha.sends_command("start")
    message, button = sokha.button("English")
    await sokha.taps("English")
    await sokha.forges_tap(button.data or "", message)
    assert sokha.toasts[-1] == "That was the earlier question."


async def test_the_words_on_a_button_of_the_bots_own_may_be_typed(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.shares_contact("85511222333")
    await sokha.says("yes, it is mine")
    account = await house.telegram_accounts.find(7)
    person = await house.people.find("+85511222333")
    assert account is not None
    assert person is not None
    assert account.person_id == person.id
