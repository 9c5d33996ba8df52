from __future__ import annotations

import asyncio

import pyotp
import pytest

from core.accounts.accounts import Accounts
from core.accounts.answers import Refused, SignedIn, Why
from core.accounts.carrying import Setup
from core.accounts.links import LinkKind
from core.accounts.password_rules import Weak
from core.accounts.setting_up import Finished
from core.clock import FixedClock
from core.roles import Role
from tests.core.accounts.conftest import PASSWORD, STRANGER, Holder, MakeHolder, sign_in

ENDED = Refused(Why.ENDED)
WRONG = Refused(Why.WRONG)
NEW = "a new one for the rainy season"


@pytest.fixture
async def sok(new_holder: MakeHolder) -> Holder:
    return await new_holder()


async def invited(accounts: Accounts, username: str = "new") -> str:
    return (await accounts.managing.invite(None, username, "New (DEMO)", Role.VERIFIER, ["12"]))[1]


async def begun(accounts: Accounts, token: str) -> Setup:
    setup = await accounts.setting_up.choose_password(token, PASSWORD)
    assert isinstance(setup, Setup)
    return setup


def code_of(setup: Setup, clock: FixedClock) -> str:
    return pyotp.TOTP(setup.secret).at(clock.now())


async def test_looking_at_a_link_does_not_use_it(accounts: Accounts) -> None:
    token = await invited(accounts)
    for _ in range(3):
        guest = await accounts.setting_up.look(token)
        assert guest is not None
        assert guest.officer.username == "new"


async def test_an_invitation_is_used_once_even_by_ten_at_once(accounts: Accounts, clock: FixedClock) -> None:
    token = await invited(accounts)
    setups = [await begun(accounts, token) for _ in range(10)]
    tries = (accounts.setting_up.finish(token, s.sealed, code_of(s, clock), STRANGER) for s in setups)
    answers = await asyncio.gather(*tries)
    assert sum(isinstance(answer, Finished) for answer in answers) == 1
    assert answers.count(ENDED) == 9
    assert await accounts.setting_up.look(token) is None


async def test_nothing_is_kept_before_the_last_step(accounts: Accounts) -> None:
    token = await invited(accounts)
    await begun(accounts, token)
    assert await accounts.signing_in.with_password("new", PASSWORD, STRANGER) == WRONG


async def test_an_invitation_ends_with_its_time(accounts: Accounts, clock: FixedClock) -> None:
    token = await invited(accounts)
    clock.advance(hours=71)
    setup = await begun(accounts, token)
    clock.advance(minutes=61)
    assert await accounts.setting_up.look(token) is None
    assert await accounts.setting_up.finish(token, setup.sealed, code_of(setup, clock), STRANGER) == ENDED


async def test_a_new_link_ends_the_one_before(accounts: Accounts) -> None:
    officer, first = await accounts.managing.invite(None, "new", "New (DEMO)", Role.VERIFIER, ["12"])
    kind, second = await accounts.managing.link(None, officer.id, LinkKind.PASSWORD)
    assert kind is LinkKind.INVITATION  # there is nothing yet that another link could ask for
    assert await accounts.setting_up.look(first) is None
    assert await accounts.setting_up.look(second)


async def test_disabling_ends_links(accounts: Accounts) -> None:
    officer, token = await accounts.managing.invite(None, "new", "New (DEMO)", Role.VERIFIER, ["12"])
    await accounts.managing.disable(None, officer.id)
    assert await accounts.setting_up.look(token) is None
    await accounts.managing.enable(None, officer.id)
    assert await accounts.setting_up.look(token) is None


async def test_what_was_begun_on_one_link_does_not_finish_another(
    accounts: Accounts, clock: FixedClock
) -> None:
    one, other = await invited(accounts, "one"), await invited(accounts, "other")
    setup = await begun(accounts, one)
    for sealed in (setup.sealed, setup.sealed[:-4] + "AAAA", "", "not base64 ្", "x" * 9000):
        answer = await accounts.setting_up.finish(other, sealed, code_of(setup, clock), STRANGER)
        assert answer == ENDED


