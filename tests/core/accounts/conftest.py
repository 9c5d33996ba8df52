"""An officer's way into the house, on each database: cheap hashes, a clock that stands still."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import pyotp
import pytest
from argon2.profiles import CHEAPEST
from sqlalchemy import select

from core.accounts.accounts import Accounts
from core.accounts.answers import CodeWanted, SignedIn, Visitor
from core.accounts.carrying import Setup
from core.accounts.setting_up import Finished
from core.clock import FixedClock
from core.database import Database
from core.keyring import KeyRing
from core.officers import Officer, Officers
from core.requests.storing import Store
from core.roles import Role
from core.tables import audit_entries

PASSWORD = "ទឹកជ្រោះ ភ្នំគូលែន ២០"
STRANGER = Visitor(address="203.0.113.9", browser="Firefox")

Recorded: TypeAlias = Callable[[], Awaitable[list[tuple[str, str | None, str | None]]]]


@pytest.fixture
def recorded(database: Database) -> Recorded:
    """Reads what the audit tells: act, whose, to which account, in the order of their writing."""

    async def read() -> list[tuple[str, str | None, str | None]]:
        query = select(audit_entries.c.act, audit_entries.c.actor_id, audit_entries.c.subject_id)
        rows = await database.read(
            lambda connection: connection.execute(query.order_by(audit_entries.c.number))
        )
        return [(row.act, row.actor_id, row.subject_id) for row in rows]

    return read


@pytest.fixture
def accounts(
    database: Database, ring: KeyRing, officers: Officers, clock: FixedClock, store: Store
) -> Iterator[Accounts]:
    opened = Accounts.open(database, ring, officers, clock, store, strength=CHEAPEST)
    yield opened
    opened.close()


@dataclass
class Holder:
    """An officer with everything to sign in: what they know and what they hold."""

    officer: Officer
    secret: str
    recovery_codes: tuple[str, ...]
    device: str
    clock: FixedClock
    password: str = PASSWORD

    @property
    def visitor(self) -> Visitor:
        """Their own browser."""
        return Visitor(address="198.51.100.7", device=self.device, browser="Chrome")

    def code(self) -> str:
        """A code that was not taken yet: the clock moves on to it."""
        self.clock.advance(30)
        return self.code_at(self.clock.now())

    def code_at(self, moment: datetime) -> str:
        return pyotp.TOTP(self.secret).at(moment)


MakeHolder: TypeAlias = Callable[..., Awaitable[Holder]]


@pytest.fixture
def new_holder(accounts: Accounts, clock: FixedClock) -> MakeHolder:
    """Makes an officer who went the whole way of an invitation."""

    async def make(
        username: str = "sok", role: Role = Role.COMMUNE_OFFICER, areas: tuple[str, ...] = ("120101",)
    ) -> Holder:
        officer, token = await accounts.managing.invite(None, username, "Sok (DEMO)", role, areas)
        setup = await accounts.setting_up.choose_password(token, PASSWORD)
        assert isinstance(setup, Setup)
        code = pyotp.TOTP(setup.secret).at(clock.now())
        done = await accounts.setting_up.finish(token, setup.sealed, code, STRANGER)
        assert isinstance(done, Finished)
        return Holder(officer, setup.secret, done.codes, done.signed_in.device, clock)

    return make


async def sign_in(accounts: Accounts, holder: Holder, visitor: Visitor | None = None) -> SignedIn:
    """Both steps."""
    visitor = visitor or holder.visitor
    first = await accounts.signing_in.with_password(holder.officer.username, holder.password, visitor)
    assert isinstance(first, CodeWanted), first
    done = await accounts.signing_in.with_code(first.token, holder.code(), visitor)
    assert isinstance(done, SignedIn), done
    return done
