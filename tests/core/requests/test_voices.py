"""What a household says about its request: kept if it agreed, once, sealed, and heard on purpose only."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, select

from core.clock import FixedClock
from core.consents import Consent, version_of
from core.database import Database
from core.officers import Officer
from core.queue import Queue
from core.requests.errors import InvalidFiling, NotAllowed, Unknown
from core.requests.household import Requests
from core.requests.request import Request, Step, StepKind
from core.requests.voices import MOST_BYTES, MOST_SECONDS, MOST_VOICES, VoiceNote
from core.tables import audit_entries, case_keys, consents, request_voices
from tests.core.conftest import File, Hire, MakePerson
from tests.core.statements import statements
from tests.servers.sounds import opus

TEXT = "The officer of your commune will hear this."
SOUND = opus(b"a house that leaks")


@pytest.fixture
def note(clock: FixedClock) -> VoiceNote:
    """A voice message as a door would add it."""
    consent = Consent("voice", version_of(TEXT), TEXT, "en", "telegram", clock.now())
    return VoiceNote("telegram:1", SOUND, 12, consent)


async def added(requests: Requests, request: Request, note: VoiceNote) -> Request:
    return await requests.voices.add(request.person_id, request.id, note, channel="telegram")


async def stored(database: Database, table: Any) -> list[Any]:
    return list((await database.read(lambda connection: connection.execute(select(table)))).all())


async def last_step(queue: Queue, officer: Officer, request: Request) -> Step:
    return (await queue.show(officer, request.reference)).steps[-1]


async def voice_of(queue: Queue, officer: Officer, request: Request) -> str:
    return (await last_step(queue, officer, request)).facts["voice"]


async def test_it_stands_in_the_story_and_in_the_audit_with_its_consent(
    requests: Requests, queue: Queue, database: Database, sok: Officer, taken: Request, note: VoiceNote
) -> None:
    now = await added(requests, taken, note)
    step = await last_step(queue, sok, taken)
    [kept] = await stored(database, request_voices)
    assert (now.version, now.state) == (taken.version + 1, taken.state)
    assert (step.kind, step.version, step.channel) == (StepKind.VOICE_ADDED, now.version, "telegram")
    assert step.actor.id == taken.person_id
    assert step.facts == {"voice": kept.id, "seconds": "12"}
    acts = [row.act for row in await stored(database, audit_entries)]
    assert acts[-1] == "person:request:voice_added"
    agreed = [row for row in await stored(database, consents) if row.purpose == "voice"]
    assert [(row.request_id, row.version) for row in agreed] == [(taken.id, version_of(TEXT))]


async def test_nothing_of_the_sound_stands_in_clear(
    requests: Requests, database: Database, taken: Request, note: VoiceNote
) -> None:
    await added(requests, taken, note)
    [kept] = await stored(database, request_voices)
    assert b"leaks" not in kept.sound_sealed
    assert (kept.media_type, kept.seconds) == ("audio/ogg", 12)


async def test_the_same_message_is_added_once_however_often_it_comes(
    requests: Requests, database: Database, taken: Request, note: VoiceNote
) -> None:
    first = await added(requests, taken, note)
    assert await added(requests, taken, note) == first
    assert {each.version for each in await asyncio.gather(*[added(requests, taken, note)] * 5)} == {
        first.version
    }
    assert len(await stored(database, request_voices)) == 1


async def test_a_message_that_went_to_one_request_does_not_go_to_another_as_well(
    requests: Requests, database: Database, new_person: MakePerson, file: File, note: VoiceNote
) -> None:
    own = await file()
    helped = await file(person_id=own.person_id, own=False, helper_role="neighbour")
    told = await asyncio.gather(added(requests, own, note), added(requests, helped, note))
    [kept] = await stored(database, request_voices)
    assert {each.id for each in told} == {kept.request_id}


async def test_a_request_takes_five_and_no_more(
    requests: Requests, database: Database, taken: Request, note: VoiceNote
) -> None:
    notes = [replace(note, idempotency_key=f"telegram:{n}") for n in range(MOST_VOICES)]
    for each in notes:
        await added(requests, taken, each)
    with pytest.raises(NotAllowed, match="voices_full"):
        await added(requests, taken, replace(note, idempotency_key="one more"))
    await added(requests, taken, notes[-1])
    assert len(await stored(database, request_voices)) == MOST_VOICES
    assert [room.left for room in await requests.voices.rooms(taken.person_id)] == [0]


async def test_of_many_at_once_five_are_kept(
    requests: Requests, database: Database, taken: Request, note: VoiceNote
) -> None:
    notes = [replace(note, idempotency_key=f"telegram:{n}") for n in range(9)]
    done = await asyncio.gather(*(added(requests, taken, each) for each in notes), return_exceptions=True)
    assert sum(isinstance(each, NotAllowed) for each in done) == 9 - MOST_VOICES
    assert len(await stored(database, request_voices)) == MOST_VOICES


async def test_a_request_that_has_ended_takes_none(
    requests: Requests, database: Database, file: File, note: VoiceNote
) -> None:
    request = await file()
    await requests.withdraw(request.person_id, request.id, channel="ussd", version=request.version)
    assert await requests.voices.rooms(request.person_id) == []
    with pytest.raises(NotAllowed, match="ended"):
        await added(requests, request, note)
    assert await stored(database, request_voices) == []


async def test_nobody_adds_to_another_households_request(
    requests: Requests, new_person: MakePerson, taken: Request, note: VoiceNote
) -> None:
    stranger = await new_person()
    with pytest.raises(Unknown):
        await requests.voices.add(stranger.id, taken.id, note, channel="telegram")
    assert await requests.voices.rooms(stranger.id) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"sound": b"<script>alert(1)</script>"},
        {"sound": b""},
        {"sound": SOUND.replace(b"OpusHead", b"\x80theora\0")},
        {"sound": SOUND + bytes(MOST_BYTES)},
        {"seconds": MOST_SECONDS + 1},
        {"seconds": -1},
    ],
    ids=["a page", "nothing", "a film", "too large", "too long", "less than nothing"],
)
async def test_what_is_no_voice_message_is_not_kept(
    requests: Requests, database: Database, taken: Request, note: VoiceNote, wrong: dict[str, Any]
) -> None:
    with pytest.raises(InvalidFiling, match="sound"):
        await added(requests, taken, replace(note, **wrong))
    assert await stored(database, request_voices) == []


async def test_an_officer_hears_what_they_opened_and_that_they_did_is_written_down(
    requests: Requests, queue: Queue, database: Database, sok: Officer, taken: Request, note: VoiceNote
) -> None:
    await added(requests, taken, note)
    voice = await voice_of(queue, sok, taken)
    with pytest.raises(Unknown):
        await queue.hearing.sound(sok, taken.reference, voice)

    await queue.hearing.open(sok, taken.reference, voice, channel="console")
    heard = await queue.hearing.sound(sok, taken.reference, voice)
    assert (heard.content, heard.media_type) == (SOUND, "audio/ogg")
    step = await last_step(queue, sok, taken)
    assert (step.kind, step.actor, step.facts) == (StepKind.VOICE_HEARD, sok.actor, {"voice": voice})
    assert (await stored(database, audit_entries))[-1].act == "officer:request:voice_heard"


async def test_what_one_opened_another_has_not(
    requests: Requests, queue: Queue, hire: Hire, sok: Officer, taken: Request, note: VoiceNote
) -> None:
    await added(requests, taken, note)
    voice = await voice_of(queue, sok, taken)
    await queue.hearing.open(sok, taken.reference, voice, channel="console")
    with pytest.raises(Unknown):
        await queue.hearing.sound(await hire("chan"), taken.reference, voice)


async def test_the_sound_is_read_only_to_be_played(
    requests: Requests, queue: Queue, hire: Hire, sok: Officer, taken: Request, note: VoiceNote
) -> None:
    await added(requests, taken, note)
    voice = await voice_of(queue, sok, taken)
    with statements() as sent:
        await queue.hearing.open(sok, taken.reference, voice, channel="console")
        with pytest.raises(Unknown):
            await queue.hearing.sound(await hire("chan"), taken.reference, voice)
    assert [each for each in sent if "sound_sealed" in each] == []


async def test_it_is_opened_for_an_hour(
    requests: Requests, queue: Queue, clock: FixedClock, sok: Officer, taken: Request, note: VoiceNote
) -> None:
    await added(requests, taken, note)
    voice = await voice_of(queue, sok, taken)
    await queue.hearing.open(sok, taken.reference, voice, channel="console")
    clock.advance(minutes=59)
    assert await queue.hearing.sound(sok, taken.reference, voice)
    clock.advance(minutes=1)
    with pytest.raises(Unknown):
        await queue.hearing.sound(sok, taken.reference, voice)


async def test_elsewhere_and_under_another_request_it_does_not_exist(
    requests: Requests,
    queue: Queue,
    file: File,
    hire: Hire,
    sok: Officer,
    taken: Request,
    note: VoiceNote,
) -> None:
    await added(requests, taken, note)
    voice = await voice_of(queue, sok, taken)
    away, other = await hire("away", areas=("170404",)), await file()
    for officer, reference, asked in (
        (away, taken.reference, voice),
        (sok, other.reference, voice),
        (sok, taken.reference, "0" * 32),
        (sok, taken.reference, "\0"),
    ):
        with pytest.raises(Unknown):
            await queue.hearing.open(officer, reference, asked, channel="console")
        with pytest.raises(Unknown):
            await queue.hearing.sound(officer, reference, asked)


async def test_without_the_cases_key_it_is_never_heard_again(
    requests: Requests, queue: Queue, database: Database, sok: Officer, taken: Request, note: VoiceNote
) -> None:
    await added(requests, taken, note)
    voice = await voice_of(queue, sok, taken)
    await queue.hearing.open(sok, taken.reference, voice, channel="console")
    await database.write(
        lambda connection: connection.execute(delete(case_keys).where(case_keys.c.request_id == taken.id))
    )
    with pytest.raises(Unknown):
        await queue.hearing.sound(sok, taken.reference, voice)
    with pytest.raises(Unknown):
        await queue.hearing.open(sok, taken.reference, voice, channel="console")
    with pytest.raises(NotAllowed, match="ended"):
        await added(requests, taken, replace(note, idempotency_key="telegram:2"))
