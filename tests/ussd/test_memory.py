"""Dialogues in the store: sealed, found under every live key, written together with their form."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from core.drafts.port import Conflict, DraftStore, Put
from core.keyring import KeyRing
from core.lookups import Lookups
from core.sealing import Sealer
from flows.drafts import Drafts, FormNow
from flows.privacy import LIFETIME as PRIVATE_LIFETIME
from flows.privacy import beside
from flows.state import State
from tests.servers.drafts import DraftsUnderTest
from tests.ussd.transcripts import DIAL, answered
from ussd.dialogue import LIFETIME, Dialogue
from ussd.memory import Memory

PERSON = "0123456789abcdef0123456789abcdef"
FORM = State("request/people", "km", answers={"commune": "120109"}, draft="d1")
DIALOGUE = replace(answered((), ("1",)), person_id=PERSON, keys={"1": "one"}, page=1, more=True)


@pytest.fixture
def drafts(draft_store: DraftStore, ring: KeyRing) -> Drafts:
    return Drafts(draft_store, Sealer(ring))


@pytest.fixture
def memory(draft_store: DraftStore, ring: KeyRing, drafts: Drafts) -> Memory:
    return Memory(draft_store, Sealer(ring), Lookups(ring, "transcript"), drafts)


async def test_a_session_never_seen_has_no_dialogue(memory: Memory) -> None:
    remembered = await memory.recall(DIAL)
    assert (remembered.dialogue, remembered.version) == (None, 0)


async def test_a_dialogue_comes_back_as_it_was_kept(memory: Memory) -> None:
    await memory.keep(await memory.recall(DIAL), DIALOGUE, FormNow())
    assert (await memory.recall(DIAL)).dialogue == DIALOGUE
    assert (await memory.recall(replace(DIAL, session="ATUid_2"))).dialogue is None
    assert (await memory.recall(replace(DIAL, gateway="another"))).dialogue is None


async def test_a_dialogue_is_found_after_the_keys_were_replaced(memory: Memory, ring: KeyRing) -> None:
    await memory.keep(await memory.recall(DIAL), DIALOGUE, FormNow())
    ring.rotate("transcript")
    ring.rotate("sealing")
    remembered = await memory.recall(DIAL)
    assert remembered.dialogue == DIALOGUE
    following = replace(DIALOGUE, tokens=2)
    await memory.keep(remembered, following, FormNow())
    assert (await memory.recall(DIAL)).dialogue == following


async def test_a_process_from_before_a_rotation_goes_on_with_what_was_kept_after_it(
    memory: Memory, draft_store: DraftStore, ring: KeyRing
) -> None:
    elsewhere = KeyRing.open(ring.path)
    kept = Drafts(draft_store, Sealer(elsewhere))
    theirs = Memory(draft_store, Sealer(elsewhere), Lookups(elsewhere, "transcript"), kept)
    assert (await theirs.recall(DIAL)).dialogue is None
    for purpose in ("transcript", "sealing"):
        ring.rotate(purpose)
    await memory.keep(await memory.recall(DIAL), DIALOGUE, FormNow(FORM))
    assert (await theirs.recall(DIAL)).dialogue == DIALOGUE
    form = await kept.load(PERSON)
    assert form is not None
    assert form.state == FORM


async def test_a_dialogue_is_forgotten_after_its_time(
    memory: Memory, drafts_under_test: DraftsUnderTest
) -> None:
    await memory.keep(await memory.recall(DIAL), DIALOGUE, FormNow())
    await drafts_under_test.time.advance(LIFETIME)
    assert (await memory.recall(DIAL)).dialogue is None


async def test_the_form_is_kept_and_forgotten_with_its_dialogue(memory: Memory, drafts: Drafts) -> None:
    await memory.keep(await memory.recall(DIAL), DIALOGUE, FormNow(FORM))
    kept = await drafts.load(PERSON)
    assert kept is not None
    assert kept.state == FORM
    await memory.keep(await memory.recall(DIAL), DIALOGUE, FormNow())
    assert await drafts.load(PERSON) is not None
    await memory.keep(await memory.recall(DIAL), DIALOGUE, FormNow(forget=True))
    assert await drafts.load(PERSON) is None
    await memory.keep(await memory.recall(DIAL), DIALOGUE, FormNow(forget=True))  # there is none to forget


async def test_whoever_is_not_known_yet_has_no_form(memory: Memory, drafts: Drafts) -> None:
    nobody = replace(DIALOGUE, person_id=None)
    await memory.keep(await memory.recall(DIAL), nobody, FormNow(FORM))
    assert (await memory.recall(DIAL)).dialogue == nobody
    assert await drafts.load(PERSON) is None


async def test_of_two_who_answer_one_turn_the_later_keeps_nothing(memory: Memory, drafts: Drafts) -> None:
    one = other = await memory.recall(DIAL)
    await memory.keep(one, DIALOGUE, FormNow(FORM))
    late = replace(FORM, answers={"commune": "170404"})
    with pytest.raises(Conflict):
        await memory.keep(other, replace(DIALOGUE, tokens=9), FormNow(late))
    kept = await drafts.load(PERSON)
    assert kept is not None
    assert kept.state == FORM
    assert (await memory.recall(DIAL)).dialogue == DIALOGUE


async def test_nothing_of_a_dialogue_stands_in_the_store_in_clear(
    memory: Memory, draft_store: DraftStore
) -> None:
    await memory.keep(await memory.recall(DIAL), DIALOGUE, FormNow(FORM))
    for key in ((await memory.recall(DIAL)).key, f"draft:{PERSON}"):
        (stored,) = await draft_store.get(key)
        assert stored is not None
        for told in (DIAL.session, DIAL.caller[1:], "screen", "120109", "request", "menu"):
            assert told.encode() not in stored.blob
            assert told not in key


def changed(change: Callable[[dict[str, object]], object]) -> bytes:
    """A dialogue's record with something changed."""
    fields = json.loads(DIALOGUE.to_bytes())
    change(fields)
    return json.dumps(fields).encode()


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"\xff",
        b"[]",
        b"1",
        changed(lambda fields: fields.pop("state")),
        changed(lambda fields: fields.update(state="{}")),
        changed(lambda fields: fields.update(said=[["a"]])),
        changed(lambda fields: fields.update(started="soon")),
    ],
)
async def test_a_record_of_another_release_begins_the_call_anew(
    memory: Memory, draft_store: DraftStore, ring: KeyRing, record: bytes
) -> None:
    key = (await memory.recall(DIAL)).key
    sealed = Sealer(ring).seal(record, table="drafts", column="dialogue", row=key)
    (version,) = await draft_store.put(Put(key, sealed, 0, LIFETIME))
    remembered = await memory.recall(DIAL)
    assert (remembered.dialogue, remembered.version) == (None, version)
    await memory.keep(remembered, DIALOGUE, FormNow())
    assert (await memory.recall(DIAL)).dialogue == DIALOGUE


