"""Everything about officers' accounts, put together for one process."""

from __future__ import annotations

from dataclasses import dataclass

from argon2 import Parameters
from sqlalchemy.ext.asyncio import AsyncConnection

from core.accounts.acts import AccountAct, AccountAudit
from core.accounts.carrying import Carrying
from core.accounts.credentials import Credentials
from core.accounts.devices import Devices
from core.accounts.ground import Ground
from core.accounts.limits import Limits
from core.accounts.links import Links
from core.accounts.managing import Managing
from core.accounts.own_account import OwnAccount
from core.accounts.passwords import STRENGTH, Passwords
from core.accounts.proving import Proving
from core.accounts.sessions import Sessions
from core.accounts.setting_up import SettingUp
from core.accounts.signing_in import SigningIn
from core.accounts.throttle import Throttle
from core.audit.writing import AuditLog
from core.clock import Clock
from core.database import Database
from core.holdings import Holdings
from core.keyring import KeyRing
from core.lookups import Lookups
from core.officers import Officer, Officers
from core.requests.storing import Store
from core.sealing import Sealer
from core.telegram_officers import TelegramOfficers


@dataclass(frozen=True)
class Accounts:
    """The services, and what they stand on."""

    ground: Ground
    throttle: Throttle
    signing_in: SigningIn
    setting_up: SettingUp
    own: OwnAccount
    managing: Managing

    @classmethod
    def open(
        cls,
        database: Database,
        ring: KeyRing,
        officers: Officers,
        clock: Clock,
        store: Store,
        limits: Limits | None = None,
        *,
        strength: Parameters = STRENGTH,
    ) -> Accounts:
        """Ready to use; `close` lets go of its threads. `store`: of the requests that officers hold."""
        limits = limits or Limits()
        sealer, lookups, of_sessions = Sealer(ring), Lookups(ring), Lookups(ring, "session")
        credentials, passwords = Credentials(sealer, lookups), Passwords(strength)
        throttle, devices = Throttle(database, lookups, clock), Devices(of_sessions)
        audit = AccountAudit(AuditLog(ring), clock)
        ground = Ground(
            database=database,
            officers=officers,
            credentials=credentials,
            passwords=passwords,
            proving=Proving(database, credentials, passwords, throttle, devices, audit, clock),
            carrying=Carrying(sealer, clock),
            links=Links(lookups),
            sessions=Sessions(database, of_sessions, officers, clock, limits),
            devices=devices,
            clock=clock,
            limits=limits,
            audit=audit,
            holdings=Holdings(store),
            telegrams=TelegramOfficers(database, sealer, lookups, officers, throttle, audit, clock),
        )
        return cls(
            ground, throttle, SigningIn(ground), SettingUp(ground), OwnAccount(ground), Managing(ground)
        )

    @property
    def sessions(self) -> Sessions:
        """The sessions of all officers."""
        return self.ground.sessions

    @property
    def telegrams(self) -> TelegramOfficers:
        """The Telegram accounts of officers."""
        return self.ground.telegrams

    async def give_password(self, officer: Officer, password: str) -> None:
        """For the demo alone, whose password is printed at its start: an officer's own is never given."""
        hashed, now = await self.ground.passwords.hash(password), self.ground.clock.now()

        async def work(connection: AsyncConnection) -> None:
            await self.ground.credentials.set_password(connection, officer.id, hashed, now)
            await self.ground.sessions.end_all(connection, officer.id)
            await self.ground.audit.write(connection, None, AccountAct.PASSWORD_SET, officer.id)

        await self.ground.database.write(work)

    async def purge(self) -> None:
        """Forget old sessions and tries."""
        await self.sessions.purge()
        await self.throttle.purge()

    def close(self) -> None:
        """Let go of the threads."""
        self.ground.passwords.close()
