"""A gateway may post any turn again, at any time: nothing happens twice, and the call goes on."""

from __future__ import annotations

import pytest

from app.house import House
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.filed import FILING, the_request
from tests.ussd.gateway import rows
from tests.ussd.store_in_hand import with_store_in_hand
from ussd.dialogue import REPLIES_KEPT

ENDED = "ការហៅនេះបានចប់។ ចម្លើយបានរក្សាទុក។ សូមហៅម្ដងទៀត។"
ENDED_IN_ENGLISH = "This call has ended. Your answers are kept. Please dial again."

OVER = "This call has ended. Please dial again if you need more."


async def test_every_transcript_may_come_again_at_any_time(house: House) -> None:
    house, store = with_store_in_hand(house)
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    for key in FILING:
        await caller.press(key)
        puts, stored = store.puts, await rows(house)
        for tokens, reply in caller.replies[-REPLIES_KEPT:]:
            again = await caller.post(tokens)
            assert (again.text, again.final, again.outcome) == (reply.text, reply.final, "repeated")
        for tokens, _ in caller.replies[:-REPLIES_KEPT]:
            old = await caller.post(tokens)
            assert (old.text, old.final, old.outcome) == (ENDED_IN_ENGLISH, True, "diverged")
        assert (store.puts, await rows(house)) == (puts, stored)
    assert caller.final
    await the_request(house, caller.number)


async def test_turn_2_may_come_again_after_turn_5_and_turn_6_still_follows(house: House) -> None:
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING[:5])
    tokens, reply = caller.replies[2]
    assert (await caller.post(tokens)).text == reply.text
    assert "Who lives in your home?" in await caller.press(FILING[5])
    await caller.press(*FILING[6:])
    await the_request(house, caller.number)


async def test_another_process_repeats_a_reply_byte_for_byte(house: House, neighbour: House) -> None:
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING)
    caller.door = neighbour.door(NoCounts())
    for tokens, reply in caller.replies[-REPLIES_KEPT:]:
        assert (await caller.post(tokens)).text == reply.text
    await the_request(neighbour, caller.number)


async def test_a_call_goes_on_at_another_process_at_every_turn(house: House, neighbour: House) -> None:
    doors = [house.door(NoCounts()), neighbour.door(NoCounts())]
    caller = Caller(doors[0])
    await caller.dial()
    for number, key in enumerate(FILING, start=1):
        caller.door = doors[number % 2]
        await caller.press(key)
    await the_request(house, caller.number)


async def test_a_call_goes_on_while_every_key_of_the_ring_is_replaced(house: House) -> None:
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    for key in FILING:
        await caller.press(key)
        for purpose in ("transcript", "sealing", "lookup"):
            house.ring.rotate(purpose)
        tokens, reply = caller.replies[-2]
        assert (await caller.post(tokens)).text == reply.text
    await the_request(house, caller.number)


@pytest.mark.parametrize(
    ("tokens", "outcome"),
    [
        ((*FILING[:4], "2", "5"), "diverged"),  # another answer to an earlier question
        (FILING[:1], "diverged"),  # too old to repeat
        (("1",), "diverged"),
        ((*FILING[:6], *["1"] * 13), "flood"),
    ],
)
async def test_a_transcript_that_does_not_follow_ends_and_shows_and_changes_nothing(
    small_house: House, tokens: tuple[str, ...], outcome: str
) -> None:
    house, store = with_store_in_hand(small_house)
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING[:6])
    puts, stored = store.puts, await rows(house)
    reply = await caller.post(tokens)
    assert (reply.text, reply.final, reply.outcome) == (ENDED_IN_ENGLISH, True, outcome)
    assert (store.puts, await rows(house)) == (puts, stored)
    await caller.press(*FILING[6:])
    await the_request(house, caller.number)


async def test_another_phone_or_another_service_code_sees_nothing_of_a_call(small_house: House) -> None:
    house, store = with_store_in_hand(small_house)
    door = house.door(NoCounts())
    caller = Caller(door)
    await caller.dial()
    await caller.press(*FILING[:7])
    stranger = Caller(door, "+85512345679", session=caller.session)
    puts, stored = store.puts, await rows(house)
    for tokens in ((), FILING[:7], FILING, FILING[:2]):
        reply = await stranger.post(tokens)
        assert (reply.text, reply.final, reply.outcome) == (ENDED, True, "stranger")
        elsewhere = await door.answer(caller.dialled(tokens, service_code="*384*2027#"))
        assert (elsewhere.text, elsewhere.outcome) == (ENDED_IN_ENGLISH, "stranger")
    assert (store.puts, await rows(house)) == (puts, stored)
    await caller.press(*FILING[7:])
    await the_request(house, caller.number)


async def test_nothing_follows_the_last_screen(small_house: House) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    last = await caller.press(*FILING)
    reply = await caller.post((*FILING, "1"))
    assert (reply.text, reply.final, reply.outcome) == (OVER, True, "over")
    assert (await caller.post(FILING)).text == last
