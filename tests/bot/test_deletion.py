"""/delete does what it says: what goes and what must stay is told before, and nothing else is done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.house import House
from core.channels import Channel
from core.requests.facts import Facts
from core.requests.request import Interview, InterviewPlace, Outcome
from core.requests.states import State
from core.roles import Role
from tests.bot.asked import asked
from tests.bot.at_telegram import verified
from tests.bot.test_conversation import requests
from tests.bot.test_entrance import NUMBER, filed
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram

pytestmark = pytest.mark.usefixtures("bot")


async def test_what_goes_is_told_before_anything_is_done(sokha: User, house: House) -> None:
    await verified(sokha, house)
    request = await asked(sokha, house)
    await sokha.sends_command("delete")
    assert "it is withdrawn, and its answers go" in sokha.sees()
    assert "your phone number" in sokha.sees()
    assert sokha.buttons() == [["Keep all"], ["Delete"]]
    assert await requests(house) == [request]


async def test_it_is_asked_twice_with_the_buttons_changed_over(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await asked(sokha, house)
    await sokha.sends_command("delete")
    await sokha.taps("Delete")
    assert sokha.buttons() == [["Yes, delete"], ["Keep all"]]
    assert len(await requests(house)) == 1
    await sokha.taps("Keep all")
    assert "Nothing was deleted" in sokha.sees()
    assert len(await requests(house)) == 1


async def test_afterwards_nobody_knows_who_they_were(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await filed(sokha)
    (request,) = await requests(house)
    for act in ("Delete", "Yes, delete"):
        if act == "Delete":
            await sokha.sends_command("delete")
        await sokha.taps(act)
    assert "It is deleted" in sokha.sees()
    assert await house.people.find(NUMBER) is None
    assert await house.telegram_accounts.find(7) is None
    officer = await house.officers.add("chief", "Chan (DEMO)", Role.COMMUNE_OFFICER, ("120109",))
    erased = (await house.queue.show(officer, request.reference)).request
    assert erased.state is State.WITHDRAWN
    assert erased.answers is None
    await sokha.says("hello")
    assert sokha.buttons() == [["ខ្មែរ"], ["English"]]


async def test_an_unfinished_form_goes_too(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.sends_command("request")
    await sokha.says("120109")
    await sokha.taps("Agree")
    person = await house.people.find(NUMBER)
    assert person is not None
    await sokha.sends_command("delete")
    await sokha.taps("Delete")
    await sokha.taps("Yes, delete")
    assert await house.services.drafts.load(person.id) is None


async def test_a_request_that_was_decided_stays_and_they_are_told_which(sokha: User, house: House) -> None:
    await verified(sokha, house)
    request = await asked(sokha, house)
    await decided(house, request.reference)
    await sokha.sends_command("delete")
    assert "must stay until it is over" in sokha.sees()
    await sokha.taps("Delete")
    await sokha.taps("Yes, delete")
    assert "must stay until it is over" in sokha.sees()
    (kept,) = await requests(house)
    assert kept.state is State.DECIDED
    assert await house.telegram_accounts.find(7) is None


async def decided(house: House, reference: str) -> None:
    """An officer took it, held the interview, and a chief decided."""
    officer = await house.officers.add("sok", "Sok (DEMO)", Role.COMMUNE_OFFICER, ("120109",))
    chief = await house.officers.add("chief", "Chan (DEMO)", Role.COMMUNE_CHIEF, ("120109",))
    interview = Interview(house.clock.now() + timedelta(hours=3), InterviewPlace.HOME)
    for by, to, given in (
        (officer, State.ASSIGNED, {}),
        (officer, State.INTERVIEW_SCHEDULED, {"facts": Facts(interview=interview, any_day=True)}),
        (officer, State.INTERVIEWED, {"reason": "they came at once"}),
        (chief, State.DECIDED, {"reason": "by the interview", "facts": Facts(outcome=Outcome.POOR_1)}),
    ):
        await house.queue.move(by, reference, to, channel="console", **given)


async def test_of_what_changed_since_it_was_told_nothing_is_deleted_yet(sokha: User, house: House) -> None:
    await verified(sokha, house)
    request = await asked(sokha, house)
    await sokha.sends_command("delete")
    await sokha.taps("Delete")
    await house.requests.withdraw(
        request.person_id, request.id, channel=Channel.USSD, version=request.version
    )
    await sokha.taps("Yes, delete")
    texts = [message.text for message in sokha.chat.messages[-2:]]
    assert any("changed meanwhile" in text for text in texts)
    assert len(await requests(house)) == 1
    await sokha.taps("Delete")
    await sokha.taps("Yes, delete")
    assert await house.people.find(NUMBER) is None


async def test_of_whom_nothing_is_known_the_chat_is_forgotten(sokha: User, house: House) -> None:
    await sokha.sends_command("start")
    await sokha.taps("English")
    await sokha.sends_command("delete")
    assert "Nothing about you is kept" in sokha.sees()
    assert await house.telegram_accounts.find(7) is None


async def test_who_was_deleted_and_not_told_is_told_when_the_touch_comes_again(
    sokha: User, house: House, telegram: Telegram
) -> None:
    await verified(sokha, house)
    await asked(sokha, house)
    await sokha.sends_command("delete")
    await sokha.taps("Delete")
    person = await house.people.find(NUMBER)
    assert person is not None
    told = (await house.forgetting.plan(person.id)).told
    await house.forgetting.erase(person.id, told)
    await sokha.taps("Yes, delete")
    assert "It is deleted" in sokha.sees()


async def test_a_request_for_another_home_is_named_as_such(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await asked(sokha, house)
    await sokha.sends_command("request")
    await sokha.taps("Agree")
    await sokha.taps("Ask for another home that I help")
    await sokha.taps("Neighbour")
    await sokha.taps("They agree")
    await sokha.taps("Call and text")
    await sokha.says("2")
    await sokha.taps("No one")
    await sokha.taps("Send my request")
    await sokha.sends_command("delete")
    assert sokha.sees().count("You asked it for another home.") == 1


async def test_who_lost_their_number_hears_that_what_they_asked_stays_with_it(
    sokha: User, dara: User, house: House
) -> None:
    await verified(sokha, house)
    await asked(sokha, house)
    await dara.sends_command("start")
    await dara.taps("English")
    await dara.shares_contact("85512345678")
    await dara.taps("Yes, it is mine")
    await sokha.sends_command("delete")
    assert "stays with that number" in sokha.sees()
    assert len(await requests(house)) == 1


async def test_an_officer_hears_that_their_connection_is_ended_elsewhere(sokha: User, house: House) -> None:
    officer = await house.officers.add("sok", "Sok (DEMO)", Role.COMMUNE_OFFICER, ("120109",))
    code = await house.database.write(lambda each: house.accounts.telegrams.new_code(each, officer))
    await sokha.sends_command("bind", code.shown)
    for command in ("stop", "delete"):
        await sokha.sends_command(command)
        assert "as an officer" in sokha.sees()
