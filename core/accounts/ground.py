"""What the services of accounts stand on."""

from __future__ import annotations

from dataclasses import dataclass

from core.accounts.acts import AccountAudit
from core.accounts.carrying import Carrying
from core.accounts.credentials import Credentials
from core.accounts.devices import Devices
from core.accounts.limits import Limits
from core.accounts.links import Links
from core.accounts.passwords import Passwords
from core.accounts.proving import Proving
from core.accounts.sessions import Sessions
from core.clock import Clock
from core.database import Database
from core.holdings import Holdings
from core.officers import Officers
from core.telegram_officers import TelegramOfficers


@dataclass(frozen=True)
class Ground:
    """One of each."""

    database: Database
    officers: Officers
    credentials: Credentials
    passwords: Passwords
    proving: Proving
    carrying: Carrying
    links: Links
    sessions: Sessions
    devices: Devices
    clock: Clock
    limits: Limits
    audit: AccountAudit
    holdings: Holdings
    telegrams: TelegramOfficers
