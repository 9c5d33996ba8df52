"""A household is told what would happen to each of its requests before anything does."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.erasure import Done, ErasurePlan, Fate, Forgetting
from core.requests.states import State
from core.tables import metadata
from tests.core.conftest import File
from tests.core.erasure.conftest import Commune, Household


async def fates(forgetting: Forgetting, household: Household) -> dict[str, Fate]:
    plan = await forgetting.plan(household.id)
    return {item.request_id: item.fate for item in plan.items}


async def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    async def work(connection: AsyncConnection) -> dict[str, list[tuple[object, ...]]]:
        found = {}
        for table in metadata.sorted_tables:
            rows = (await connection.execute(table.select())).all()
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
        return found

    return await database.read(work)


async def test_each_request_has_its_fate_by_whether_it_is_over_and_may_be_withdrawn(
    forgetting: Forgetting, household: Household, commune: Commune
) -> None:
    over = await household.withdraw(await household.file())
    decided = await commune.decide(await household.file())
    waiting = await household.file(own=False)
    assert await fates(forgetting, household) == {
        over.id: Fate.REMOVED,
        decided.id: Fate.KEPT,
        waiting.id: Fate.WITHDRAWN,
    }


async def test_what_is_kept_is_told_with_its_number_its_state_and_where_to_ask(
    forgetting: Forgetting, household: Household, commune: Commune
) -> None:
    decided = await commune.decide(await household.file())
    [kept] = (await forgetting.plan(household.id)).kept
    assert (kept.reference, kept.state, kept.commune) == (decided.reference, State.DECIDED, "120101")
    assert kept.own


async def test_an_interview_that_was_held_may_still_be_withdrawn_from(
    forgetting: Forgetting, household: Household, commune: Commune
) -> None:
    request = await household.file()
    await commune.interview(request)
    assert await fates(forgetting, household) == {request.id: Fate.WITHDRAWN}


@pytest.mark.parametrize("last", [State.CARD_PENDING, State.CARD_READY, State.CARD_COLLECTED])
async def test_a_card_that_is_made_out_keeps_its_request(
    forgetting: Forgetting, household: Household, commune: Commune, last: State
) -> None:
    request = await commune.decide(await household.file())
    for state in (State.CARD_PENDING, State.CARD_READY, State.CARD_COLLECTED):
        await commune.move(request, state)
        if state is last:
            break
    assert await fates(forgetting, household) == {request.id: Fate.KEPT}


async def test_planning_changes_nothing(
    forgetting: Forgetting, household: Household, commune: Commune, database: Database
) -> None:
    await commune.decide(await household.file())
    await household.file(own=False)
    before = await everything(database)
    await forgetting.plan(household.id)
    assert await everything(database) == before


async def test_the_number_goes_at_once_only_where_nothing_is_kept(
    forgetting: Forgetting, household: Household, commune: Commune
) -> None:
    request = await household.file()
    assert (await forgetting.plan(household.id)).phone_goes
    await commune.decide(request)
    assert not (await forgetting.plan(household.id)).phone_goes


async def test_a_plan_that_is_out_of_date_is_not_done_but_told_anew(
    forgetting: Forgetting, household: Household, commune: Commune, database: Database
) -> None:
    request = await household.file()
    agreed = await forgetting.plan(household.id)
    await commune.decide(request)
    before = await everything(database)
    again = await forgetting.erase(household.id, agreed.told)
    assert isinstance(again, ErasurePlan)
    assert [item.fate for item in again.items] == [Fate.KEPT]
    assert await everything(database) == before
    assert isinstance(await forgetting.erase(household.id, again.told), Done)


async def test_a_note_of_an_officer_does_not_make_a_plan_another(
    forgetting: Forgetting, household: Household, commune: Commune
) -> None:
    request = await household.file()
    agreed = await forgetting.plan(household.id)
    await commune.queue.note(commune.sok, request.reference, "called", channel="console")
    assert (await forgetting.plan(household.id)).told == agreed.told


async def test_what_is_not_theirs_is_in_no_plan(
    forgetting: Forgetting, household: Household, file: File
) -> None:
    await file()
    mine = await household.file()
    assert list(await fates(forgetting, household)) == [mine.id]


async def test_who_filed_nothing_is_told_that_the_number_goes(
    forgetting: Forgetting, household: Household
) -> None:
    plan = await forgetting.plan(household.id)
    assert (plan.items, plan.phone, plan.phone_goes) == ((), True, True)
