"""Who comes at the same time either stands whole or finds it erased: nothing in between."""

from __future__ import annotations

import asyncio

from core.erasure import Done, ErasurePlan, Forgetting
from core.people import People
from core.queue import Queue
from core.requests.errors import NotAllowed, Stale, Unknown
from core.requests.facts import Facts
from core.requests.filing import Filed
from core.requests.household import Requests
from core.requests.request import Outcome
from core.requests.states import State
from core.telegram_accounts import TelegramAccounts, Verified
from tests.core.erasure.conftest import ACCOUNT, PHONE, Commune, Household


async def test_of_a_decision_and_an_erasure_at_once_one_comes_first(
    forgetting: Forgetting, household: Household, commune: Commune, queue: Queue
) -> None:
    request = await household.file()
    await commune.interview(request)
    told = (await forgetting.plan(household.id)).told
    facts = Facts(outcome=Outcome.POOR_2)
    erasing, deciding = await asyncio.gather(
        forgetting.erase(household.id, told),
        commune.move(request, State.DECIDED, commune.chief, reason="by the interview", facts=facts),
        return_exceptions=True,
    )
    after = (await queue.show(commune.sok, request.reference)).request
    if isinstance(erasing, Done):
        assert isinstance(deciding, Stale | NotAllowed)
        assert (after.state, after.answers) == (State.WITHDRAWN, None)
    else:
        assert isinstance(erasing, ErasurePlan)
        assert [item.state for item in erasing.kept] == [State.DECIDED]
        assert (after.state, after.answers is not None) == (State.DECIDED, True)


async def test_two_erasures_at_once_are_one(
    forgetting: Forgetting, household: Household, queue: Queue, commune: Commune
) -> None:
    request = await household.file()
    told = (await forgetting.plan(household.id)).told
    done = await asyncio.gather(*(forgetting.erase(household.id, told) for _ in range(5)))
    assert sorted(each.removed for each in done if isinstance(each, Done)) == [0, 0, 0, 0, 1]
    steps = (await queue.show(commune.sok, request.reference)).steps
    assert [str(step.kind) for step in steps].count("erased") == 1


async def test_a_form_that_is_sent_meanwhile_is_in_the_plan_or_is_not_taken(
    forgetting: Forgetting, household: Household, requests: Requests, people: People
) -> None:
    person = await people.remember(PHONE)
    told = (await forgetting.plan(household.id)).told
    erasing, filing = await asyncio.gather(
        forgetting.erase(household.id, told),
        requests.submit(household.filing(person)),
        return_exceptions=True,
    )
    if isinstance(erasing, Done):
        assert isinstance(filing, Unknown)
        assert await people.find(PHONE) is None
    else:
        assert isinstance(filing, Filed)
        assert await people.phone_of(household.id) == PHONE


async def test_an_account_that_is_verified_meanwhile_is_never_bound_to_nobody(
    forgetting: Forgetting, household: Household, accounts: TelegramAccounts, people: People
) -> None:
    told = (await forgetting.plan(household.id)).told
    done, verified = await asyncio.gather(
        forgetting.erase(household.id, told), accounts.verify(ACCOUNT, PHONE, "km")
    )
    assert isinstance(done, Done)
    assert isinstance(verified, Verified)
    account = await accounts.find(ACCOUNT)
    if account is not None:
        assert await people.phone_of(account.person_id or "") == PHONE
