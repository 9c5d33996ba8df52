from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from argon2.profiles import CHEAPEST
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.accounts.accounts import Accounts
from core.accounts.answers import CodeWanted, Refused, SignedIn, Visitor, Why
from core.accounts.credentials import Credential
from core.accounts.guessing import PER_ACCOUNT, PER_ADDRESS, PER_DEVICE
from core.accounts.sessions import Stage
from core.clock import FixedClock
from core.database import Database
from core.keyring import KeyRing
from core.officers import Officers
from core.requests.storing import Store
from core.roles import Role
from core.tables import metadata
from tests.core.accounts.conftest import PASSWORD, STRANGER, Holder, MakeHolder, Recorded, sign_in

WRONG = Refused(Why.WRONG)


@pytest.fixture
async def sok(new_holder: MakeHolder) -> Holder:
    return await new_holder()


async def test_a_password_and_a_code_open_a_session(accounts: Accounts, sok: Holder) -> None:
    done = await sign_in(accounts, sok)
    session = await accounts.sessions.find(done.token)
    assert session is not None
    assert session.officer == replace(sok.officer, joined=True)
    assert session.fresh(sok.clock.now())


async def test_the_password_alone_opens_nothing(accounts: Accounts, sok: Holder) -> None:
    first = await accounts.signing_in.with_password("sok", PASSWORD, STRANGER)
    assert isinstance(first, CodeWanted)
    assert await accounts.sessions.find(first.token) is None
    assert await accounts.signing_in.with_code(first.token, "000000", STRANGER) == WRONG


async def test_the_token_changes_at_the_second_factor(accounts: Accounts, sok: Holder) -> None:
    """Whoever planted or saw the first one holds nothing."""
    first = await accounts.signing_in.with_password("sok", PASSWORD, STRANGER)
    assert isinstance(first, CodeWanted)
    done = await accounts.signing_in.with_code(first.token, sok.code(), STRANGER)
    assert isinstance(done, SignedIn)
    assert done.token != first.token
    for stage in Stage:
        assert await accounts.sessions.find(first.token, stage) is None


async def test_a_password_is_hashed_anew_when_the_parameters_changed(
    accounts: Accounts,
    sok: Holder,
    database: Database,
    ring: KeyRing,
    officers: Officers,
    clock: FixedClock,
    store: Store,
    recorded: Recorded,
) -> None:
    async def stored() -> Credential:
        found = await database.read(
            lambda connection: accounts.ground.credentials.of(connection, sok.officer.id)
        )
        assert found
        return found

    before = await stored()
    await sign_in(accounts, sok)
    assert await stored() == before
    stronger = Accounts.open(
        database, ring, officers, clock, store, strength=replace(CHEAPEST, time_cost=CHEAPEST.time_cost + 1)
    )
    written = await recorded()
    assert await stronger.signing_in.with_password("sok", "not the password", STRANGER) == WRONG
    assert await stored() == before
    await sign_in(stronger, sok)
    after = await stored()
    assert not stronger.ground.passwords.outdated(after.password_hash)
    assert replace(after, password_hash=before.password_hash) == before
    assert "password_set" not in " ".join(act for act, *_ in (await recorded())[len(written) :])
    await sign_in(stronger, sok)
    assert await stored() == after
    stronger.close()


async def test_a_half_session_ends_after_ten_minutes(accounts: Accounts, sok: Holder) -> None:
    first = await accounts.signing_in.with_password("sok", PASSWORD, STRANGER)
    assert isinstance(first, CodeWanted)
    sok.clock.advance(minutes=11)
    assert await accounts.signing_in.with_code(first.token, sok.code(), STRANGER) == Refused(Why.ENDED)


async def test_names_are_taken_in_any_case(accounts: Accounts, sok: Holder) -> None:
    assert isinstance(await accounts.signing_in.with_password(" SOK ", PASSWORD, STRANGER), CodeWanted)


