"""A household speaks: it is asked first, and what it agreed to is added to its request, once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

import pytest
import pytest_asyncio
from sqlalchemy import select

from app.house import House
from bot.dialogue import Asked, Dialogue
from bot.updates import VoiceMessage
from bot.voice.notes import ADD, CHOSEN, NO, Reply, VoiceNotes
from core import chance
from core.clock import FixedClock
from core.consents import Consent, version_of
from core.people import Person
from core.requests import references
from core.requests.filing import Filing
from core.requests.request import Contact, HelperRole, Request
from core.requests.voices import MOST_BYTES, MOST_SECONDS, MOST_VOICES
from core.tables import consent_texts, consents, request_voices
from flows.wording import LANGUAGES
from tests.bot.voice.tape import Tape
from tests.servers.sounds import opus

File: TypeAlias = Callable[..., Awaitable[Request]]
TEXT = "We send this phone number and your answers to your commune office."


def spoken(update: int = 41, seconds: int = 12, size: int | None = 40_000) -> VoiceMessage:
    return VoiceMessage(update, 7, f"voice-{update}", seconds, size)


@dataclass
class Chat:
    """One household's, with what the bot last asked."""

    notes: VoiceNotes
    person: Person
    language: str = "en"
    last: Reply = field(default_factory=lambda: Reply(""))

    async def says(self, voice: VoiceMessage) -> Reply:
        self.last = await self.notes.offered(self.person.id, self.language, voice)
        return self.last

    async def touches(self, meaning: str) -> Reply:
        """A button of the last question, which is left as it is: it may be touched again."""
        assert self.last.about is not None
        return await self.notes.answered(self.person.id, self.language, self.last.about, meaning)


@pytest.fixture
def tape() -> Tape:
    tape = Tape()
    tape.files = {f"voice-{update}": opus(f"{update}".encode()) for update in range(40, 60)}
    return tape


@pytest_asyncio.fixture
async def chat(house: House, tape: Tape, clock: FixedClock) -> Chat:
    person = await house.people.remember("+85512345678", "en")
    return Chat(VoiceNotes(house.requests.voices, tape, house.services.words, clock), person)


@pytest.fixture
def file(house: House, chat: Chat, clock: FixedClock) -> File:
    """Files a request of the household, or one that it helps with."""

    async def do(own: bool = True) -> Request:
        filing = Filing(
            idempotency_key=chance.identifier(),
            person_id=chat.person.id,
            own=own,
            commune="120101",
            contact=Contact.CALL_AND_TEXT,
            consents=(Consent("request", version_of(TEXT), TEXT, "en", "ussd", clock.now()),),
            channel="ussd",
            language="en",
            helper_role=None if own else HelperRole.NEIGHBOUR,
        )
        return (await house.requests.submit(filing)).request

    return do


async def stored(house: House, table: Any) -> list[Any]:
    return list((await house.database.read(lambda connection: connection.execute(select(table)))).all())


def shown(request: Request) -> str:
    return references.show(request.reference).replace(" ", "\u00a0")


async def test_it_is_asked_about_before_anything_of_it_is_fetched_or_kept(
    house: House, chat: Chat, tape: Tape, file: File
) -> None:
    request = await file()
    asked = await chat.says(spoken())
    assert asked.text == (
        f"The officer of your commune will hear this about request {shown(request)}. "
        "It is kept with your request. Add it?"
    )
    assert asked.choices == (("Add it", ADD), ("No", NO))
    assert (tape.fetched, await stored(house, request_voices)) == ([], [])


async def test_on_yes_it_is_added_with_the_very_words_that_were_agreed_to(
    house: House, chat: Chat, file: File
) -> None:
    request = await file()
    asked = await chat.says(spoken())
    told = await chat.touches(ADD)
    assert told.text == f"Your voice message was added to request {shown(request)}. It is free: pay no one."
    assert (told.choices, told.about) == ((), None)
    [kept] = await stored(house, request_voices)
    assert (kept.request_id, kept.seconds) == (request.id, 12)
    [agreed] = [row for row in await stored(house, consents) if row.purpose == "voice"]
    texts = {row.version: row.text for row in await stored(house, consent_texts)}
    assert texts[agreed.version] == asked.text
    assert (agreed.person_id, agreed.channel, agreed.language) == (chat.person.id, "telegram", "en")


async def test_on_no_nothing_is_kept(house: House, chat: Chat, tape: Tape, file: File) -> None:
    await file()
    await chat.says(spoken())
    told = await chat.touches(NO)
    assert told == Reply("Your voice message was not kept.")
    assert (tape.fetched, await stored(house, request_voices)) == ([], [])


async def test_yes_touched_twice_adds_it_once(house: House, chat: Chat, file: File) -> None:
    await file()
    await chat.says(spoken())
    assert await chat.touches(ADD) == await chat.touches(ADD)
    assert len(await stored(house, request_voices)) == 1


async def test_with_several_requests_it_is_asked_which(house: House, chat: Chat, file: File) -> None:
    own, helped = await file(), await file(own=False)
    which = await chat.says(spoken())
    assert which.text == "Which request is your voice message about?"
    assert set(which.choices) == {
        (f"{shown(own)} assessment", f"{CHOSEN}{own.id}"),
        (f"{shown(helped)} assessment (helped)", f"{CHOSEN}{helped.id}"),
        ("No", NO),
    }
    chat.last = await chat.touches(f"{CHOSEN}{helped.id}")
    assert shown(helped) in chat.last.text
    await chat.touches(ADD)
    assert [row.request_id for row in await stored(house, request_voices)] == [helped.id]


