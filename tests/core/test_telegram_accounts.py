"""Which Telegram account is whose: by a number that Telegram vouches for, and never by a guess."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import FixedClock
from core.database import Database
from core.keyring import KeyRing
from core.people import People
from core.sealing import Unsealable
from core.tables import people as people_table
from core.tables import telegram_accounts
from core.telegram_accounts import NOBODYS, Silence, TelegramAccounts, Verified, Verifying

CHAT, OTHER_CHAT = 70_012_345, 80_054_321
PHONE, OTHER_PHONE = "+85512345678", "+85512345679"
AGREED = frozenset({Verifying.OTHER_NUMBER, Verifying.OTHER_ACCOUNT})


async def rows(database: Database) -> list[Any]:
    async def work(connection: AsyncConnection) -> list[Any]:
        return list((await connection.execute(select(telegram_accounts))).all())

    return await database.read(work)


async def owner(accounts: TelegramAccounts, number: int) -> str | None:
    account = await accounts.find(number)
    return account.person_id if account else None


async def test_a_stranger_has_no_account(accounts: TelegramAccounts) -> None:
    assert await accounts.find(CHAT) is None
    assert await accounts.find_with_phone(CHAT) == (None, None)


async def test_an_account_is_found_with_the_number_that_was_verified(
    accounts: TelegramAccounts, database: Database
) -> None:
    chosen = await accounts.speaks(CHAT, "km")
    assert await accounts.find_with_phone(CHAT) == (chosen, None)
    bound = (await accounts.verify(CHAT, PHONE, "km")).account
    assert await accounts.find_with_phone(CHAT) == (bound, PHONE)
    gone = update(people_table).values(phone_lookup=None, phone_sealed=None)
    await database.write(lambda connection: connection.execute(gone))
    assert await accounts.find_with_phone(CHAT) == (bound, None)


async def test_the_language_that_was_chosen_last_is_kept(accounts: TelegramAccounts) -> None:
    first = await accounts.speaks(CHAT, "km")
    again = await accounts.speaks(CHAT, "en")
    assert (first.id, first.language, again.language) == (again.id, "km", "en")
    assert await accounts.find(CHAT) == again


async def test_choosing_a_language_says_nothing_about_who_it_is(accounts: TelegramAccounts) -> None:
    assert (await accounts.speaks(CHAT, "km")).person_id is None


async def test_first_words_from_two_phones_at_once_make_one_account(
    accounts: TelegramAccounts, database: Database
) -> None:
    made = await asyncio.gather(*(accounts.speaks(CHAT, "km") for _ in range(6)))
    assert len({account.id for account in made}) == 1
    assert len(await rows(database)) == 1


async def test_a_number_known_from_dialling_is_the_same_person(
    accounts: TelegramAccounts, people: People
) -> None:
    dialled = await people.remember(PHONE, "en")
    verified = await accounts.verify(CHAT, PHONE, "km")
    assert (verified.came, verified.lost) == (Verifying.DONE, None)
    assert (verified.account.person_id, verified.account.language) == (dialled.id, "km")
    assert await accounts.of_person(dialled.id) == verified.account == await accounts.find(CHAT)


async def test_a_number_that_never_dialled_is_somebody_new(
    accounts: TelegramAccounts, people: People
) -> None:
    verified = await accounts.verify(CHAT, PHONE, "km")
    known = await people.find(PHONE)
    assert known
    assert known.id == verified.account.person_id


async def test_sharing_ones_own_number_again_changes_nothing(
    accounts: TelegramAccounts, database: Database
) -> None:
    first = await accounts.verify(CHAT, PHONE, "km")
    again = await accounts.verify(CHAT, PHONE, "km")
    assert again == first
    assert len(await rows(database)) == 1


async def test_another_number_of_ones_own_is_asked_about_first(
    accounts: TelegramAccounts, people: People
) -> None:
    before = (await accounts.verify(CHAT, PHONE, "km")).account
    asked = await accounts.verify(CHAT, OTHER_PHONE, "km")
    assert (asked.came, asked.lost) == (Verifying.OTHER_NUMBER, None)
    assert await accounts.find(CHAT) == before
    done = await accounts.verify(CHAT, OTHER_PHONE, "km", {Verifying.OTHER_NUMBER})
    moved = await people.find(OTHER_PHONE)
    assert done.came is Verifying.DONE
    assert moved
    assert moved.id == done.account.person_id != before.person_id
    assert await accounts.of_person(before.person_id or "") is None


async def test_a_number_that_another_account_had_is_asked_about_and_then_unbound_there(
    accounts: TelegramAccounts,
) -> None:
    first = (await accounts.verify(CHAT, PHONE, "km")).account
    asked = await accounts.verify(OTHER_CHAT, PHONE, "en")
    assert asked.came is Verifying.OTHER_ACCOUNT
    assert (await owner(accounts, CHAT), await owner(accounts, OTHER_CHAT)) == (first.person_id, None)
    done = await accounts.verify(OTHER_CHAT, PHONE, "en", {Verifying.OTHER_ACCOUNT})
    assert (done.came, done.lost) == (Verifying.DONE, CHAT)
    assert (await owner(accounts, CHAT), await owner(accounts, OTHER_CHAT)) == (None, first.person_id)
    lost = await accounts.find(CHAT)
    assert lost
    assert lost.language == "km"


async def test_where_both_are_lost_each_is_asked_about(accounts: TelegramAccounts) -> None:
    mine = (await accounts.verify(CHAT, PHONE, "km")).account
    theirs = (await accounts.verify(OTHER_CHAT, OTHER_PHONE, "km")).account
    first = await accounts.verify(CHAT, OTHER_PHONE, "km")
    second = await accounts.verify(CHAT, OTHER_PHONE, "km", {Verifying.OTHER_NUMBER})
    assert (first.came, second.came) == (Verifying.OTHER_NUMBER, Verifying.OTHER_ACCOUNT)
    assert await owner(accounts, CHAT) == mine.person_id
    done = await accounts.verify(CHAT, OTHER_PHONE, "km", AGREED)
    assert (done.came, done.account.person_id, done.lost) == (Verifying.DONE, theirs.person_id, OTHER_CHAT)


async def test_what_was_agreed_to_is_no_yes_to_anything_else(accounts: TelegramAccounts) -> None:
    await accounts.verify(CHAT, PHONE, "km")
    await accounts.verify(OTHER_CHAT, OTHER_PHONE, "km")
    asked = await accounts.verify(CHAT, OTHER_PHONE, "km", {Verifying.OTHER_ACCOUNT})
    assert asked.came is Verifying.OTHER_NUMBER


async def test_of_two_accounts_that_prove_one_number_at_once_one_has_it_and_one_is_asked(
    accounts: TelegramAccounts, people: People
) -> None:
    person = await people.remember(PHONE)
    came = await asyncio.gather(*(accounts.verify(number, PHONE, "km") for number in (CHAT, OTHER_CHAT)))
    assert {each.came for each in came} == {Verifying.DONE, Verifying.OTHER_ACCOUNT}
    owners = [await owner(accounts, number) for number in (CHAT, OTHER_CHAT)]
    assert sorted(owners, key=str) == sorted([person.id, None], key=str)


async def test_of_many_that_all_said_yes_at_once_the_last_has_it_and_none_fails(
    accounts: TelegramAccounts, database: Database
) -> None:
    numbers = range(CHAT, CHAT + 5)
    came = await asyncio.gather(*(accounts.verify(number, PHONE, "km", AGREED) for number in numbers))
    assert all(isinstance(each, Verified) and each.came is Verifying.DONE for each in came)
    assert len([row for row in await rows(database) if row.person_id]) == 1


async def test_two_accounts_may_swap_their_numbers_at_once(accounts: TelegramAccounts) -> None:
    mine = (await accounts.verify(CHAT, PHONE, "km")).account.person_id
    theirs = (await accounts.verify(OTHER_CHAT, OTHER_PHONE, "km")).account.person_id
    came = await asyncio.gather(
        accounts.verify(CHAT, OTHER_PHONE, "km", AGREED),
        accounts.verify(OTHER_CHAT, PHONE, "km", AGREED),
    )
    assert [each.came for each in came] == [Verifying.DONE, Verifying.DONE]
    assert (await owner(accounts, CHAT), await owner(accounts, OTHER_CHAT)) == (theirs, mine)


async def test_no_notices_are_wanted_until_they_are_again(accounts: TelegramAccounts) -> None:
    await accounts.verify(CHAT, PHONE, "km")
    for why in (Silence.STOPPED, None, Silence.BLOCKED, None):
        await accounts.silence(CHAT, why)
        assert await silenced(accounts) is why


@pytest.mark.parametrize(("was", "then"), [(Silence.STOPPED, Silence.STOPPED), (None, None)])
async def test_who_blocks_us_and_lets_us_in_again_wants_what_they_wanted(
    accounts: TelegramAccounts, was: Silence | None, then: Silence | None
) -> None:
    await accounts.verify(CHAT, PHONE, "km")
    await accounts.silence(CHAT, was)
    await accounts.silence(CHAT, Silence.BLOCKED)
    assert await silenced(accounts) is (was or Silence.BLOCKED)
    await accounts.let_in(CHAT)
    assert await silenced(accounts) is then


async def silenced(accounts: TelegramAccounts) -> Silence | None:
    account = await accounts.find(CHAT)
    assert account
    return account.silenced


async def test_to_silence_a_stranger_is_nothing(accounts: TelegramAccounts) -> None:
    await accounts.silence(CHAT, Silence.BLOCKED)
    assert await accounts.find(CHAT) is None


@pytest.mark.parametrize(("was", "then"), [(Silence.STOPPED, Silence.STOPPED), (Silence.BLOCKED, None)])
async def test_a_new_number_ends_a_block_and_no_wish_for_silence(
    accounts: TelegramAccounts, was: Silence, then: Silence | None
) -> None:
    await accounts.verify(CHAT, PHONE, "km")
    await accounts.silence(CHAT, was)
    moved = await accounts.verify(CHAT, OTHER_PHONE, "km", AGREED)
    assert moved.account.silenced is then
    assert await accounts.find(CHAT) == moved.account


async def test_who_is_forgotten_was_never_there_and_the_person_stays(
    accounts: TelegramAccounts, people: People
) -> None:
    person_id = (await accounts.verify(CHAT, PHONE, "km")).account.person_id or ""
    await accounts.forget(CHAT)
    assert await accounts.find(CHAT) is None
    assert await accounts.of_person(person_id) is None
    assert await people.phone_of(person_id) == PHONE


async def test_an_account_is_found_under_an_older_key_and_brought_over(
    accounts: TelegramAccounts, ring: KeyRing, database: Database
) -> None:
    before = (await accounts.verify(CHAT, PHONE, "km")).account
    old = {purpose: ring.current(purpose)[0] for purpose in ("lookup", "sealing")}
    for purpose in old:
        ring.rotate(purpose)
    assert await accounts.find(CHAT) == before
    await accounts.verify(CHAT, PHONE, "km")
    for purpose, version in old.items():
        ring.retire(purpose, version)
    assert await accounts.find(CHAT) == before
    assert len(await rows(database)) == 1


async def test_no_number_stands_in_clear(accounts: TelegramAccounts, database: Database) -> None:
    await accounts.verify(CHAT, PHONE, "km")
    [row] = await rows(database)
    stored = b" ".join(each if isinstance(each, bytes) else str(each).encode() for each in row)
    assert str(CHAT).encode() not in stored
    assert PHONE[4:].encode() not in stored


async def test_a_sealed_number_opens_in_its_own_row_alone(
    accounts: TelegramAccounts, database: Database
) -> None:
    await accounts.speaks(CHAT, "km")
    await accounts.speaks(OTHER_CHAT, "km")
    one, other = await rows(database)
    moved = update(telegram_accounts).where(telegram_accounts.c.id == one.id)
    await database.write(
        lambda connection: connection.execute(moved.values(account_sealed=other.account_sealed))
    )
    found = await asyncio.gather(*map(accounts.find, (CHAT, OTHER_CHAT)), return_exceptions=True)
    assert sum(isinstance(each, Unsealable) for each in found) == 1


async def test_an_account_that_became_nobodys_is_forgotten_after_a_while(
    accounts: TelegramAccounts, clock: FixedClock
) -> None:
    await accounts.speaks(CHAT, "km")
    await accounts.verify(OTHER_CHAT, PHONE, "km")
    clock.advance(seconds=NOBODYS.total_seconds())
    await accounts.purge()
    assert await accounts.find(CHAT)
    clock.advance(seconds=1)
    await accounts.purge()
    assert await accounts.find(CHAT) is None
    assert await accounts.find(OTHER_CHAT)
    await accounts.verify(CHAT, PHONE, "km", AGREED)
    await accounts.purge()
    assert await accounts.find(OTHER_CHAT) is None