async def test_the_same_answer_whatever_was_wrong(
    accounts: Accounts, sok: Holder, new_holder: MakeHolder
) -> None:
    gone = await new_holder("gone")
    await accounts.managing.disable(None, gone.officer.id)
    await accounts.managing.invite(None, "new", "New (DEMO)", Role.VERIFIER, ["12"])
    wrong = ("not the password",)
    for username, password in [("sok", *wrong), ("nobody", *wrong), ("gone", PASSWORD), ("new", PASSWORD)]:
        assert await accounts.signing_in.with_password(username, password, STRANGER) == WRONG


async def test_a_code_is_taken_once_even_by_ten_at_once(accounts: Accounts, sok: Holder) -> None:
    async def half() -> str:
        first = await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor)
        assert isinstance(first, CodeWanted)
        return first.token

    tokens = [await half() for _ in range(10)]
    code = sok.code()
    tries = (accounts.signing_in.with_code(token, code, sok.visitor) for token in tokens)
    answers = await asyncio.gather(*tries)
    assert sum(isinstance(answer, SignedIn) for answer in answers) == 1
    assert answers.count(WRONG) == 9


async def test_an_older_code_is_worth_nothing_after_a_newer(accounts: Accounts, sok: Holder) -> None:
    older = sok.code_at(sok.clock.now())
    newer = sok.code()
    for code, taken in [(newer, True), (older, False), (newer, False)]:
        first = await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor)
        assert isinstance(first, CodeWanted)
        answer = await accounts.signing_in.with_code(first.token, code, sok.visitor)
        assert isinstance(answer, SignedIn) is taken


@pytest.mark.parametrize(
    ("seconds", "taken"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)]
)
async def test_a_code_of_the_step_before_or_after_is_taken(
    accounts: Accounts, sok: Holder, seconds: int, taken: bool
) -> None:
    sok.clock.advance(minutes=5)
    first = await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor)
    assert isinstance(first, CodeWanted)
    moved = FixedClock(sok.clock.now())
    moved.advance(seconds)
    answer = await accounts.signing_in.with_code(first.token, sok.code_at(moved.now()), sok.visitor)
    assert isinstance(answer, SignedIn) is taken


async def test_a_code_may_be_typed_in_khmer_digits_and_with_a_space(accounts: Accounts, sok: Holder) -> None:
    first = await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor)
    assert isinstance(first, CodeWanted)
    code = sok.code().translate(str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩"))
    answer = await accounts.signing_in.with_code(first.token, f"{code[:3]} {code[3:]}", sok.visitor)
    assert isinstance(answer, SignedIn)


async def test_each_recovery_code_serves_once(accounts: Accounts, sok: Holder) -> None:
    assert len(set(sok.recovery_codes)) == 10
    for attempt, taken in [
        (sok.recovery_codes[3].upper().replace("-", " "), True),
        (sok.recovery_codes[3], False),
    ]:
        first = await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor)
        assert isinstance(first, CodeWanted)
        answer = await accounts.signing_in.with_code(first.token, attempt, sok.visitor)
        assert isinstance(answer, SignedIn) is taken
    assert (await accounts.own.overview(sok.officer)).recovery_codes_left == 9


async def test_another_officers_recovery_code_is_none(
    accounts: Accounts, sok: Holder, new_holder: MakeHolder
) -> None:
    other = await new_holder("other")
    first = await accounts.signing_in.with_password("sok", PASSWORD, STRANGER)
    assert isinstance(first, CodeWanted)
    assert await accounts.signing_in.with_code(first.token, other.recovery_codes[0], STRANGER) == WRONG


async def test_guesses_from_strange_browsers_are_stopped_and_the_right_password_with_them(
    accounts: Accounts, sok: Holder
) -> None:
    """A guesser learns nothing from being stopped: the right one is refused in the same words."""
    for n in range(PER_ACCOUNT):
        visitor = Visitor(address=f"203.0.113.{n}")
        assert await accounts.signing_in.with_password("sok", f"guess {n}", visitor) == WRONG
    for password in ("another guess", PASSWORD):
        stopped = await accounts.signing_in.with_password("sok", password, Visitor(address="192.0.2.1"))
        assert isinstance(stopped, Refused)
        assert stopped.why is Why.WAIT
        assert 0 < stopped.wait.total_seconds() <= 15 * 60


