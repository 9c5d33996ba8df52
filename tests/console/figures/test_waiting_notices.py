"""Whatever waits to be sent is counted as waiting, whenever it may go."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import ClientSession

from core.carriers import Carrier
from core.outbox import Status
from core.roles import Role
from tests.console.figures.reading import outbox, tables
from tests.console.office import WHO, Clerk, Office

PLACE_OF_WAITING = 2
"""Of the columns: sent, told by another, waiting."""


async def test_texts_put_off_to_another_day_stand_with_those_that_wait(quick_office: Office) -> None:
    for _ in range(3):
        await quick_office.file()
    box = quick_office.house.outbox
    first, second = await box.take(Carrier.SMS, 2)
    await box.put_back(first, timedelta(days=1), fault="limit")
    await box.settle(second, Status.SENT)
    dues = [due for _, status, due in await outbox(quick_office.house.database) if status == Status.PENDING]
    assert max(dues) > quick_office.clock.now()
    above = await quick_office.house.officers.add("above", "Above (DEMO)", Role.SUPERVISOR, ["12"])
    async with ClientSession(quick_office.url, headers={WHO: "above"}) as session:
        page = await Clerk(above, session).see("/console/figures/notices?days=7")
    assert int([*tables(page.text)["notices"].values()][-1][PLACE_OF_WAITING]) == len(dues) == 2
