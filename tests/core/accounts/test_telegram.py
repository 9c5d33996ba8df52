"""An officer's Telegram account: bound by who has just shown who they are, unbound with the account."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.accounts.accounts import Accounts
from core.accounts.own_account import NotFresh
from core.accounts.sessions import Session
from core.clock import FixedClock
from core.database import Database
from core.officers import Officer
from core.roles import OFFICER_ROLES, Role
from core.tables import audit_entries
from core.telegram_officers import Bound, NotBound
from tests.core.accounts.conftest import Holder, MakeHolder, Recorded, sign_in
from tests.core.conftest import Hire

ACCOUNT = 7_000_000_001


async def session_of(accounts: Accounts, holder: Holder) -> Session:
    found = await accounts.sessions.find((await sign_in(accounts, holder)).token)
    assert found
    return found


async def bound(accounts: Accounts, officer: Officer) -> bool:
    return await accounts.telegrams.account_of(officer.id) is not None


async def bind(accounts: Accounts, session: Session) -> None:
    code = await accounts.own.new_telegram_code(session)
    assert isinstance(await accounts.telegrams.bind(ACCOUNT, code.shown), Bound)


async def test_a_code_is_given_to_who_has_just_shown_who_they_are(
    accounts: Accounts, new_holder: MakeHolder, clock: FixedClock, recorded: Recorded
) -> None:
    session = await session_of(accounts, await new_holder())
    await bind(accounts, session)
    assert await accounts.own.telegram_since(session.officer) == clock.now()
    assert [act for act, _, _ in (await recorded())[-2:]] == [
        "officer:account:telegram_code_made",
        "officer:account:telegram_bound",
    ]
    clock.advance(minutes=11)
    with pytest.raises(NotFresh):
        await accounts.own.new_telegram_code(session)


async def test_one_unbinds_ones_own_account_at_any_time(
    accounts: Accounts, new_holder: MakeHolder, clock: FixedClock, recorded: Recorded
) -> None:
    session = await session_of(accounts, await new_holder())
    await bind(accounts, session)
    clock.advance(minutes=11)
    assert await accounts.own.unbind_telegram(session)
    assert await accounts.own.telegram_since(session.officer) is None
    told = await recorded()
    assert told[-1] == ("officer:account:telegram_unbound", session.officer.id, session.officer.id)
    assert not await accounts.own.unbind_telegram(session)
    assert await recorded() == told


async def test_who_is_disabled_is_unbound_at_once_and_stays_so(
    accounts: Accounts, new_holder: MakeHolder, hire: Hire, database: Database
) -> None:
    session, boss = (
        await session_of(accounts, await new_holder()),
        await hire("boss", Role.SUPERVISOR, ("12",)),
    )
    for by in (boss, None):
        await bind(accounts, session)
        code = await accounts.own.new_telegram_code(session)
        await accounts.managing.disable(by, session.officer.id)
        assert not await bound(accounts, session.officer)
        assert await last_act(database) == (by.id if by else None, session.officer.id, "disabled")
        await accounts.managing.enable(None, session.officer.id)
        assert not await bound(accounts, session.officer)
        assert await accounts.telegrams.bind(ACCOUNT, code.bare) == NotBound()


async def last_act(database: Database) -> tuple[str | None, str | None, str | None]:
    """Who unbound whom last, and why, as the audit has it."""
    told = audit_entries.c
    query = select(told.actor_id, told.subject_id, told.to_word).where(told.act.like("%telegram_unbound"))
    row = (
        await database.read(
            lambda connection: connection.execute(query.order_by(told.number.desc()).limit(1))
        )
    ).one()
    return row.actor_id, row.subject_id, row.to_word


AREA = {Role.COMMUNE_OFFICER: "120101", Role.COMMUNE_CHIEF: "120101"}


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES))
async def test_who_works_on_requests_no_more_is_unbound(
    accounts: Accounts, new_holder: MakeHolder, role: Role
) -> None:
    session = await session_of(accounts, await new_holder())
    await bind(accounts, session)
    await accounts.managing.change(None, session.officer.id, role, [AREA.get(role, "12")])
    gone = role in (Role.MINISTRY_VIEWER, Role.ADMINISTRATOR, Role.OPERATOR)
    assert await bound(accounts, session.officer) is not gone
