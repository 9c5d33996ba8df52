"""One Telegram account an officer, one officer an account, bound by a code that is good once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from core.clock import FixedClock
from core.database import Database
from core.officers import Officer
from core.roles import CASE_ROLES, OFFICER_ROLES, Role
from core.tables import audit_entries, officer_telegram_codes, officer_telegrams
from core.tables import officers as officer_table
from core.telegram_codes import LASTS, TelegramCode, canonical, started
from core.telegram_officers import TRIES, WINDOW, Bound, NotBound, TelegramOfficers
from tests.core.conftest import Bind, Hire

ACCOUNT, OTHER = 7_000_000_001, 7_000_000_002
NewCode: TypeAlias = Callable[[Officer], Awaitable[TelegramCode]]


@pytest_asyncio.fixture
async def sok(hire: Hire) -> Officer:
    return await hire("sok")


@pytest.fixture
def new_code(telegrams: TelegramOfficers, database: Database) -> NewCode:
    async def make(officer: Officer) -> TelegramCode:
        return await database.write(lambda connection: telegrams.new_code(connection, officer))

    return make


async def audited(database: Database) -> list[tuple[str, str | None, str | None, str]]:
    """Act, of whom, what it became, and by which channel."""
    told = audit_entries.c
    query = select(told.act, told.subject_id, told.to_word, told.channel).order_by(told.number)
    rows = (await database.read(lambda connection: connection.execute(query))).all()
    return [(row.act.rpartition(":")[2], row.subject_id, row.to_word, row.channel) for row in rows]


async def id_of(telegrams: TelegramOfficers, account: int) -> str | None:
    officer = await telegrams.officer_of(account)
    return officer.id if officer else None


async def test_the_start_of_a_link_brings_the_code(sok: Officer, new_code: NewCode) -> None:
    code = await new_code(sok)
    assert started(code.start) == started(code.start.upper()) == code.bare


async def test_a_code_binds_the_account_that_sends_it(
    telegrams: TelegramOfficers, sok: Officer, new_code: NewCode, clock: FixedClock
) -> None:
    assert await telegrams.officer_of(ACCOUNT) is None
    code = await new_code(sok)
    assert code.shown == f"{code.bare[:4]}-{code.bare[4:]}"
    bound = await telegrams.bind(ACCOUNT, f" {code.shown.upper()} ")
    assert isinstance(bound, Bound)
    assert (bound.officer.id, bound.moved, bound.took) == (sok.id, False, False)
    assert await id_of(telegrams, ACCOUNT) == sok.id
    assert await telegrams.account_of(sok.id) == ACCOUNT
    assert await telegrams.bound_since(sok.id) == clock.now()


async def test_a_code_is_good_once(telegrams: TelegramOfficers, sok: Officer, new_code: NewCode) -> None:
    code = await new_code(sok)
    assert isinstance(await telegrams.bind(ACCOUNT, code.bare), Bound)
    assert await telegrams.bind(OTHER, code.bare) == NotBound()
    assert await id_of(telegrams, OTHER) is None


async def test_of_many_who_send_one_code_at_once_one_is_bound(
    telegrams: TelegramOfficers, sok: Officer, new_code: NewCode
) -> None:
    code = await new_code(sok)
    done = await asyncio.gather(*(telegrams.bind(ACCOUNT + n, code.bare) for n in range(8)))
    assert sum(isinstance(one, Bound) for one in done) == 1


async def test_a_code_is_good_for_ten_minutes(
    telegrams: TelegramOfficers, sok: Officer, new_code: NewCode, clock: FixedClock
) -> None:
    code = await new_code(sok)
    assert timedelta(minutes=10) >= LASTS == code.until - clock.now()
    clock.advance(minutes=10)
    assert await telegrams.bind(ACCOUNT, code.bare) == NotBound()


async def test_a_new_code_ends_the_one_before(
    telegrams: TelegramOfficers, sok: Officer, new_code: NewCode
) -> None:
    first, second = await new_code(sok), await new_code(sok)
    assert await telegrams.bind(ACCOUNT, first.bare) == NotBound()
    assert isinstance(await telegrams.bind(ACCOUNT, second.bare), Bound)


async def test_neither_code_nor_account_stands_in_the_database(
    bind: Bind, sok: Officer, new_code: NewCode, database: Database
) -> None:
    await bind(sok, ACCOUNT)
    code = await new_code(sok)
    for table in (officer_telegrams, officer_telegram_codes):
        query = select(table)
        stored = repr((await database.read(lambda connection, q=query: connection.execute(q))).all())  # type: ignore[misc]
        assert stored != "[]"
        assert str(ACCOUNT) not in stored
        assert code.bare not in stored


async def test_codes_cannot_be_guessed_from_one_account(
    telegrams: TelegramOfficers, sok: Officer, new_code: NewCode, clock: FixedClock
) -> None:
    code = await new_code(sok)
    for _ in range(TRIES):
        assert await telegrams.bind(ACCOUNT, "aaaaaaaa") == NotBound()
    held = await telegrams.bind(ACCOUNT, code.bare)
    assert isinstance(held, NotBound)
    assert timedelta() < held.wait <= WINDOW
    assert isinstance(await telegrams.bind(OTHER, code.bare), Bound)
    clock.advance(hours=1)
    assert isinstance(await telegrams.bind(ACCOUNT, (await new_code(sok)).bare), Bound)


@pytest.mark.parametrize("typed", ["", "abc", "a" * 5000, "abcd-efgh-2345", "ab cd'--", "ស្រីស្រីស"])
async def test_what_cannot_be_a_code_is_no_guess(telegrams: TelegramOfficers, typed: str) -> None:
    for _ in range(TRIES + 1):
        assert await telegrams.bind(ACCOUNT, typed) == NotBound()
    assert canonical(typed) is None


async def test_another_account_takes_the_place_of_the_former(
    telegrams: TelegramOfficers, bind: Bind, sok: Officer, database: Database
) -> None:
    await bind(sok, ACCOUNT)
    again = await bind(sok, OTHER)
    assert (again.moved, again.took) == (True, False)
    assert await id_of(telegrams, ACCOUNT) is None
    assert await telegrams.account_of(sok.id) == OTHER
    assert [told for told in await audited(database) if told[0] != "telegram_code_made"] == [
        ("telegram_bound", sok.id, None, "telegram"),
        ("telegram_unbound", sok.id, "replaced", "telegram"),
        ("telegram_bound", sok.id, None, "telegram"),
    ]


async def test_an_account_that_was_another_officers_is_theirs_no_more(
    telegrams: TelegramOfficers, bind: Bind, sok: Officer, hire: Hire, database: Database
) -> None:
    dara = await hire("dara")
    await bind(sok, ACCOUNT)
    bound = await bind(dara, ACCOUNT)
    assert (bound.moved, bound.took) == (False, True)
    assert await id_of(telegrams, ACCOUNT) == dara.id
    assert await telegrams.account_of(sok.id) is None
    assert ("telegram_unbound", sok.id, "replaced", "telegram") in await audited(database)


async def test_the_same_account_again_is_no_other(bind: Bind, sok: Officer) -> None:
    await bind(sok, ACCOUNT)
    again = await bind(sok, ACCOUNT)
    assert (again.moved, again.took) == (False, False)


async def test_who_blocks_the_bot_is_unbound_and_the_audit_says_so(
    telegrams: TelegramOfficers, bind: Bind, sok: Officer, database: Database
) -> None:
    await bind(sok, ACCOUNT)
    await telegrams.blocked(OTHER)
    assert await id_of(telegrams, ACCOUNT) == sok.id
    await telegrams.blocked(ACCOUNT)
    assert await id_of(telegrams, ACCOUNT) is None
    assert (await audited(database))[-1] == ("telegram_unbound", sok.id, "blocked", "telegram")


async def test_an_account_is_nobodys_whose_officer_is_not_active(
    telegrams: TelegramOfficers, bind: Bind, sok: Officer, new_code: NewCode, database: Database
) -> None:
    await bind(sok, ACCOUNT)
    code = await new_code(sok)
    await database.write(lambda connection: connection.execute(update(officer_table).values(active=False)))
    assert await telegrams.officer_of(ACCOUNT) is None
    assert await telegrams.bind(OTHER, code.bare) == NotBound()


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES))
async def test_only_who_works_on_requests_binds_an_account(
    telegrams: TelegramOfficers, hire: Hire, new_code: NewCode, role: Role
) -> None:
    code = await new_code(await hire("any", role, ("12",)))
    assert isinstance(await telegrams.bind(ACCOUNT, code.bare), Bound) is (role in CASE_ROLES)
