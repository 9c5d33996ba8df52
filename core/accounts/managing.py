"""Looking after accounts: inviting, one-time links, roles and areas, disabling, ending sessions.

`actor` is an officer, or None for whoever sits at the machine's terminal. An account that the actor does not
look after is Unknown to them. Nobody here ever learns or chooses a password.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from core import role_areas
from core.accounts.acts import AccountAct
from core.accounts.ground import Ground
from core.accounts.links import LinkKind
from core.officers import Officer, OfficerChanged
from core.policy import may_grant, may_manage
from core.roles import CASE_ROLES, Role
from core.telegram_officers import Ended

T = TypeVar("T")


class AccountUnknown(LookupError):
    """There is no such account among those that the actor looks after."""


class NotGrantable(Exception):
    """The actor may not give this role in these areas."""


class Managing:
    """What is done to the accounts of others. Each method is one transaction, checked in it."""

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    async def looked_after(self, actor: Officer) -> Sequence[Officer]:
        """The accounts that they look after, by username."""
        return [officer for officer in await self._on.officers.list() if may_manage(actor, officer)]

    async def find(self, actor: Officer, officer_id: str) -> Officer:
        """One of them. Raises AccountUnknown."""
        found = await self._on.database.read(
            lambda connection: self._on.officers.any_within(connection, officer_id)
        )
        if found is None or not may_manage(actor, found):
            raise AccountUnknown(officer_id)
        return found

    async def add(self, username: str, name: str, role: Role, areas: Iterable[str]) -> Officer:
        """A new officer without a way in yet, from the terminal. Raises OfficerError, UsernameTaken."""
        made = self._on.officers.new(username, name, role, areas)
        role_areas.check(made.role, made.areas)

        async def work(connection: AsyncConnection) -> None:
            await self._on.officers.insert(connection, made)
            await self._on.audit.write(connection, None, AccountAct.ADDED, made.id, became=made.role)

        await self._on.database.write(work)
        return made

    async def invite(
        self, actor: Officer | None, username: str, name: str, role: Role, areas: Iterable[str]
    ) -> tuple[Officer, str]:
        """A new officer, and the token of their invitation.

        Raises OfficerError, UsernameTaken, NotGrantable.
        """
        made = self._on.officers.new(username, name, role, areas)

        async def work(connection: AsyncConnection) -> str:
            await self._check_grant(connection, actor, made.role, made.areas)
            await self._on.officers.insert(connection, made)
            await self._on.audit.write(connection, actor, AccountAct.INVITED, made.id, became=made.role)
            return await self._make_link(connection, actor, made, LinkKind.INVITATION)

        return made, await self._on.database.write(work)

    async def link(
        self, actor: Officer | None, officer_id: str, lost: LinkKind = LinkKind.INVITATION
    ) -> tuple[LinkKind, str]:
        """A one-time link for what was lost (INVITATION: both), and its token.

        It is an invitation wherever the officer has not set up what another link would ask for. Raises
        AccountUnknown.
        """

        async def work(connection: AsyncConnection, officer: Officer) -> tuple[LinkKind, str]:
            kind = await self._kind(connection, officer, lost)
            return kind, await self._make_link(connection, actor, officer, kind)

        return await self._on_account(actor, officer_id, work)

    async def disable(self, actor: Officer | None, officer_id: str) -> int:
        """They are out at once, on Telegram too, and their links are worth nothing.

        Returns how many requests they held, which are in the line again. Raises AccountUnknown.
        """

        async def work(connection: AsyncConnection, officer: Officer) -> int:
            await self._on.officers.set_active(connection, officer.id, active=False)
            await self._on.links.end_all(connection, officer.id, self._on.clock.now())
            await self._on.sessions.end_all(connection, officer.id)
            await self._on.audit.write(connection, actor, AccountAct.DISABLED, officer.id)
            await self._on.telegrams.unbind(connection, officer.id, actor, Ended.DISABLED)
            return await self._on.holdings.give_back(connection, replace(officer, active=False), actor)

        return await self._on_account(actor, officer_id, work)

    async def enable(self, actor: Officer | None, officer_id: str) -> None:
        """They may sign in again. Raises AccountUnknown."""

        async def work(connection: AsyncConnection, officer: Officer) -> None:
            await self._on.officers.set_active(connection, officer.id, active=True)
            await self._on.sessions.end_all(connection, officer.id)
            await self._on.audit.write(connection, actor, AccountAct.ENABLED, officer.id)

        await self._on_account(actor, officer_id, work)

    async def change(
        self,
        actor: Officer | None,
        officer_id: str,
        role: Role,
        areas: Iterable[str],
        version: int | None = None,
    ) -> None:
        """Another role, other areas; sessions end, and what they may not hold any more goes into the line.

        `version`: of the officer as the actor saw them.

        Raises AccountUnknown, NotGrantable, OfficerError; OfficerChanged if they are another by now.
        """
        wanted = frozenset(areas)

        async def work(connection: AsyncConnection, officer: Officer) -> None:
            if version is not None and version != officer.version:
                raise OfficerChanged(officer_id)
            await self._check_grant(connection, actor, role, wanted)
            await self._on.officers.set_role(connection, officer, role, wanted)
            await self._on.sessions.end_all(connection, officer.id)
            audit = self._on.audit
            if role is not officer.role:
                await audit.write(connection, actor, AccountAct.ROLE_CHANGED, officer.id, officer.role, role)
            if wanted != officer.areas:
                await audit.write(connection, actor, AccountAct.AREAS_CHANGED, officer.id)
            if role not in CASE_ROLES:
                await self._on.telegrams.unbind(connection, officer.id, actor, Ended.OTHER_ROLE)
            present = replace(officer, role=role, areas=wanted)
            await self._on.holdings.give_back(connection, present, actor)

        await self._on_account(actor, officer_id, work)

    async def end_sessions(self, actor: Officer | None, officer_id: str) -> int:
        """They are signed out everywhere; returns of how many sessions. Raises AccountUnknown."""

        async def work(connection: AsyncConnection, officer: Officer) -> int:
            await self._on.audit.write(connection, actor, AccountAct.SESSIONS_ENDED, officer.id)
            return await self._on.sessions.end_all(connection, officer.id)

        return await self._on_account(actor, officer_id, work)

    async def _on_account(
        self,
        actor: Officer | None,
        officer_id: str,
        work: Callable[[AsyncConnection, Officer], Awaitable[T]],
    ) -> T:
        async def checked(connection: AsyncConnection) -> T:
            officer = await self._on.officers.any_within(connection, officer_id)
            if officer is None or not await self._manages(connection, actor, officer):
                raise AccountUnknown(officer_id)
            return await work(connection, officer)

        return await self._on.database.write(checked)

    async def _manages(self, connection: AsyncConnection, actor: Officer | None, officer: Officer) -> bool:
        if actor is None:
            return True
        present = await self._on.officers.within(connection, actor.id)
        return present is not None and may_manage(present, officer)

    async def _check_grant(
        self, connection: AsyncConnection, actor: Officer | None, role: Role, areas: frozenset[str]
    ) -> None:
        if actor is not None:
            present = await self._on.officers.within(connection, actor.id)
            if present is None or not may_grant(present, role, areas):
                raise NotGrantable(role)
        role_areas.check(role, areas)

    async def _kind(self, connection: AsyncConnection, officer: Officer, lost: LinkKind) -> LinkKind:
        credential = await self._on.credentials.of(connection, officer.id)
        if credential is None or (credential.secret is None and self._on.limits.second_factor):
            return LinkKind.INVITATION
        return lost

    async def _make_link(
        self, connection: AsyncConnection, actor: Officer | None, officer: Officer, kind: LinkKind
    ) -> str:
        limits = self._on.limits
        await self._on.audit.write(connection, actor, AccountAct.LINK_MADE, officer.id, became=kind)
        return await self._on.links.make(
            connection,
            officer.id,
            kind,
            made_by=actor.id if actor else None,
            now=self._on.clock.now(),
            lasts=limits.invitation if kind is LinkKind.INVITATION else limits.reset,
        )
