"""The registry's port, answered from our own tables."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.keyring import KeyRing
from core.registry.household import Household
from core.registry.kinds import Kind
from core.registry.port import MOST_HOUSEHOLDS, RegistryUnavailable
from core.registry.tables.current import current
from core.registry.tables.reading import households
from core.registry.tables.vault import Vault
from core.sealing import Unsealable
from core.tables import registry_cards, registry_households, registry_phones
from core.unavailable import StoreUnavailable

_LOOKUPS: BindParameter[Any] = bindparam("lookups", expanding=True)
_NOBODY = ""
"""No household's id: who is not there is looked for by as many statements as who is (core.disclosure)."""


class Tables:
    """A `core.registry.port.Registry`. Each answer is of one state: an import is seen whole or not at all."""

    def __init__(self, database: Database, ring: KeyRing) -> None:
        self._database = database
        self._vault = Vault(ring)

    async def by_card(self, number: str) -> Household | None:
        """Of several households that were given the same number at different times, the last to get it."""
        lookups = {"lookups": self._vault.card_lookups(number)}

        async def work(connection: AsyncConnection) -> Household | None:
            holder = (await connection.scalars(_holder(), lookups)).first()
            found = await households(connection, self._vault, [holder or _NOBODY])
            return found[0] if found else None

        async with _trusted():
            return await self._database.read(work)

    async def by_phone(self, phone: str) -> tuple[Household, ...]:
        """In the order of their ids."""
        lookups = {"lookups": self._vault.phone_lookups(phone)}

        async def work(connection: AsyncConnection) -> tuple[Household, ...]:
            ids = (await connection.scalars(_registered(), lookups)).all()
            return tuple(await households(connection, self._vault, ids or [_NOBODY]))

        async with _trusted():
            return await self._database.read(work)

    async def ping(self) -> None:
        """Return if the database answers."""
        async with _trusted():
            await self._database.ping()


@asynccontextmanager
async def _trusted() -> AsyncIterator[None]:
    try:
        yield
    except StoreUnavailable as error:
        raise RegistryUnavailable("the database does not answer") from error
    except Unsealable as error:
        raise RegistryUnavailable("a row is not as it was stored") from error


@cache
def _holder() -> Select[Any]:
    """The household that was the last to get a card of some number."""
    table = registry_cards
    of_it = table.c.number_lookup.in_(_LOOKUPS), current(Kind.CARDS)
    return select(table.c.household_id).where(*of_it).order_by(table.c.import_number.desc()).limit(1)


@cache
def _registered() -> Select[Any]:
    """The households of some phone."""
    table, homes = registry_phones, registry_households
    as_told = and_(
        homes.c.id == table.c.household_id,
        homes.c.import_number == table.c.import_number,
        current(Kind.HOUSEHOLDS),
    )
    whose = select(table.c.household_id).distinct().join(homes, as_told)
    found = whose.where(table.c.phone_lookup.in_(_LOOKUPS)).order_by(table.c.household_id)
    return found.limit(MOST_HOUSEHOLDS)
