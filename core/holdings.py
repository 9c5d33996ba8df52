"""What an officer holds goes back into the line at once when they may not work on it any more."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from core.channels import Channel
from core.officers import Officer
from core.requests import leases
from core.requests.facts import Facts
from core.requests.leases import GONE
from core.requests.states import State
from core.requests.storing import Store
from core.roles import COMMUNE, SYSTEM
from core.tables import requests

__all__ = ["GONE", "Holdings"]


@dataclass(frozen=True)
class Holdings:
    """All of it is part of a caller's transaction."""

    store: Store

    async def give_back(self, connection: AsyncConnection, holder: Officer, by: Officer | None) -> int:
        """Put back what they hold and, as `holder` says they are from now on, may not hold; how many.

        `by`: who changed them, None for whoever sits at the machine's terminal. A request that waits for the
        household's answer is put back when that comes (`Store.move`), so that the question is not lost.
        """
        held = requests.c.holder == holder.id, requests.c.state.in_(leases.RUNS)
        found = await self.store.find(connection, *held, lock=True)
        lost = [each for each in found if not (holder.role in COMMUNE and holder.may_see(each.commune))]
        for request in lost:
            await self.store.move(
                connection,
                request,
                by.actor if by else SYSTEM,
                State.QUEUED,
                channel=Channel.CONSOLE if by else Channel.TERMINAL,
                version=None,
                reason=GONE,
                facts=Facts(why=GONE),
            )
        return len(lost)
