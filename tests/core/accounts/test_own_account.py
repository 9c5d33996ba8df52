from __future__ import annotations

import pyotp
import pytest

from core.accounts.accounts import Accounts
from core.accounts.answers import Refused, Why
from core.accounts.own_account import NotFresh
from core.accounts.password_rules import Weak
from core.accounts.sessions import Session
from core.officers import Officers
from tests.core.accounts.conftest import PASSWORD, Holder, MakeHolder, sign_in

NEW = "a new one for the rainy season"


@pytest.fixture
async def sok(new_holder: MakeHolder) -> Holder:
    return await new_holder()


@pytest.fixture
async def session(accounts: Accounts, sok: Holder) -> Session:
    found = await accounts.sessions.find((await sign_in(accounts, sok)).token)
    assert found is not None
    return found


async def test_a_password_is_changed_with_the_present_one_alone(
    accounts: Accounts, sok: Holder, session: Session
) -> None:
    other = await sign_in(accounts, sok)
    own = accounts.own
    assert await own.change_password(session, "not it", NEW, sok.visitor) == Refused(Why.WRONG)
    assert await own.change_password(session, PASSWORD, "password", sok.visitor) is Weak.COMMON
    token = await own.change_password(session, PASSWORD, NEW, sok.visitor)
    assert isinstance(token, str)
    renewed = await accounts.sessions.find(token)
    assert renewed is not None
    assert renewed.id == session.id
    assert await accounts.sessions.find(other.token) is None
    sok.password = NEW
    await sign_in(accounts, sok)


async def test_a_new_second_factor_replaces_the_old(
    accounts: Accounts, sok: Holder, session: Session
) -> None:
    setup = accounts.own.begin_second_factor(session)
    assert await accounts.own.set_second_factor(session, setup.sealed, "000000") == Refused(Why.WRONG)
    code = pyotp.TOTP(setup.secret).at(sok.clock.now())
    codes = await accounts.own.set_second_factor(session, setup.sealed, code)
    assert isinstance(codes, tuple)
    sok.secret = setup.secret
    await sign_in(accounts, sok)


async def test_what_another_session_began_is_not_taken(
    accounts: Accounts, sok: Holder, session: Session
) -> None:
    other = await accounts.sessions.find((await sign_in(accounts, sok)).token)
    assert other is not None
    setup = accounts.own.begin_second_factor(other)
    code = pyotp.TOTP(setup.secret).at(sok.clock.now())
    assert await accounts.own.set_second_factor(session, setup.sealed, code) == Refused(Why.ENDED)


async def test_new_recovery_codes_replace_the_old(accounts: Accounts, sok: Holder, session: Session) -> None:
    new = await accounts.own.new_recovery_codes(session)
    assert not set(new) & set(sok.recovery_codes)
    first = await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor)
    token = getattr(first, "token", "")
    old = await accounts.signing_in.with_code(token, sok.recovery_codes[0], sok.visitor)
    assert old == Refused(Why.WRONG)
    assert not isinstance(await accounts.signing_in.with_code(token, new[0], sok.visitor), Refused)


async def test_how_one_signs_in_is_changed_only_by_who_just_typed_the_password(
    accounts: Accounts, sok: Holder, session: Session
) -> None:
    setup = accounts.own.begin_second_factor(session)
    sok.clock.advance(minutes=10)
    with pytest.raises(NotFresh):
        accounts.own.begin_second_factor(session)
    with pytest.raises(NotFresh):
        await accounts.own.set_second_factor(session, setup.sealed, "000000")
    with pytest.raises(NotFresh):
        await accounts.own.new_recovery_codes(session)


async def test_the_language_of_the_pages_is_kept(accounts: Accounts, sok: Holder, officers: Officers) -> None:
    await accounts.own.set_language(sok.officer, "en")
    found = await officers.find("sok")
    assert found is not None
    assert found.language == "en"
