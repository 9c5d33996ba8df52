"""Signing in: the password, the second factor, then a session; and proving it anew for sensitive acts."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from core.accounts.acts import AccountAct
from core.accounts.answers import CodeWanted, Refused, SignedIn, Visitor, Why
from core.accounts.credentials import Credential
from core.accounts.ground import Ground
from core.accounts.proving import CodeWrong
from core.accounts.sessions import Session, Stage
from core.officers import Officer, is_username


class SigningIn:
    """Opens sessions for those who prove who they are."""

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    async def with_password(
        self, username: str, password: str, visitor: Visitor
    ) -> SignedIn | CodeWanted | Refused:
        """The first step. Raises TooBusy."""
        username = username.strip().lower()
        username = username if is_username(username) else ""  # whatever else was typed, nobody is called so
        officer = await self._on.officers.find(username)
        proved = await self._on.proving.password(username, officer, password, visitor)
        if officer is None or isinstance(proved, Refused):
            return proved if isinstance(proved, Refused) else Refused(Why.WRONG)
        if proved.secret is None and self._on.limits.second_factor:
            return Refused(Why.UNPROTECTED)
        return await self._open(officer, proved, visitor)

    async def with_code(self, token: str, typed: str, visitor: Visitor) -> SignedIn | Refused:
        """The second step: a code of the app, or a recovery code, makes the half session of `token` whole."""
        half = await self._on.sessions.find(token, Stage.HALF)
        if half is None:
            return Refused(Why.ENDED)
        return await self._renew(half, AccountAct.SIGNED_IN, typed, visitor)

    async def again(self, session: Session, password: str, code: str, visitor: Visitor) -> SignedIn | Refused:
        """Prove anew, within a session, who one is; the session gets a new token. Raises TooBusy."""
        officer = session.officer
        proved = await self._on.proving.password(officer.username, officer, password, visitor)
        if isinstance(proved, Refused):
            return proved
        return await self._renew(session, AccountAct.CONFIRMED, code if proved.secret else None, visitor)

    async def out(self, session: Session) -> None:
        """Sign out."""

        async def work(connection: AsyncConnection) -> None:
            if await self._on.sessions.end(connection, session.officer.id, session.id):
                await self._on.audit.write(
                    connection, session.officer, AccountAct.SIGNED_OUT, session.officer.id
                )

        await self._on.database.write(work)

    async def _open(
        self, officer: Officer, credential: Credential, visitor: Visitor
    ) -> SignedIn | CodeWanted | Refused:
        stage = Stage.HALF if credential.secret else Stage.FULL

        async def work(connection: AsyncConnection) -> str | None:
            if not await self._on.proving.unchanged(connection, officer, credential):
                return None
            if stage is Stage.FULL:
                await self._on.audit.write(connection, officer, AccountAct.SIGNED_IN, officer.id)
            return await self._on.sessions.open(connection, officer.id, stage, visitor.browser)

        token = await self._on.database.write(work)
        if token is None:
            return Refused(Why.WRONG)
        return CodeWanted(token) if stage is Stage.HALF else self._signed_in(token, officer, visitor)

    async def _renew(
        self, session: Session, act: AccountAct, code: str | None, visitor: Visitor
    ) -> SignedIn | Refused:
        officer = session.officer
        tries = await self._on.proving.tries(officer, visitor) if code is not None else []
        if isinstance(tries, Refused):
            return tries

        async def work(connection: AsyncConnection) -> str | None:
            if code is not None:
                await self._on.proving.take_code(connection, officer, code)
            await self._on.audit.write(connection, officer, act, officer.id)
            return await self._on.sessions.renew(connection, session)

        try:
            token = await self._on.database.write(work)
        except CodeWrong:
            return await self._on.proving.wrong_code(officer)
        await self._on.proving.was_right(tries)
        return self._signed_in(token, officer, visitor) if token else Refused(Why.ENDED)

    def _signed_in(self, token: str, officer: Officer, visitor: Visitor) -> SignedIn:
        return SignedIn(token, officer, self._on.devices.remember(visitor.device, officer.id))
