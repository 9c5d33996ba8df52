"""Somebody who does not read: hears what is asked, and says what is hard to write."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from app.house import House
from core import chance
from core.clock import FixedClock
from core.consents import Consent, version_of
from core.requests.filing import Filing
from core.requests.request import Contact, Request
from core.tables import request_voices
from flows.library import load_scripts
from flows.proving.read_aloud import read_aloud
from flows.steps.step import Saying
from locales.voices import Voices, file_name
from tests.bot.at_telegram import verified
from tests.servers.bot_api.people import User
from tests.servers.sounds import opus

TEXT = "We send this phone number and your answers to your commune office."


async def filed(house: House, clock: FixedClock) -> Request:
    """A request of the number that `sokha` has, filed by dialling."""
    person = await house.people.remember("+85512345678", "en")
    filing = Filing(
        idempotency_key=chance.identifier(),
        person_id=person.id,
        own=True,
        commune="120101",
        contact=Contact.CALL_AND_TEXT,
        consents=(Consent("request", version_of(TEXT), TEXT, "en", "ussd", clock.now()),),
        channel="ussd",
        language="en",
    )
    return (await house.requests.submit(filing)).request


async def kept(house: House) -> list[str]:
    """The requests that a voice message was added to."""
    query = select(request_voices.c.request_id)
    return list(await house.database.read(lambda connection: connection.scalars(query)))


async def test_what_a_household_says_is_added_on_yes_and_the_conversation_goes_on(
    sokha: User, house: House, clock: FixedClock
) -> None:
    request = await filed(house, clock)
    await verified(sokha, house)
    await sokha.sends_voice(opus(), duration=9)
    assert "will hear this about request" in sokha.sees()
    assert await kept(house) == []
    await sokha.taps("Add it")
    assert await kept(house) == [request.id]
    assert any("was added to request" in message.text for message in sokha.chat.messages)
    assert ["Add it"] not in sokha.buttons()


async def test_on_no_it_is_gone(sokha: User, house: House, clock: FixedClock) -> None:
    await filed(house, clock)
    await verified(sokha, house)
    await sokha.sends_voice(opus(), duration=9)
    await sokha.taps("No")
    assert await kept(house) == []
    assert any("was not kept" in message.text for message in sokha.chat.messages)


async def test_who_has_no_request_is_told_so(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.sends_voice(opus(), duration=9)
    assert any("no open request" in message.text for message in sokha.chat.messages)


@pytest.fixture
def menu_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The menu, read out in English."""
    scripts = load_scripts()
    menu = scripts.step(scripts.home or scripts.first)
    assert isinstance(menu, Saying)
    path = tmp_path / "locales" / "en" / "voice" / file_name(*read_aloud(scripts, menu))
    path.parent.mkdir(parents=True)
    path.write_bytes(opus(b"the menu"))
    voices = Voices.load(tmp_path / "locales")
    monkeypatch.setattr("app.telegram.Voices.load", lambda: voices)
    return path.read_bytes()


async def test_a_screen_that_was_recorded_is_heard_at_a_touch(
    menu_recorded: bytes, sokha: User, house: House
) -> None:
    await verified(sokha, house)
    for _ in range(2):
        await sokha.taps("🔊")
    sounds = [message.content["voice"] for message in sokha.chat.messages if "voice" in message.content]
    assert len(sounds) == 2
    file = sokha.telegram.files.known(sounds[0]["file_id"])
    assert file.data == menu_recorded
    assert sounds[1]["file_unique_id"] == sounds[0]["file_unique_id"]
