"""What must be kept goes on as before, and is erased by itself when it has been over for long enough."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.testing import capture_logs

from core.carriers import Carrier
from core.clock import FixedClock
from core.erasure import Fate, Forgetting, cases
from core.notices import NoticeKind
from core.outbox import Outbox, Status
from core.people import People
from core.queue import Queue
from core.requests.household import Requests
from core.requests.request import Contact, Outcome, Request, StepKind
from core.requests.states import State
from core.requests.storing import Store
from core.telegram_accounts import TelegramAccounts
from core.unavailable import StoreUnavailable
from tests.core.erasure.conftest import ACCOUNT, PHONE, Commune, Household, erased

APPEAL = 30


async def answers(queue: Queue, commune: Commune, reference: str) -> object:
    return (await queue.show(commune.sok, reference)).request.answers


async def test_a_decided_request_keeps_its_answers_and_its_number_until_it_is_over(
    forgetting: Forgetting, household: Household, commune: Commune, people: People, queue: Queue
) -> None:
    decided = await commune.decide(await household.file())
    done = await erased(forgetting, household.id)
    assert (done.removed, [item.reference for item in done.kept]) == (0, [decided.reference])
    assert await answers(queue, commune, decided.reference) is not None
    assert await people.phone_of(household.id) == PHONE
    assert await forgetting.erase_due() == 0


async def test_the_story_tells_officers_that_it_is_to_be_erased_once(
    forgetting: Forgetting, household: Household, commune: Commune, queue: Queue
) -> None:
    decided = await commune.decide(await household.file())
    await erased(forgetting, household.id)
    await erased(forgetting, household.id)
    steps = (await queue.show(commune.sok, decided.reference)).steps
    assert [step.kind for step in steps].count(StepKind.ERASURE_ASKED) == 1


async def test_it_is_erased_when_there_is_no_more_time_to_appeal(
    forgetting: Forgetting,
    household: Household,
    commune: Commune,
    clock: FixedClock,
    people: People,
    queue: Queue,
) -> None:
    decided = await commune.decide(await household.file())
    await erased(forgetting, household.id)
    await commune.close(decided)
    clock.advance(days=APPEAL, seconds=-1)
    assert await forgetting.erase_due() == 0
    clock.advance(seconds=1)
    assert await forgetting.erase_due() == 1
    assert await answers(queue, commune, decided.reference) is None
    assert await people.find(PHONE) is None
    assert await forgetting.erase_due() == 0


async def test_closing_early_takes_no_appeal_away(
    forgetting: Forgetting, household: Household, commune: Commune, requests: Requests, clock: FixedClock
) -> None:
    decided = await commune.decide(await household.file(), Outcome.NOT_IDENTIFIED)
    await erased(forgetting, household.id)
    closed = await commune.move(decided, State.CLOSED, reason="nothing more to do")
    assert await forgetting.erase_due() == 0
    appealed = await requests.move(
        household.id, closed.id, State.APPEALED, channel="ussd", version=closed.version
    )
    clock.advance(days=2 * APPEAL)
    assert await forgetting.erase_due() == 0
    await commune.move(appealed, State.UPHELD, commune.reviewer, reason="the interview was complete")
    clock.advance(days=APPEAL)
    assert await forgetting.erase_due() == 1


async def test_what_the_household_withdraws_itself_later_goes_at_once(
    forgetting: Forgetting, household: Household, commune: Commune, requests: Requests
) -> None:
    decided = await commune.decide(await household.file())
    await erased(forgetting, household.id)
    appealed = await requests.move(
        household.id, decided.id, State.APPEALED, channel="ussd", version=decided.version + 1
    )
    again = await commune.move(appealed, State.RE_INTERVIEW, commune.reviewer, reason="somebody was away")
    assert [item.fate for item in (await forgetting.plan(household.id)).items] == [Fate.WITHDRAWN]
    await household.withdraw(again)
    assert await forgetting.erase_due() == 1


async def test_what_is_over_goes_at_once_beside_what_is_kept(
    forgetting: Forgetting, household: Household, commune: Commune, queue: Queue
) -> None:
    decided = await commune.decide(await household.file())
    helped = await household.file(own=False)
    assert (await erased(forgetting, household.id)).removed == 1
    assert await answers(queue, commune, helped.reference) is None
    assert await answers(queue, commune, decided.reference) is not None


async def test_the_number_stays_while_a_later_request_needs_it(
    forgetting: Forgetting,
    household: Household,
    commune: Commune,
    clock: FixedClock,
    people: People,
    accounts: TelegramAccounts,
) -> None:
    decided = await commune.decide(await household.file())
    await erased(forgetting, household.id)
    await commune.close(decided)
    await household.file()
    clock.advance(days=APPEAL)
    assert await forgetting.erase_due() == 1
    assert await people.phone_of(household.id) == PHONE


async def test_who_came_back_to_telegram_meanwhile_stays_known_there(
    forgetting: Forgetting,
    household: Household,
    commune: Commune,
    clock: FixedClock,
    accounts: TelegramAccounts,
) -> None:
    decided = await commune.decide(await household.file())
    await erased(forgetting, household.id)
    assert await accounts.find(ACCOUNT) is None
    back = await accounts.verify(ACCOUNT, PHONE, "km")
    assert back.account.person_id == household.id
    await commune.close(decided)
    clock.advance(days=APPEAL)
    assert await forgetting.erase_due() == 1
    assert await accounts.of_person(household.id) == back.account


async def test_news_of_what_is_kept_goes_by_text_where_texts_are_allowed(
    forgetting: Forgetting, household: Household, commune: Commune, outbox: Outbox
) -> None:
    await commune.decide(await household.file())
    assert {notice.carrier for notice in await outbox.inbox(household.id)} == {Carrier.TELEGRAM}
    await erased(forgetting, household.id)
    told = await outbox.inbox(household.id)
    assert {(notice.carrier, notice.status) for notice in told} == {(Carrier.SMS, Status.PENDING)}
    assert NoticeKind.REQUEST_DECIDED in {notice.kind for notice in told}


@pytest.mark.parametrize("contact", [Contact.CALL_ONLY, Contact.NONE])
async def test_who_wants_no_texts_is_sent_none_for_want_of_telegram(
    forgetting: Forgetting, household: Household, commune: Commune, outbox: Outbox, contact: Contact
) -> None:
    await commune.decide(await household.file(contact=contact))
    await erased(forgetting, household.id)
    assert {notice.status for notice in await outbox.inbox(household.id)} == {Status.RECALLED}


async def test_no_more_than_asked_for_are_erased_in_one_go(
    forgetting: Forgetting, household: Household, commune: Commune, clock: FixedClock
) -> None:
    both = [await commune.decide(await household.file(own=own)) for own in (True, False)]
    await erased(forgetting, household.id)
    for decided in both:
        await commune.close(decided)
    clock.advance(days=APPEAL)
    assert [await forgetting.erase_due(limit=1) for _ in range(3)] == [1, 1, 0]


async def test_what_is_erased_by_itself_is_told_in_the_name_of_the_service(
    forgetting: Forgetting, household: Household, commune: Commune, clock: FixedClock, queue: Queue
) -> None:
    decided = await commune.decide(await household.file())
    await erased(forgetting, household.id)
    await commune.close(decided)
    clock.advance(days=APPEAL)
    await forgetting.erase_due()
    last = (await queue.show(commune.sok, decided.reference)).steps[-1]
    assert (last.kind, last.actor.role, last.channel) == (StepKind.ERASED, "system", "system")


async def test_one_that_cannot_be_erased_is_an_error_and_keeps_no_other(
    forgetting: Forgetting,
    household: Household,
    commune: Commune,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = [await commune.decide(await household.file(own=own)) for own in (True, False)]
    await erased(forgetting, household.id)
    for decided in both:
        await commune.close(decided)
    clock.advance(days=APPEAL)
    erase = cases.erase

    async def breaks(store: Store, connection: AsyncConnection, request: Request, *rest: Any) -> None:
        if request.id == both[0].id:
            raise RuntimeError("a bug")
        await erase(store, connection, request, *rest)

    monkeypatch.setattr(cases, "erase", breaks)
    with capture_logs() as lines:
        assert await forgetting.erase_due() == 1
    assert [line["event"] for line in lines] == ["erasure.failed"]
    monkeypatch.undo()
    assert await forgetting.erase_due() == 1


async def test_a_store_that_is_away_ends_the_round(
    forgetting: Forgetting,
    household: Household,
    commune: Commune,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decided = await commune.decide(await household.file())
    await erased(forgetting, household.id)
    await commune.close(decided)
    clock.advance(days=APPEAL)

    async def away(*_: object) -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(cases, "erase", away)
    with pytest.raises(StoreUnavailable):
        await forgetting.erase_due()