async def test_what_was_added_to_one_is_said_of_that_one_whatever_is_touched_later(
    house: House, chat: Chat, file: File
) -> None:
    own, helped = await file(), await file(own=False)
    which = await chat.says(spoken())
    chat.last = await chat.touches(f"{CHOSEN}{own.id}")
    await chat.touches(ADD)
    chat.last = which
    chat.last = await chat.touches(f"{CHOSEN}{helped.id}")
    assert shown(own) in (await chat.touches(ADD)).text
    assert [row.request_id for row in await stored(house, request_voices)] == [own.id]


async def test_without_an_open_request_there_is_nothing_to_add_it_to(
    house: House, chat: Chat, tape: Tape, file: File
) -> None:
    none = Reply("You have no open request to add a voice message to. It was not kept.")
    assert await chat.says(spoken()) == none
    assert await chat.notes.offered(None, "en", spoken()) == none
    request = await file()
    await house.requests.withdraw(chat.person.id, request.id, channel="telegram", version=request.version)
    assert await chat.says(spoken()) == none
    assert tape.fetched == []


async def test_a_request_that_ended_while_it_was_asked_about_takes_it_no_more(
    house: House, chat: Chat, file: File
) -> None:
    request = await file()
    await chat.says(spoken())
    await house.requests.withdraw(chat.person.id, request.id, channel="telegram", version=request.version)
    assert "no open request" in (await chat.touches(ADD)).text
    assert await stored(house, request_voices) == []


@pytest.mark.parametrize(
    "voice",
    [spoken(seconds=MOST_SECONDS + 1), spoken(size=MOST_BYTES + 1)],
    ids=["longer than two minutes", "larger than a megabyte"],
)
async def test_one_that_is_too_long_is_refused_with_the_reason(
    chat: Chat, file: File, voice: VoiceMessage
) -> None:
    await file()
    told = await chat.says(voice)
    assert told.text.startswith("That is too long: please say it in 2 minutes at most")
    assert told.about is None


async def test_one_that_is_larger_than_telegram_said_is_refused(
    house: House, chat: Chat, tape: Tape, file: File
) -> None:
    await file()
    tape.files["voice-41"] = opus(bytes(MOST_BYTES))
    await chat.says(spoken(size=None))
    assert (await chat.touches(ADD)).text.startswith("That is too long")
    assert await stored(house, request_voices) == []


async def test_what_is_no_voice_message_is_not_kept(house: House, chat: Chat, tape: Tape, file: File) -> None:
    await file()
    tape.files["voice-41"] = b"<html>"
    await chat.says(spoken())
    assert (await chat.touches(ADD)).text.startswith("That cannot be heard.")
    assert await stored(house, request_voices) == []


async def test_while_telegram_does_not_hand_it_out_it_can_be_tried_again(
    house: House, chat: Chat, tape: Tape, file: File
) -> None:
    await file()
    asked = await chat.says(spoken())
    tape.down = True
    chat.last = await chat.touches(ADD)
    assert chat.last.text == f"It could not be fetched just now, and is not added yet.\n{asked.text}"
    assert (chat.last.choices, chat.last.about) == (asked.choices, asked.about)
    tape.down = False
    assert "was added" in (await chat.touches(ADD)).text
    assert len(await stored(house, request_voices)) == 1


async def test_a_request_that_is_full_says_so_before_anybody_agrees(
    house: House, chat: Chat, file: File
) -> None:
    request = await file()
    for update in range(41, 41 + MOST_VOICES):
        await chat.says(spoken(update))
        await chat.touches(ADD)
    told = await chat.says(spoken(59))
    assert told.text.startswith(f"Request {shown(request)} has {MOST_VOICES} voice messages already.")
    assert len(await stored(house, request_voices)) == MOST_VOICES


async def test_what_we_did_not_offer_is_asked_again(house: House, chat: Chat, file: File) -> None:
    await file()
    asked = await chat.says(spoken())
    for forged in ("", "voice_", f"{CHOSEN}{chance.identifier()}", f"{CHOSEN}\0"):
        assert (await chat.touches(forged)).text == asked.text
    assert await stored(house, request_voices) == []


async def test_nobody_adds_to_the_request_of_another(
    house: House, chat: Chat, tape: Tape, file: File
) -> None:
    await file()
    asked = await chat.says(spoken())
    assert asked.about is not None
    stranger = await house.people.remember("+85598765432", "en")
    told = await chat.notes.answered(stranger.id, "en", asked.about, ADD)
    assert "no open request" in told.text
    assert (tape.fetched, await stored(house, request_voices)) == ([], [])


async def test_what_is_remembered_meanwhile_fits_into_the_dialogue_and_holds_no_sound(
    chat: Chat, file: File
) -> None:
    await file()
    asked = await chat.says(spoken())
    assert asked.about is not None
    dialogue = Dialogue.begun(datetime.fromisoformat("2026-11-23T08:00:00+07:00"))
    kept = dialogue.asking(Asked.VOICE, **asked.about)
    assert Dialogue.from_bytes(kept.to_bytes()).about == asked.about
    assert set(asked.about) == {"file", "seconds", "update", "request"}


async def test_the_question_can_be_shown_once_more(chat: Chat, file: File) -> None:
    await file()
    asked = await chat.says(spoken())
    assert asked.about is not None
    assert await chat.notes.asked(chat.person.id, "en", asked.about) == asked


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_is_asked_in_the_language_of_the_household(chat: Chat, file: File, language: str) -> None:
    request = await file()
    chat.language = language
    asked = await chat.says(spoken())
    assert shown(request) in asked.text
    assert ("officer" in asked.text) == (language == "en")
    assert ("មន្ត្រី" in asked.text) == (language == "km")
