"""What a household asked to have removed is gone, and what may stay tells of nobody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.audit.sealing import AuditSealer
from core.audit.verifying import verify
from core.carriers import Carrier
from core.clock import FixedClock
from core.database import Database
from core.erasure import Done, Forgetting
from core.keyring import KeyRing
from core.lists import Filter
from core.outbox import NotSending, Outbox, Status
from core.people import People
from core.queue import Queue
from core.requests.errors import NotAllowed, Unknown
from core.requests.household import Requests
from core.requests.request import Answers, Contact, Need, StepKind
from core.requests.states import State
from core.roles import Role
from core.tables import (
    case_keys,
    consents,
    request_marks,
    request_steps,
    request_voices,
)
from core.tables import (
    people as people_table,
)
from core.tables import (
    requests as table_of_requests,
)
from core.telegram_accounts import TelegramAccounts
from tests.core.conftest import File, Hire
from tests.core.erasure.conftest import ACCOUNT, PHONE, Commune, Household, erased


async def rows(database: Database, table: Table) -> list[dict[str, object]]:
    async def work(connection: AsyncConnection) -> list[dict[str, object]]:
        found = await connection.execute(select(table))
        return [dict(row._mapping) for row in found.all()]

    return await database.read(work)


async def with_mark_and_voice(database: Database, request_id: str, clock: FixedClock) -> None:
    mark = request_marks.insert().values(request_id=request_id, kind="name", lookup="1:x")
    voice = request_voices.insert().values(
        id=chance.identifier(),
        request_id=request_id,
        idempotency_key="update",
        sound_sealed=b"sealed",
        media_type="audio/ogg",
        seconds=3,
        at=clock.now(),
    )

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(mark)
        await connection.execute(voice)

    await database.write(work)


async def test_a_waiting_request_is_withdrawn_and_emptied(
    forgetting: Forgetting, household: Household, commune: Commune, database: Database, clock: FixedClock
) -> None:
    request = await household.file(people=7)
    await commune.queue.note(commune.sok, request.reference, "asked the neighbour", channel="console")
    await with_mark_and_voice(database, request.id, clock)
    assert await erased(forgetting, household.id) == Done(1, ())
    [left] = await rows(database, table_of_requests)
    assert (left["state"], left["commune_code"], left["contact"]) == ("withdrawn", "120101", "none")
    assert (left["answers_sealed"], left["identity_sealed"], left["open_slot"]) == (None, None, None)
    assert {step["reason_sealed"] for step in await rows(database, request_steps)} == {None}
    for table in (case_keys, request_marks, request_voices):
        assert await rows(database, table) == []


async def test_the_story_tells_who_ended_it_and_on_which_way(
    forgetting: Forgetting, household: Household, commune: Commune
) -> None:
    request = await household.file()
    await erased(forgetting, household.id)
    steps = (await commune.queue.show(commune.sok, request.reference)).steps
    assert [(step.kind, step.target, step.channel) for step in steps[-2:]] == [
        (StepKind.MOVED, State.WITHDRAWN, "telegram"),
        (StepKind.ERASED, State.WITHDRAWN, "telegram"),
    ]
    assert {step.actor.id for step in steps[-2:]} == {household.id}


async def test_the_number_and_the_account_go_and_who_comes_back_is_somebody_new(
    forgetting: Forgetting,
    household: Household,
    people: People,
    requests: Requests,
    accounts: TelegramAccounts,
) -> None:
    await household.file()
    await erased(forgetting, household.id)
    assert await people.find(PHONE) is None
    assert await accounts.find(ACCOUNT) is None
    again = await people.remember(PHONE)
    assert again.id != household.id
    assert (again.language, again.phone_language) == (None, None)
    assert await requests.of(again.id) == []


async def test_nothing_is_left_in_the_person(
    forgetting: Forgetting, household: Household, database: Database, people: People
) -> None:
    await people.shows(household.id, "km")
    await erased(forgetting, household.id)
    [left] = await rows(database, people_table)
    assert left["id"] == household.id
    assert {left[name] for name in ("phone_lookup", "phone_sealed", "language", "phone_language")} == {None}


async def test_a_request_that_was_over_is_emptied_as_it_stands(
    forgetting: Forgetting, household: Household, requests: Requests, database: Database
) -> None:
    ended = await household.withdraw(await household.file())
    await erased(forgetting, household.id)
    [left] = await rows(database, table_of_requests)
    assert (left["state"], left["ended_at"], left["answers_sealed"]) == ("withdrawn", ended.ended_at, None)
    assert await requests.of(household.id) == []


async def test_doing_it_twice_is_doing_it_once(forgetting: Forgetting, household: Household) -> None:
    await household.file()
    told = (await forgetting.plan(household.id)).told
    assert await forgetting.erase(household.id, told) == Done(1, ())
    assert await forgetting.erase(household.id, told) == Done(0, ())


async def test_that_they_agreed_once_is_still_known(
    forgetting: Forgetting, household: Household, database: Database
) -> None:
    await household.file()
    before = await rows(database, consents)
    await erased(forgetting, household.id)
    assert await rows(database, consents) == before


async def test_no_notice_goes_out_any_more_and_none_tells_a_reference(
    forgetting: Forgetting, household: Household, outbox: Outbox
) -> None:
    await household.file()
    await erased(forgetting, household.id)
    told = await outbox.inbox(household.id)
    assert {notice.status for notice in told} == {Status.RECALLED}
    assert all(notice.params == {} for notice in told)


async def test_what_a_worker_has_in_hand_may_go_out_and_is_not_tried_again(
    forgetting: Forgetting, household: Household, outbox: Outbox
) -> None:
    await household.file()
    [taken] = await outbox.take(Carrier.TELEGRAM)
    await erased(forgetting, household.id)
    with pytest.raises(NotSending):
        await outbox.put_back(taken, timedelta(0))
    counts = await outbox.counts()
    assert (counts[Status.MAYBE_SENT], counts[Status.PENDING]) == (1, 0)


async def test_nothing_of_anybody_else_is_touched(
    forgetting: Forgetting, household: Household, commune: Commune, file: File, requests: Requests
) -> None:
    other = await file(people=4)
    await commune.queue.note(commune.sok, other.reference, "lives by the pagoda", channel="console")
    before = await commune.queue.show(commune.sok, other.reference)
    await household.file()
    await erased(forgetting, household.id)
    assert await commune.queue.show(commune.sok, other.reference) == before
    assert before.request.answers == Answers(4, frozenset({Need.OLDER}))
    assert len(await requests.of(other.person_id)) == 1


async def test_the_audit_is_sound_and_tells_of_it(
    forgetting: Forgetting,
    household: Household,
    commune: Commune,
    database: Database,
    ring: KeyRing,
    clock: FixedClock,
    tmp_path: Path,
) -> None:
    sealer = AuditSealer(database, ring, clock, tmp_path / "audit")
    await household.file(own=False)
    await commune.decide(await household.file())
    await sealer.seal()
    await erased(forgetting, household.id)
    await sealer.seal()
    report = await verify(database, ring, tmp_path / "audit")
    assert (report.sound, report.waiting) == (True, 0)


async def test_a_case_without_anybody_is_shown_found_by_its_number_and_never_opened_again(
    forgetting: Forgetting, household: Household, commune: Commune, queue: Queue, hire: Hire
) -> None:
    request = await household.file()
    await erased(forgetting, household.id)
    supervisor = await hire("chan", Role.SUPERVISOR, ("1201",))
    dossier = await queue.show(supervisor, request.reference)
    assert dossier.request.answers is None
    assert [each.id for each in await queue.lists.search(supervisor, request.reference)] == [request.id]
    assert await queue.lists.search(supervisor, PHONE) == []
    ended = await queue.lists.page(supervisor, Filter(states=frozenset({State.WITHDRAWN})))
    assert [each.id for each in ended.requests] == [request.id]
    with pytest.raises(NotAllowed, match="erased"):
        await queue.move(supervisor, request.reference, State.QUEUED, channel="console", reason="again")
    with pytest.raises(NotAllowed):
        await queue.phone(commune.sok, request.reference, channel="console")
    with pytest.raises(NotAllowed, match="erased"):
        await queue.note(commune.sok, request.reference, "who was this", channel="console")


async def test_it_is_nobodys_likely_duplicate(
    forgetting: Forgetting, household: Household, commune: Commune, queue: Queue
) -> None:
    decided = await commune.decide(await household.file())
    helped = await household.file(own=False)
    assert [each.request.id for each in await queue.duplicates.of(commune.sok, decided.reference)] == [
        helped.id
    ]
    await erased(forgetting, household.id)
    assert await queue.duplicates.of(commune.sok, decided.reference) == []
    assert await queue.duplicates.of(commune.sok, helped.reference) == []


async def test_who_was_forgotten_in_the_middle_of_a_form_files_nothing_under_the_old_name(
    forgetting: Forgetting, household: Household, requests: Requests, people: People
) -> None:
    person = await people.remember(PHONE)
    await erased(forgetting, household.id)
    with pytest.raises(Unknown):
        await requests.submit(household.filing(person, contact=Contact.CALL_ONLY))
