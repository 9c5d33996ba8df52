"""The registry's port, answered from our own tables."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import select
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


class Tables:
    """A `core.registry.port.Registry`. Each answer is of one state: an import is seen whole or not at all."""

    def __init__(self, database: Database, ring: KeyRing) -> None:
        self._database = database
        self._vault = Vault(ring)

    async def by_card(self, number: str) -> Household | None:
        """Of several households that were given the same number at different times, the last to get it."""
        lookups = self._vault.card_lookups(number)
        query = (
            select(registry_cards.c.household_id)
            .where(registry_cards.c.number_lookup.in_(lookups), current(Kind.CARDS))
            .order_by(registry_cards.c.import_number.desc())
        )

        async def work(connection: AsyncConnection) -> Household | None:
            holder = (await connection.scalars(query.limit(1))).first()
            found = await households(connection, self._vault, [holder]) if holder else []
            return found[0] if found else None

        async with _trusted():
            return await self._database.read(work)

    async def by_phone(self, phone: str) -> tuple[Household, ...]:
        """In the order of their ids."""
        of_this_version = (
            (registry_households.c.id == registry_phones.c.household_id)
            & (registry_households.c.import_number == registry_phones.c.import_number)
            & current(Kind.HOUSEHOLDS)
        )
        query = (
            select(registry_phones.c.household_id)
            .distinct()
            .join(registry_households, of_this_version)
            .where(registry_phones.c.phone_lookup.in_(self._vault.phone_lookups(phone)))
            .order_by(registry_phones.c.household_id)
            .limit(MOST_HOUSEHOLDS)
        )

        async def work(connection: AsyncConnection) -> tuple[Household, ...]:
            ids = (await connection.scalars(query)).all()
            return tuple(await households(connection, self._vault, ids) if ids else ())

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
