"""Officers: those who work on requests, each with one role and the areas it holds in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sqlalchemy import Row, Select, bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.areas import around, covers, is_area
from core.clock import Clock
from core.database import Database
from core.once import insert_once
from core.roles import CASE_ROLES, OFFICER_ROLES, Actor, ActorKind, Role
from core.sealing import Sealer
from core.tables import officer_areas, officer_credentials, officers

Rows: TypeAlias = list[Row[Any]]

_JOINED = exists().where(officer_credentials.c.officer_id == officers.c.id).label("joined")
_EVERYBODY = (
    select(officers, officer_areas.c.area_code, _JOINED)
    .outerjoin(officer_areas, officer_areas.c.officer_id == officers.c.id)
    .order_by(officers.c.username)
)
_NAMED = _EVERYBODY.where(officers.c.username == bindparam("username"))
_ANY = _EVERYBODY.where(officers.c.id == bindparam("officer"))
_PRESENT = _ANY.where(officers.c.active)
_STAYING = _PRESENT.with_for_update(read=True, of=officers)
_OF_IDS = _EVERYBODY.where(officers.c.id.in_(bindparam("ids")))
_HOLDING = _EVERYBODY.where(
    officers.c.active,
    officers.c.role.in_(bindparam("roles")),
    officers.c.id.in_(
        select(officer_areas.c.officer_id).where(officer_areas.c.area_code.in_(bindparam("areas")))
    ),
)

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}", re.ASCII)


def is_username(text: str) -> bool:
    """Whether somebody could be called so."""
    return bool(_USERNAME.fullmatch(text))


class OfficerError(ValueError):
    """What was given does not make an officer: username, role or area; says which."""


class UsernameTaken(OfficerError):
    """Another officer has this username."""


class OfficerChanged(Exception):
    """Somebody gave them another role or other areas meanwhile."""


@dataclass(frozen=True)
class Officer:
    """One officer. `areas` are code prefixes (core.areas).

    `language`: a code, empty until they choose one. `version`: of role and areas. `joined`: whether they have
    used their invitation; before that nobody can sign in as them.
    """

    id: str
    username: str
    name: str
    role: Role
    areas: frozenset[str]
    active: bool = True
    language: str = ""
    version: int = 1
    joined: bool = False

    @property
    def actor(self) -> Actor:
        """This officer as one who acts."""
        return Actor(ActorKind.OFFICER, self.id, self.role)

    def may_see(self, commune: str) -> bool:
        """Whether a request of this commune exists for them."""
        return self.active and self.role in CASE_ROLES and covers(self.areas, commune)


class Officers:
    """Adds officers and finds them."""

    def __init__(self, database: Database, sealer: Sealer, clock: Clock) -> None:
        self._database = database
        self._sealer = sealer
        self._clock = clock

    async def add(self, username: str, name: str, role: Role, areas: Iterable[str]) -> Officer:
        """A new officer. Raises OfficerError, UsernameTaken."""
        officer = self.new(username, name, role, areas)
        await self._database.write(lambda connection: self.insert(connection, officer))
        return officer

    def new(self, username: str, name: str, role: Role, areas: Iterable[str]) -> Officer:
        """An officer to be added by `insert`. Raises OfficerError."""
        officer = Officer(chance.identifier(), username, name.strip(), role, frozenset(areas))
        _check(officer)
        return officer

    async def insert(self, connection: AsyncConnection, officer: Officer) -> None:
        """Add them, as part of another's transaction. Raises UsernameTaken."""
        if not await insert_once(connection, officers, self._row(officer)):
            raise UsernameTaken(officer.username)
        await self._insert_areas(connection, officer.id, officer.areas)

    async def set_active(self, connection: AsyncConnection, officer_id: str, *, active: bool) -> None:
        """Let them work or not, as part of another's transaction."""
        change = update(officers).where(officers.c.id == officer_id)
        await connection.execute(change.values(active=active))

    async def set_language(self, connection: AsyncConnection, officer_id: str, language: str) -> None:
        """The language of their pages, as part of another's transaction."""
        change = update(officers).where(officers.c.id == officer_id)
        await connection.execute(change.values(language=language))

    async def set_role(
        self, connection: AsyncConnection, officer: Officer, role: Role, areas: frozenset[str]
    ) -> None:
        """Another role and other areas than these of `officer`, as part of another's transaction.

        Raises OfficerError; OfficerChanged if by now they are not these any more.
        """
        _check(replace(officer, role=role, areas=areas))
        change = update(officers).where(officers.c.id == officer.id, officers.c.version == officer.version)
        if not (await connection.execute(change.values(role=role, version=officer.version + 1))).rowcount:
            raise OfficerChanged(officer.id)
        old = delete(officer_areas).where(officer_areas.c.officer_id == officer.id)
        await connection.execute(old)
        await self._insert_areas(connection, officer.id, areas)

    async def find(self, username: str) -> Officer | None:
        """The officer of this username, active or not."""
        found = await self._database.read(
            lambda connection: self._select(connection, _NAMED, username=username)
        )
        return found[0] if found else None

    async def list(self) -> Sequence[Officer]:
        """Every officer, by username."""
        return await self._database.read(self._select)

    async def of(self, ids: Iterable[str]) -> dict[str, Officer]:
        """The officers of these ids, active or not, each by its id."""
        wanted = sorted(set(ids))
        if not wanted:
            return {}
        found = await self._database.read(lambda connection: self._select(connection, _OF_IDS, ids=wanted))
        return {officer.id: officer for officer in found}

    async def holding(
        self, connection: AsyncConnection, roles: Iterable[Role], commune: str
    ) -> Sequence[Officer]:
        """Active officers of these roles who have joined and whose area this commune is.

        As part of another's transaction.
        """
        found = await self._select(connection, _HOLDING, roles=sorted(roles), areas=around(commune))
        return [officer for officer in found if officer.joined]

    async def within(
        self, connection: AsyncConnection, officer_id: str, *, lock: bool = False
    ) -> Officer | None:
        """The officer as they stand now, as part of another's transaction; None if gone or not active.

        `lock`: nobody shuts them out, or gives them another role, before that transaction is over.
        """
        found = await self._select(connection, _STAYING if lock else _PRESENT, officer=officer_id)
        return found[0] if found else None

    async def any_within(self, connection: AsyncConnection, officer_id: str) -> Officer | None:
        """The officer as they stand now, active or not, as part of another's transaction."""
        found = await self._select(connection, _ANY, officer=officer_id)
        return found[0] if found else None

    async def _insert_areas(self, connection: AsyncConnection, officer_id: str, areas: Iterable[str]) -> None:
        rows = [{"officer_id": officer_id, "area_code": area} for area in sorted(areas)]
        if rows:
            await connection.execute(officer_areas.insert(), rows)

    async def _select(
        self, connection: AsyncConnection, query: Select[Any] = _EVERYBODY, **values: Any
    ) -> Sequence[Officer]:
        by_id: dict[str, Rows] = {}
        for row in (await connection.execute(query, values)).all():
            by_id.setdefault(row.id, []).append(row)
        return [self._officer(rows) for rows in by_id.values()]

    def _officer(self, rows: Rows) -> Officer:
        first = rows[0]
        return Officer(
            id=first.id,
            username=first.username,
            name=self._sealer.open(first.name_sealed, **_place(first.id)).decode(),
            role=Role(first.role),
            areas=frozenset(row.area_code for row in rows if row.area_code),
            active=first.active,
            language=first.language,
            version=first.version,
            joined=first.joined,
        )

    def _row(self, officer: Officer) -> dict[str, Any]:
        return {
            "id": officer.id,
            "username": officer.username,
            "name_sealed": self._sealer.seal(officer.name.encode(), **_place(officer.id)),
            "role": officer.role,
            "active": officer.active,
            "language": officer.language,
            "version": officer.version,
            "created_at": self._clock.now(),
        }


def _check(officer: Officer) -> None:
    if not is_username(officer.username):
        raise OfficerError("a username is 2 to 64 of a-z, 0-9, '.', '_' and '-'")
    if not officer.name:
        raise OfficerError("an officer has a name")
    if officer.role not in OFFICER_ROLES:
        raise OfficerError(f"{officer.role} is not an officer's role")
    wrong = sorted(area for area in officer.areas if not is_area(area))
    if wrong:
        raise OfficerError(f"not an area code of 2, 4 or 6 digits: {', '.join(wrong)}")


def _place(officer_id: str) -> dict[str, str]:
    return {"table": "officers", "column": "name_sealed", "row": officer_id}
