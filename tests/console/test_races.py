"""Two officers reach for one request at the same moment: one gets it, the other is told."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from core.requests.request import Request, StepKind
from core.requests.states import State
from tests.console.conftest import at_work
from tests.console.office import Clerk, Office, Sheet, case_page

RACES = 50


async def send(clerk: Clerk, act: str, request: Request, **fields: str) -> Sheet:
    """A form of the page as both saw it: with the version that it had then."""
    form = {"csrf": "token", "version": str(request.version), **fields}
    async with clerk.session.post(f"{case_page(request)}/{act}", data=form, allow_redirects=False) as reply:
        return Sheet(reply.status, await reply.text(), str(reply.url))


async def test_each_of_fifty_races_has_one_winner(any_office: Office, clerks: AsyncExitStack) -> None:
    sok, chan = [await at_work(clerks, any_office, name) for name in ("sok", "chan")]
    for number in range(RACES):
        request = await any_office.file()
        rivals = (sok, chan) if number % 2 else (chan, sok)
        told = await asyncio.gather(*(send(clerk, "take", request) for clerk in rivals))
        assert sorted(sheet.status for sheet in told) == [303, 409]
        winner, loser = rivals if told[0].status == 303 else rivals[::-1]
        assert f"{winner.officer.name}: An officer took it." in told[rivals.index(loser)].text
        assert await takers(any_office, sok, request) == [winner.officer.id]


async def takers(office: Office, reader: Clerk, request: Request) -> list[str | None]:
    """Everybody who ever took it, by the journal; the last must hold it."""
    dossier = await office.house.queue.show(reader.officer, request.reference)
    found = [s.actor.id for s in dossier.steps if s.kind is StepKind.MOVED and s.target is State.ASSIGNED]
    assert dossier.request.holder == found[-1]
    return found


async def test_who_take_the_next_at_once_get_each_another(any_office: Office, clerks: AsyncExitStack) -> None:
    everybody = [await at_work(clerks, any_office, f"officer{number}") for number in range(6)]
    waiting = [await any_office.file() for _ in range(4)]
    told = await asyncio.gather(*(clerk.send("/console/take_next", csrf="token") for clerk in everybody))
    got = [sheet.url.rpartition("/")[2].partition("?")[0] for sheet in told if "done=take" in sheet.url]
    assert sorted(got) == sorted(request.reference for request in waiting)
    assert sum("Nobody waits" in sheet.text for sheet in told) == 2
    for request in waiting:
        assert len(await takers(any_office, everybody[0], request)) == 1


async def test_of_two_forms_of_one_page_sent_at_once_one_is_done(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok, chan = [await at_work(clerks, any_office, name) for name in ("sok", "chan")]
    request = await any_office.file()
    taken = await any_office.house.queue.take(sok.officer, request.reference, channel="console")
    told = await asyncio.gather(
        send(sok, "hand_back", taken, reason="I am ill"),
        send(sok, "hand_over", taken, officer=chan.officer.id),
    )
    assert sorted(sheet.status for sheet in told) == [303, 409]
    dossier = await any_office.house.queue.show(sok.officer, request.reference)
    assert dossier.request.version == taken.version + 1
    assert (dossier.request.state, dossier.request.holder) in [
        (State.QUEUED, None),
        (State.ASSIGNED, chan.officer.id),
    ]
