from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.accounts import tokens
from core.accounts.accounts import Accounts
from core.accounts.sessions import Session
from core.roles import Role
from tests.core.accounts.conftest import Holder, MakeHolder, sign_in
from tests.examples import examples


@pytest.fixture
async def sok(new_holder: MakeHolder) -> Holder:
    return await new_holder()


async def live(accounts: Accounts, holder: Holder) -> Session:
    session = await accounts.sessions.find((await sign_in(accounts, holder)).token)
    assert session is not None
    return session


async def test_a_session_ends_when_nobody_uses_it_for_twenty_minutes(accounts: Accounts, sok: Holder) -> None:
    token = (await sign_in(accounts, sok)).token
    for _ in range(10):
        sok.clock.advance(minutes=19)
        assert await accounts.sessions.find(token)
    sok.clock.advance(minutes=20)
    assert await accounts.sessions.find(token) is None


async def test_a_session_ends_after_ten_hours_however_much_it_is_used(
    accounts: Accounts, sok: Holder
) -> None:
    token = (await sign_in(accounts, sok)).token
    for _ in range(39):
        sok.clock.advance(minutes=15)
        assert await accounts.sessions.find(token)
    sok.clock.advance(minutes=15)
    assert await accounts.sessions.find(token) is None


async def test_signing_out_ends_this_session_alone(accounts: Accounts, sok: Holder) -> None:
    first, second = await sign_in(accounts, sok), await sign_in(accounts, sok)
    session = await accounts.sessions.find(first.token)
    assert session is not None
    await accounts.signing_in.out(session)
    assert await accounts.sessions.find(first.token) is None
    assert await accounts.sessions.find(second.token)


async def test_an_officer_sees_and_ends_their_own_sessions(
    accounts: Accounts, sok: Holder, new_holder: MakeHolder
) -> None:
    here, elsewhere = await live(accounts, sok), await live(accounts, sok)
    listed = {device.id: device.name for device in await accounts.sessions.devices(sok.officer.id)}
    assert listed.keys() >= {here.id, elsewhere.id}
    assert listed[here.id] == "Chrome"
    assert await accounts.own.end_session(here, elsewhere.id)
    assert not await accounts.own.end_session(here, elsewhere.id)

    stranger = await live(accounts, await new_holder("other"))
    assert not await accounts.own.end_session(here, stranger.id)
    assert stranger.id in {device.id for device in await accounts.sessions.devices(stranger.officer.id)}


async def test_signing_out_everywhere_else_leaves_this_one(accounts: Accounts, sok: Holder) -> None:
    for _ in range(3):
        await sign_in(accounts, sok)
    here = await live(accounts, sok)
    await accounts.own.end_other_sessions(here)
    assert [device.id for device in await accounts.sessions.devices(sok.officer.id)] == [here.id]


async def test_disabling_an_officer_works_at_once(accounts: Accounts, sok: Holder) -> None:
    token = (await sign_in(accounts, sok)).token
    await accounts.managing.disable(None, sok.officer.id)
    assert await accounts.sessions.find(token) is None
    await accounts.managing.enable(None, sok.officer.id)
    assert await accounts.sessions.find(token) is None
    await sign_in(accounts, sok)


async def test_another_role_ends_every_session(accounts: Accounts, sok: Holder) -> None:
    token = (await sign_in(accounts, sok)).token
    await accounts.managing.change(None, sok.officer.id, Role.COMMUNE_CHIEF, ["120109"])
    assert await accounts.sessions.find(token) is None
    session = await live(accounts, sok)
    assert session.officer.role is Role.COMMUNE_CHIEF
    assert session.officer.areas == {"120109"}


async def test_whose_a_session_was_is_remembered_for_a_day(accounts: Accounts, sok: Holder) -> None:
    session = await live(accounts, sok)
    await accounts.signing_in.out(session)
    await accounts.purge()
    assert await accounts.sessions.owner_of(session.id) == sok.officer.id
    sok.clock.advance(days=2)
    await accounts.purge()
    assert await accounts.sessions.owner_of(session.id) is None


@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(forged=st.one_of(st.text(max_size=60), st.from_regex(r"[A-Za-z0-9_-]{43}", fullmatch=True)))
async def test_a_made_up_token_finds_nothing(accounts: Accounts, forged: str) -> None:
    assert await accounts.sessions.find(forged) is None


async def test_a_rotated_key_keeps_sessions_and_a_retired_one_ends_them(
    accounts: Accounts, sok: Holder
) -> None:
    ring = accounts.ground.devices._lookups._ring
    token = (await sign_in(accounts, sok)).token
    ring.rotate("session")
    assert await accounts.sessions.find(token)
    ring.retire("session", 1)
    assert await accounts.sessions.find(token) is None


def test_tokens_are_of_256_bits() -> None:
    made = {tokens.new() for _ in range(100)}
    assert len(made) == 100
    assert all(tokens.is_one(token) for token in made)