async def test_a_wrong_code_leaves_the_link_to_try_again(accounts: Accounts, clock: FixedClock) -> None:
    token = await invited(accounts)
    setup = await begun(accounts, token)
    assert await accounts.setting_up.finish(token, setup.sealed, "000000", STRANGER) == WRONG
    assert await accounts.setting_up.finish(token, setup.sealed, None, STRANGER) == WRONG
    answer = await accounts.setting_up.finish(token, setup.sealed, code_of(setup, clock), STRANGER)
    assert isinstance(answer, Finished)


async def test_the_code_that_finished_does_not_sign_in_again(accounts: Accounts, sok: Holder) -> None:
    first = await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor)
    answer = await accounts.signing_in.with_code(
        getattr(first, "token", ""), sok.code_at(sok.clock.now()), sok.visitor
    )
    assert answer == WRONG


async def test_a_weak_password_is_refused_by_its_reason(accounts: Accounts) -> None:
    assert await accounts.setting_up.choose_password(await invited(accounts), "12345678") is Weak.COMMON


async def test_a_lost_password_is_replaced_with_the_second_factor(accounts: Accounts, sok: Holder) -> None:
    """Who made the link cannot use it: they lack the code."""
    before = await sign_in(accounts, sok)
    kind, token = await accounts.managing.link(None, sok.officer.id, LinkKind.PASSWORD)
    assert kind is LinkKind.PASSWORD
    assert await accounts.setting_up.choose_password(token, NEW) == ENDED
    assert await accounts.setting_up.replace_password(token, NEW, "000000", STRANGER) == WRONG
    assert await accounts.setting_up.replace_password(token, NEW, "", STRANGER) == WRONG
    done = await accounts.setting_up.replace_password(token, NEW, sok.code(), sok.visitor)
    assert isinstance(done, SignedIn)
    assert await accounts.sessions.find(done.token)
    assert await accounts.sessions.find(before.token) is None
    assert await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor) == WRONG
    sok.password = NEW
    await sign_in(accounts, sok)
    assert await accounts.setting_up.replace_password(token, NEW, sok.code(), sok.visitor) == ENDED


async def test_a_lost_second_factor_is_replaced_with_the_password(accounts: Accounts, sok: Holder) -> None:
    _, token = await accounts.managing.link(None, sok.officer.id, LinkKind.SECOND_FACTOR)
    assert await accounts.setting_up.choose_password(token, NEW) == ENDED
    assert await accounts.setting_up.show_password(token, "a guess", STRANGER) == WRONG
    setup = await accounts.setting_up.show_password(token, PASSWORD, STRANGER)
    assert isinstance(setup, Setup)
    done = await accounts.setting_up.finish(token, setup.sealed, code_of(setup, sok.clock), STRANGER)
    assert isinstance(done, Finished)
    assert not set(done.codes) & set(sok.recovery_codes)
    first = await accounts.signing_in.with_password("sok", PASSWORD, sok.visitor)
    old = await accounts.signing_in.with_code(getattr(first, "token", ""), sok.code(), sok.visitor)
    assert old == WRONG
    sok.secret = setup.secret
    await sign_in(accounts, sok)


async def test_guesses_at_a_link_are_counted_like_others(accounts: Accounts, sok: Holder) -> None:
    _, token = await accounts.managing.link(None, sok.officer.id, LinkKind.PASSWORD)
    answers = [await accounts.setting_up.replace_password(token, NEW, "000000", STRANGER) for _ in range(11)]
    assert isinstance(answers[-1], Refused)
    assert answers[-1].why is Why.WAIT


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "x" * 10_000, "្" * 43, "a/../b"])
async def test_a_made_up_link_is_none(accounts: Accounts, token: str) -> None:
    assert await accounts.setting_up.look(token) is None
    assert await accounts.setting_up.choose_password(token, PASSWORD) == ENDED