async def test_a_record_that_was_moved_to_another_session_is_not_believed(
    memory: Memory, draft_store: DraftStore
) -> None:
    await memory.keep(await memory.recall(DIAL), DIALOGUE, FormNow())
    (stored,) = await draft_store.get((await memory.recall(DIAL)).key)
    assert stored is not None
    other = replace(DIAL, session="ATUid_2")
    await draft_store.put(Put((await memory.recall(other)).key, stored.blob, 0, LIFETIME))
    assert (await memory.recall(other)).dialogue is None


def test_a_dialogue_is_small() -> None:
    """Four screens of Khmer and a finished form: less than a page of the database."""
    said = replace(DIALOGUE.said[0], turn="1:" + "x" * 43, text="ក" * 70)
    dialogue = replace(DIALOGUE, said=(said,) * 4, caller="1:" + "x" * 43)
    assert len(dialogue.to_bytes()) < 2048
    assert Dialogue.from_bytes(dialogue.to_bytes()) == dialogue


PRIVATE = replace(DIALOGUE, state=replace(DIALOGUE.state, private={"pin_code": "48217390"}))


async def test_what_is_private_comes_back_and_is_gone_when_it_is_needed_no_more(
    memory: Memory, draft_store: DraftStore
) -> None:
    await memory.keep(await memory.recall(DIAL), PRIVATE, FormNow())
    remembered = await memory.recall(DIAL)
    assert remembered.dialogue is not None
    assert remembered.dialogue.state.private == {"pin_code": "48217390"}
    await memory.keep(remembered, DIALOGUE, FormNow())
    assert await draft_store.get(beside(remembered.key)) == [None]


async def test_what_is_private_stands_apart_from_the_dialogue_and_sealed(
    memory: Memory, draft_store: DraftStore, ring: KeyRing
) -> None:
    await memory.keep(await memory.recall(DIAL), PRIVATE, FormNow())
    key = (await memory.recall(DIAL)).key
    dialogue, private = await draft_store.get(key, beside(key))
    assert dialogue is not None
    assert private is not None
    opened = Sealer(ring).open(dialogue.blob, table="drafts", column="dialogue", row=key)
    assert b"48217390" not in opened
    assert b"48217390" not in private.blob


async def test_what_is_private_is_forgotten_before_its_dialogue(
    memory: Memory, drafts_under_test: DraftsUnderTest
) -> None:
    await memory.keep(await memory.recall(DIAL), PRIVATE, FormNow())
    await drafts_under_test.time.advance(PRIVATE_LIFETIME)
    remembered = await memory.recall(DIAL)
    assert remembered.dialogue is not None
    assert remembered.dialogue.state.private == {}
    assert remembered.dialogue.state.missing == ("pin_code",)
    await memory.keep(remembered, PRIVATE, FormNow())  # and it may be told anew
    again = (await memory.recall(DIAL)).dialogue
    assert again is not None
    assert again.state.private == {"pin_code": "48217390"}
