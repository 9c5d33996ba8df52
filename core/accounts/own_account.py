"""What officers do to their own account, within a session in which the password was typed just now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.accounts import totp
from core.accounts.acts import AccountAct
from core.accounts.answers import Refused, Visitor, Why
from core.accounts.carrying import Setup
from core.accounts.ground import Ground
from core.accounts.password_rules import Weak, weakness
from core.accounts.sessions import Session
from core.officers import Officer
from core.telegram_codes import TelegramCode
from core.telegram_officers import Ended


class NotFresh(Exception):
    """The password was not typed just now: whoever sits there must prove who they are."""


@dataclass(frozen=True)
class Overview:
    """What an officer is told of their own account."""

    password_set_at: datetime | None
    has_second_factor: bool
    recovery_codes_left: int


class OwnAccount:
    """The acts of one's own. Those that change how one signs in raise NotFresh."""

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    async def overview(self, officer: Officer) -> Overview:
        """How the account stands."""

        async def work(connection: AsyncConnection) -> Overview:
            credential = await self._on.credentials.of(connection, officer.id)
            left = await self._on.credentials.recovery_codes_left(connection, officer.id)
            if credential is None:
                return Overview(None, False, left)
            return Overview(credential.password_set_at, credential.secret is not None, left)

        return await self._on.database.read(work)

    async def change_password(
        self, session: Session, current: str, new: str, visitor: Visitor
    ) -> str | Weak | Refused:
        """A new password for the old one; other sessions end. The token from now on. Raises TooBusy."""
        officer = session.officer
        if weak := weakness(new, officer.username):
            return weak
        proved = await self._on.proving.password(officer.username, officer, current, visitor)
        if isinstance(proved, Refused):
            return proved
        hashed = await self._on.passwords.hash(new)

        async def work(connection: AsyncConnection) -> str | None:
            if not await self._on.proving.unchanged(connection, officer, proved):
                return None
            now = self._on.clock.now()
            await self._on.credentials.set_password(connection, officer.id, hashed, now)
            await self._on.links.end_all(connection, officer.id, now)
            await self._on.sessions.end_all(connection, officer.id, but=session.id)
            await self._on.audit.write(connection, officer, AccountAct.PASSWORD_SET, officer.id)
            return await self._on.sessions.renew(connection, session)

        return await self._on.database.write(work) or Refused(Why.ENDED)

    def begin_second_factor(self, session: Session) -> Setup:
        """A new secret to be shown; nothing is kept before `set_second_factor`."""
        self._must_be_fresh(session)
        return self._on.carrying.begin(session.id)

    async def set_second_factor(self, session: Session, sealed: str, code: str) -> tuple[str, ...] | Refused:
        """Keep the secret that `sealed` carries, shown by a code of it; returns new recovery codes.

        Other sessions end.
        """
        self._must_be_fresh(session)
        carried = self._on.carrying.open(session.id, sealed)
        if carried is None:
            return Refused(Why.ENDED)
        step = totp.step_of(carried.secret, code, self._on.clock.now())
        if step is None:
            return Refused(Why.WRONG)
        officer_id = session.officer.id

        async def work(connection: AsyncConnection) -> tuple[str, ...]:
            await self._on.sessions.end_all(connection, officer_id, but=session.id)
            await self._on.audit.write(connection, session.officer, AccountAct.SECOND_FACTOR_SET, officer_id)
            return await self._on.credentials.set_second_factor(connection, officer_id, carried.secret, step)

        return await self._on.database.write(work)

    async def new_recovery_codes(self, session: Session) -> tuple[str, ...]:
        """Ten new ones, to be shown once; the old ones are worth nothing now."""
        self._must_be_fresh(session)
        officer_id = session.officer.id

        async def work(connection: AsyncConnection) -> tuple[str, ...]:
            await self._on.audit.write(
                connection, session.officer, AccountAct.RECOVERY_CODES_MADE, officer_id
            )
            return await self._on.credentials.new_recovery_codes(connection, officer_id)

        return await self._on.database.write(work)

    async def end_session(self, session: Session, other_id: str) -> bool:
        """End one of one's own sessions; False if there is no such one."""
        officer_id = session.officer.id
        return await self._on.database.write(
            lambda connection: self._on.sessions.end(connection, officer_id, other_id)
        )

    async def end_other_sessions(self, session: Session) -> int:
        """Sign out everywhere else; returns of how many sessions."""
        officer_id = session.officer.id

        async def work(connection: AsyncConnection) -> int:
            await self._on.audit.write(connection, session.officer, AccountAct.SESSIONS_ENDED, officer_id)
            return await self._on.sessions.end_all(connection, officer_id, but=session.id)

        return await self._on.database.write(work)

    async def telegram_since(self, officer: Officer) -> datetime | None:
        """When their Telegram account was bound; None where none is."""
        return await self._on.telegrams.bound_since(officer.id)

    async def new_telegram_code(self, session: Session) -> TelegramCode:
        """A code by which they bind a Telegram account, to be shown once."""
        self._must_be_fresh(session)
        return await self._on.database.write(
            lambda connection: self._on.telegrams.new_code(connection, session.officer)
        )

    async def unbind_telegram(self, session: Session) -> bool:
        """Their Telegram account is bound no more; False if none was."""
        officer = session.officer
        return await self._on.database.write(
            lambda connection: self._on.telegrams.unbind(connection, officer.id, officer, Ended.ASKED)
        )

    async def set_language(self, officer: Officer, language: str) -> None:
        """The language of their pages from now on."""
        await self._on.database.write(
            lambda connection: self._on.officers.set_language(connection, officer.id, language)
        )

    def _must_be_fresh(self, session: Session) -> None:
        if not session.fresh(self._on.clock.now()):
            raise NotFresh
