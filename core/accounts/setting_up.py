"""What the holder of a one-time link does with it: choose a password, set up the second factor, or both.

A link is used up by the step that changes the account, together with it; until then it may be opened again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from core.accounts import totp
from core.accounts.acts import AccountAct
from core.accounts.answers import Refused, SignedIn, Visitor, Why
from core.accounts.carrying import Carried, Setup
from core.accounts.ground import Ground
from core.accounts.links import Link, LinkKind
from core.accounts.password_rules import Weak, weakness
from core.accounts.proving import CodeWrong
from core.accounts.sessions import Stage
from core.officers import Officer


class LinkGone(Exception):
    """The link was used, replaced or has become too old; the transaction is undone."""


class Proof(StrEnum):
    """What the holder of a link must show beside it."""

    NONE = "none"
    CODE = "code"
    PASSWORD = "password"  # noqa: S105  a kind of proof


@dataclass(frozen=True)
class Guest:
    """Whose link it is."""

    link: Link
    officer: Officer
    proof: Proof


@dataclass(frozen=True)
class Finished:
    """Signed in, with recovery codes to be shown once (none where there is no second factor)."""

    signed_in: SignedIn
    codes: tuple[str, ...]


class SettingUp:
    """The ways of one-time links."""

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    async def look(self, token: str) -> Guest | None:
        """Whose link this is; None for one that is worth nothing (any more). Changes nothing."""
        return await self._on.database.read(lambda connection: self._guest(connection, token))

    async def choose_password(self, token: str, password: str) -> Setup | Weak | Refused:
        """An invitation's first step; nothing is kept before `finish`. Raises TooBusy."""
        guest = await self.look(token)
        if guest is None or guest.link.kind is not LinkKind.INVITATION:
            return Refused(Why.ENDED)
        if weak := weakness(password, guest.officer.username):
            return weak
        return self._on.carrying.begin(guest.link.id, await self._on.passwords.hash(password))

    async def show_password(self, token: str, password: str, visitor: Visitor) -> Setup | Refused:
        """The first step to a new second factor: the password that there is. Raises TooBusy."""
        guest = await self.look(token)
        if guest is None or guest.link.kind is not LinkKind.SECOND_FACTOR:
            return Refused(Why.ENDED)
        officer = guest.officer
        proved = await self._on.proving.password(officer.username, officer, password, visitor)
        return proved if isinstance(proved, Refused) else self._on.carrying.begin(guest.link.id)

    async def finish(self, token: str, sealed: str, code: str | None, visitor: Visitor) -> Finished | Refused:
        """The last step: a code of the new second factor. Without one (None) in the demo alone."""
        guest = await self.look(token)
        carried = self._on.carrying.open(guest.link.id, sealed) if guest else None
        if guest is None or carried is None:
            return Refused(Why.ENDED)
        step = None if code is None else totp.step_of(carried.secret, code, self._on.clock.now())
        if step is None and (code is not None or self._on.limits.second_factor):
            return Refused(Why.WRONG)

        async def work(connection: AsyncConnection) -> tuple[str, tuple[str, ...]]:
            codes = await self._keep(connection, guest, carried, step)
            return await self._enter(connection, guest, visitor), codes

        try:
            session, codes = await self._on.database.write(work)
        except LinkGone:
            return Refused(Why.ENDED)
        return Finished(self._signed_in(session, guest.officer, visitor), codes)

    async def replace_password(
        self, token: str, password: str, code: str, visitor: Visitor
    ) -> SignedIn | Weak | Refused:
        """A new password for one that was lost, with a code of the second factor. Raises TooBusy."""
        guest = await self.look(token)
        if guest is None or guest.link.kind is not LinkKind.PASSWORD:
            return Refused(Why.ENDED)
        if weak := weakness(password, guest.officer.username):
            return weak
        tries = await self._on.proving.tries(guest.officer, visitor) if guest.proof is Proof.CODE else []
        if isinstance(tries, Refused):
            return tries
        carried = Carried(await self._on.passwords.hash(password), "")

        async def work(connection: AsyncConnection) -> str:
            if guest.proof is Proof.CODE:
                await self._on.proving.take_code(connection, guest.officer, code)
            await self._keep(connection, guest, carried, None)
            return await self._enter(connection, guest, visitor)

        try:
            session = await self._on.database.write(work)
        except CodeWrong:
            return await self._on.proving.wrong_code(guest.officer)
        except LinkGone:
            return Refused(Why.ENDED)
        await self._on.proving.was_right(tries)
        return self._signed_in(session, guest.officer, visitor)

    async def _guest(self, connection: AsyncConnection, token: str) -> Guest | None:
        link = await self._on.links.find(connection, token, self._on.clock.now())
        officer = await self._on.officers.within(connection, link.officer_id) if link else None
        if link is None or officer is None:
            return None
        credential = await self._on.credentials.of(connection, officer.id)
        return Guest(link, officer, _proof(link.kind, has_secret=bool(credential and credential.secret)))

    async def _keep(
        self, connection: AsyncConnection, guest: Guest, carried: Carried, step: int | None
    ) -> tuple[str, ...]:
        officer_id, now = guest.officer.id, self._on.clock.now()
        if not await self._on.links.use(connection, guest.link, now):
            raise LinkGone
        officer, kind = guest.officer, guest.link.kind
        if carried.password_hash:
            await self._on.credentials.set_password(connection, officer_id, carried.password_hash, now)
            await self._on.audit.write(connection, officer, AccountAct.PASSWORD_SET, officer_id, became=kind)
        if step is None:
            if kind is LinkKind.INVITATION:
                await self._on.credentials.drop_second_factor(connection, officer_id)
            return ()
        await self._on.audit.write(connection, officer, AccountAct.SECOND_FACTOR_SET, officer_id, became=kind)
        return await self._on.credentials.set_second_factor(connection, officer_id, carried.secret, step)

    async def _enter(self, connection: AsyncConnection, guest: Guest, visitor: Visitor) -> str:
        await self._on.sessions.end_all(connection, guest.officer.id)
        await self._on.audit.write(connection, guest.officer, AccountAct.SIGNED_IN, guest.officer.id)
        return await self._on.sessions.open(connection, guest.officer.id, Stage.FULL, visitor.browser)

    def _signed_in(self, session: str, officer: Officer, visitor: Visitor) -> SignedIn:
        return SignedIn(session, officer, self._on.devices.remember(visitor.device, officer.id))


def _proof(kind: LinkKind, *, has_secret: bool) -> Proof:
    if kind is LinkKind.SECOND_FACTOR:
        return Proof.PASSWORD
    return Proof.CODE if kind is LinkKind.PASSWORD and has_secret else Proof.NONE
