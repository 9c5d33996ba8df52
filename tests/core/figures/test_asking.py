"""Who needs care is opened to be counted, of so many requests at most, and not at all once it was erased."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.figures import asking
from core.figures.asking import ASKING
from core.queue import Queue
from core.requests.request import Need
from core.roles import Role
from core.tables import case_keys, requests
from tests.core.conftest import File, Hire


async def test_more_requests_than_are_opened_at_once_are_counted_without_needs(
    queue: Queue, hire: Hire, file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    above = await hire("above", Role.SUPERVISOR, ("12",))
    for _ in range(3):
        await file(needs=frozenset({Need.DISABILITY}))
    told = (await queue.figures.told(above, ASKING, None, 30)).what
    assert told.needs == {("1201", Need.DISABILITY): 3}
    monkeypatch.setattr(asking, "MOST", 2)
    told = (await queue.figures.told(above, ASKING, None, 30)).what
    assert (told.all, told.needs, told.heads, told.shocks) == (3, None, None, None)


async def test_what_was_erased_is_told_as_not_told(
    queue: Queue, hire: Hire, file: File, database: Database
) -> None:
    above = await hire("above", Role.SUPERVISOR, ("12",))
    request = await file(needs=frozenset({Need.OLDER}))

    async def erase(connection: AsyncConnection) -> None:
        await connection.execute(delete(case_keys).where(case_keys.c.request_id == request.id))
        await connection.execute(
            update(requests).where(requests.c.id == request.id).values(answers_sealed=None)
        )

    await database.write(erase)
    told = (await queue.figures.told(above, ASKING, None, 30)).what
    assert (sum((told.needs or {}).values()), told.untold) == (0, {"1201": 1})