async def test_a_flood_of_guesses_never_shuts_the_officer_out_of_their_own_browser(
    accounts: Accounts, sok: Holder
) -> None:
    for n in range(PER_ACCOUNT * 3):
        await accounts.signing_in.with_password("sok", f"guess {n}", STRANGER)
    await sign_in(accounts, sok)


async def test_a_made_up_device_is_a_strange_one(
    accounts: Accounts, sok: Holder, new_holder: MakeHolder
) -> None:
    """Neither one's own number with a guessed mark, nor a device of another officer, counts apart."""
    other = await new_holder("other")
    number, mark = sok.device.split(".")
    forged = [
        other.device,
        f"{number}.{mark[:-1]}x",
        f"{number}.",
        f"{other.device.split('.')[0]}.{mark}",
        "x.y",
    ]
    for _ in range(PER_ACCOUNT):
        await accounts.signing_in.with_password("sok", "a guess", STRANGER)
    for device in forged:
        answer = await accounts.signing_in.with_password("sok", PASSWORD, replace(STRANGER, device=device))
        assert isinstance(answer, Refused)
        assert answer.why is Why.WAIT


async def test_even_ones_own_browser_guesses_a_set_number_of_times(accounts: Accounts, sok: Holder) -> None:
    for n in range(PER_DEVICE):
        assert await accounts.signing_in.with_password("sok", f"guess {n}", sok.visitor) == WRONG
    answer = await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor)
    assert isinstance(answer, Refused)
    sok.clock.advance(minutes=16)
    await sign_in(accounts, sok)


async def test_a_name_that_nobody_has_is_stopped_just_the_same(accounts: Accounts) -> None:
    answers = [
        await accounts.signing_in.with_password("nobody", "guess", STRANGER) for _ in range(PER_ACCOUNT + 1)
    ]
    last = answers.pop()
    assert answers == [WRONG] * PER_ACCOUNT
    assert isinstance(last, Refused)
    assert last.why is Why.WAIT


async def test_one_address_tries_a_set_number_of_accounts(accounts: Accounts) -> None:
    answers = [
        await accounts.signing_in.with_password(f"n{n}", "guess", STRANGER) for n in range(PER_ADDRESS + 1)
    ]
    assert [isinstance(answer, Refused) and answer.why for answer in answers] == [Why.WRONG] * PER_ADDRESS + [
        Why.WAIT
    ]


async def test_a_hundred_guesses_at_once_are_no_better(accounts: Accounts, sok: Holder) -> None:
    tries = (accounts.signing_in.with_password("sok", f"guess {n}", STRANGER) for n in range(40))
    answers = await asyncio.gather(*tries)
    assert sum(answer == WRONG for answer in answers) == PER_ACCOUNT


async def test_right_ones_do_not_count(accounts: Accounts, sok: Holder) -> None:
    for _ in range(PER_DEVICE * 2):
        assert isinstance(await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor), CodeWanted)


async def test_codes_are_guessed_a_set_number_of_times_an_hour(accounts: Accounts, sok: Holder) -> None:
    first = await accounts.signing_in.with_password("sok", PASSWORD, STRANGER)
    assert isinstance(first, CodeWanted)
    for _ in range(PER_ACCOUNT):
        assert await accounts.signing_in.with_code(first.token, "000000", STRANGER) == WRONG
    answer = await accounts.signing_in.with_code(first.token, sok.code(), STRANGER)
    assert isinstance(answer, Refused)
    assert answer.why is Why.WAIT
    await sign_in(accounts, sok)  # from their own browser


async def test_proving_anew_makes_fresh_and_changes_the_token(accounts: Accounts, sok: Holder) -> None:
    done = await sign_in(accounts, sok)
    sok.clock.advance(minutes=15)
    session = await accounts.sessions.find(done.token)
    assert session is not None
    assert not session.fresh(sok.clock.now())
    code = sok.code()
    assert await accounts.signing_in.again(session, "not it", code, sok.visitor) == WRONG
    assert await accounts.signing_in.again(session, PASSWORD, "000000", sok.visitor) == WRONG
    anew = await accounts.signing_in.again(session, PASSWORD, code, sok.visitor)
    assert isinstance(anew, SignedIn)
    assert await accounts.sessions.find(done.token) is None
    renewed = await accounts.sessions.find(anew.token)
    assert renewed is not None
    assert renewed.id == session.id
    assert renewed.fresh(sok.clock.now())


async def test_a_password_that_was_replaced_while_it_was_compared_opens_nothing(
    accounts: Accounts, sok: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = accounts.ground.passwords.matches

    async def slowly(stored: str | None, typed: str) -> bool:
        right = await compare(stored, typed)
        await accounts.give_password(sok.officer, "a quite different one")
        return right

    monkeypatch.setattr(accounts.ground.passwords, "matches", slowly)
    assert await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor) == WRONG


async def test_without_a_second_factor_nobody_comes_in_but_in_the_demo(
    accounts: Accounts, officers: Officers
) -> None:
    demo = await officers.add("demo", "Demo (DEMO)", Role.VERIFIER, ["12"])
    await accounts.give_password(demo, PASSWORD)
    assert await accounts.signing_in.with_password("demo", PASSWORD, STRANGER) == Refused(Why.UNPROTECTED)


async def test_what_happens_is_written_down_with_it(
    accounts: Accounts, sok: Holder, recorded: Recorded
) -> None:
    done = await sign_in(accounts, sok)
    session = await accounts.sessions.find(done.token)
    assert session is not None
    await accounts.signing_in.out(session)
    me = sok.officer.id
    assert await recorded() == [
        ("system:account:invited", None, me),
        ("system:account:link_made", None, me),
        ("officer:account:password_set", me, me),
        ("officer:account:second_factor_set", me, me),
        ("officer:account:signed_in", me, me),
        ("officer:account:signed_in", me, me),
        ("officer:account:signed_out", me, me),
    ]


async def test_failed_tries_are_written_down_and_a_flood_of_them_once(
    accounts: Accounts, sok: Holder, recorded: Recorded
) -> None:
    before = len(await recorded())
    for username in ("sok", "nobody"):
        for _ in range(PER_ACCOUNT * 3):
            await accounts.signing_in.with_password(username, "a guess", Visitor(address=username))
    mine = [("system:account:sign_in_failed", None, sok.officer.id)] * PER_ACCOUNT
    nobodys = [("system:account:sign_in_failed", None, None)] * PER_ACCOUNT
    assert (await recorded())[before:] == [
        *mine,
        ("system:account:throttled", None, sok.officer.id),
        *nobodys,
        ("system:account:throttled", None, None),
    ]


async def test_a_recovery_code_used_is_written_down(
    accounts: Accounts, sok: Holder, recorded: Recorded
) -> None:
    first = await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor)
    assert isinstance(first, CodeWanted)
    await accounts.signing_in.with_code(first.token, sok.recovery_codes[0], sok.visitor)
    assert [act for act, _, _ in await recorded()][-2:] == [
        "officer:account:recovery_code_used",
        "officer:account:signed_in",
    ]


async def test_the_database_tells_no_secret(accounts: Accounts, sok: Holder, database: Database) -> None:
    """Neither password, secret, token, recovery code, device nor address stands in it."""
    done = await sign_in(accounts, sok)
    await accounts.signing_in.with_password("sok", "a guess", STRANGER)
    _, link = await accounts.managing.link(None, sok.officer.id)
    secrets = [PASSWORD, sok.secret, done.token, link, *sok.recovery_codes, done.device, STRANGER.address]

    async def everything(connection: AsyncConnection) -> str:
        rows = [(await connection.execute(select(table))).all() for table in metadata.sorted_tables]
        return repr(rows)

    told = await database.read(everything)
    assert sok.officer.id in told
    assert [secret for secret in secrets if secret in told] == []
