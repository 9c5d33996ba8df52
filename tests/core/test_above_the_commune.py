"""A report of money that somebody else took: the commune never sees it, and who is above it answers it."""

from __future__ import annotations

import pytest

from core.acts import Act
from core.carriers import Carrier
from core.chance import identifier
from core.channels import Channel
from core.consents import Consent, version_of
from core.counter import CounterFiling
from core.lists import Filter
from core.next_step import NextStep
from core.officers import Officer
from core.outbox import Outbox, Status
from core.queue import Queue
from core.requests import kinds
from core.requests.errors import InvalidFiling, NotAllowed, RequestError, Unknown
from core.requests.facts import Facts
from core.requests.household import Requests
from core.requests.request import Contact, Request
from core.requests.states import OPEN, State
from core.requests.voices import VoiceNote
from core.roles import CASE_ROLES, OVERSEERS, Role
from core.tidings import Tiding
from tests.core.conftest import TEXT, Bind, File, Hire
from tests.core.listed import listed
from tests.servers.sounds import opus

REPORT = "report"
BELOW = sorted(CASE_ROLES - OVERSEERS)


async def told(file: File, **given: object) -> Request:
    return await file(kind=REPORT, matter="collected_by_another", **given)


@pytest.fixture
async def supervisor(hire: Hire) -> Officer:
    return await hire("supervisor", Role.SUPERVISOR, ("1201",))


@pytest.fixture
async def reviewer(hire: Hire) -> Officer:
    return await hire("reviewer", Role.PDOP_REVIEWER, ("12",))


@pytest.mark.parametrize("role", BELOW)
async def test_to_the_commune_it_does_not_exist(queue: Queue, file: File, hire: Hire, role: Role) -> None:
    report, officer = await told(file), await hire("sok", role)
    assert await listed(queue, officer) == []
    assert sum((await queue.lists.counts(officer)).values()) == 0
    assert await queue.lists.search(officer, report.reference) == []
    assert (await queue.lists.page(officer, Filter(kind=REPORT))).requests == ()
    with pytest.raises(Unknown):
        await queue.show(officer, report.reference)
    for act in Act:
        with pytest.raises(Unknown):
            await queue.do(officer, report.reference, act, channel="console", reason="because")


@pytest.mark.parametrize("role", BELOW)
async def test_its_household_is_not_found_by_the_phone_either(
    queue: Queue, requests: Requests, file: File, hire: Hire, role: Role
) -> None:
    report, officer = await told(file), await hire("sok", role)
    supervisor = await hire("above", Role.SUPERVISOR, ("12",))
    phone = await queue.phone(supervisor, report.reference, channel="console")
    assert await queue.lists.search(officer, phone) == []
    assert [each.id for each in await queue.lists.search(supervisor, phone)] == [report.id]


@pytest.mark.parametrize("role", BELOW)
async def test_no_way_that_takes_its_number_leads_to_it(
    queue: Queue, file: File, hire: Hire, role: Role
) -> None:
    report, officer, colleague = await told(file), await hire("sok", role), await hire("chan")
    reference = report.reference
    for way in (
        queue.docket(officer, reference),
        queue.colleagues(officer, reference),
        queue.duplicates.of(officer, reference),
        queue.reaching.of(officer, reference),
        queue.take(officer, reference, channel="console"),
        queue.skip(officer, reference, channel="console", reason="later"),
        queue.hand_over(officer, reference, colleague.id, channel="console"),
        queue.note(officer, reference, "seen", channel="console"),
        queue.phone(officer, reference, channel="console"),
        queue.describing.describe(officer, reference, channel="console"),
    ):
        with pytest.raises(Unknown):
            await way


@pytest.mark.parametrize("role", BELOW)
async def test_that_its_receipt_did_not_arrive_is_seen_above_alone(
    queue: Queue, outbox: Outbox, file: File, hire: Hire, supervisor: Officer, role: Role
) -> None:
    report, officer = await told(file), await hire("sok", role)
    [notice] = await outbox.take(Carrier.SMS)
    await outbox.settle(notice, Status.FAILED)
    assert await queue.reaching.undelivered(officer) == []
    assert await queue.reaching.count(officer) == 0
    for way in (queue.reaching.send_again, queue.reaching.told_another_way):
        with pytest.raises(Unknown):
            await way(officer, report.reference, notice.id, channel="console")
    assert [each.request.id for each in await queue.reaching.undelivered(supervisor)] == [report.id]


@pytest.mark.parametrize("role", BELOW)
async def test_what_was_said_with_it_is_heard_above_alone(
    queue: Queue, requests: Requests, file: File, hire: Hire, supervisor: Officer, role: Role
) -> None:
    report, officer = await told(file), await hire("sok", role)
    consent = Consent("voice", version_of(TEXT), TEXT, "en", Channel.TELEGRAM, report.submitted_at)
    note = VoiceNote("telegram:1", opus(b"the agent took it"), 12, consent)
    await requests.voices.add(report.person_id, report.id, note, channel="telegram")
    voice = (await queue.show(supervisor, report.reference)).steps[-1].facts["voice"]
    for way in (
        queue.hearing.open(officer, report.reference, voice, channel="console"),
        queue.hearing.sound(officer, report.reference, voice),
    ):
        with pytest.raises(Unknown):
            await way
    await queue.hearing.open(supervisor, report.reference, voice, channel="console")
    assert (await queue.hearing.sound(supervisor, report.reference, voice)).content == note.sound


async def test_it_makes_nobody_elses_turn_out_of_turn_and_is_never_the_next(
    queue: Queue, file: File, hire: Hire
) -> None:
    await told(file)
    ordinary, sok = await file(needs=frozenset()), await hire("sok")
    assert not (await queue.show(sok, ordinary.reference)).out_of_turn
    taken = await queue.take_next(sok, channel="console")
    assert taken is not None
    assert taken.id == ordinary.id
    assert await queue.take_next(sok, channel="console") is None


async def test_no_officer_of_the_commune_hears_of_it_on_telegram(
    queue: Queue, file: File, hire: Hire, bind: Bind
) -> None:
    sok = await hire("sok")
    await bind(sok, 77)
    report, ordinary = await told(file), await file()
    assert [each.request_id for each in await queue.tidings.waiting()] == [ordinary.id]
    assert await queue.tidings.claim(Tiding(sok.id, report.id)) is None


async def test_the_counter_of_the_commune_takes_none(queue: Queue, hire: Hire) -> None:
    sok, text = await hire("sok"), TEXT
    now = queue._office.store.clock.now()
    new = CounterFiling(
        form=identifier(),
        phone="+85512999888",
        own=True,
        commune="120101",
        contact=Contact.CALL_ONLY,
        consent=Consent("share", version_of(text), text, "en", Channel.COUNTER, now),
        language="km",
        kind=REPORT,
        matter="asked_to_pay",
    )
    with pytest.raises(InvalidFiling, match="kind"):
        await queue.counter.file(sok, new)


async def test_those_above_see_it_first_and_decide_without_anybody_of_the_commune(
    queue: Queue, file: File, supervisor: Officer
) -> None:
    ordinary, report = await file(needs=frozenset()), await told(file)
    assert [each.id for each in await listed(queue, supervisor)] == [report.id, ordinary.id]
    dossier = await queue.show(supervisor, report.reference)
    assert dossier.next_step is NextStep.DECIDE
    assert {Act.DECIDE, Act.NOTE, Act.SHOW_PHONE} <= dossier.acts
    assert not {Act.ASSIGN, Act.TAKE, Act.HAND_OVER, Act.TRANSFER, Act.MERGE} & dossier.acts
    decided = await queue.move(
        supervisor,
        report.reference,
        State.DECIDED,
        channel="console",
        reason="the agent paid it again",
        facts=Facts(outcome="mended"),
    )
    assert (decided.state, decided.outcome, decided.card_is_due) == (State.DECIDED, "mended", False)
    closed = await queue.move(supervisor, report.reference, State.CLOSED, channel="console")
    assert closed.state is State.CLOSED


async def test_only_an_outcome_of_its_own_is_written_down(
    queue: Queue, file: File, supervisor: Officer
) -> None:
    report = await told(file)
    for outcome in ("poor_1", "solved"):
        with pytest.raises(RequestError, match="outcome"):
            await queue.move(
                supervisor,
                report.reference,
                State.DECIDED,
                channel="console",
                reason="seen",
                facts=Facts(outcome=outcome),
            )


async def test_no_other_request_is_decided_from_above_before_the_commune_had_it(
    queue: Queue, file: File, supervisor: Officer
) -> None:
    for kind in kinds.load():
        if kinds.of(kind).above_commune:
            continue
        ordinary = await file(kind=kind)
        with pytest.raises(NotAllowed, match="no_such_step"):
            await queue.move(supervisor, ordinary.reference, State.DECIDED, channel="console", reason="seen")


async def test_the_province_sees_it_and_waits_for_the_supervisor(
    queue: Queue, file: File, supervisor: Officer, reviewer: Officer
) -> None:
    report = await told(file)
    dossier = await queue.show(reviewer, report.reference)
    assert dossier.next_step is NextStep.AWAIT_SUPERVISOR
    assert Act.DECIDE not in dossier.acts


async def test_a_review_of_it_goes_to_the_province_and_back_above_the_commune(
    queue: Queue, requests: Requests, file: File, supervisor: Officer, reviewer: Officer
) -> None:
    report = await told(file)
    decided = await queue.move(
        supervisor,
        report.reference,
        State.DECIDED,
        channel="console",
        reason="nothing was found",
        facts=Facts(outcome="not_confirmed"),
    )
    appealed = await requests.move(
        report.person_id, report.id, State.APPEALED, channel="ussd", version=decided.version
    )
    again = await queue.move(
        reviewer, report.reference, State.RE_INTERVIEW, channel="console", reason="ask the agent"
    )
    assert (appealed.state, again.state) == (State.APPEALED, State.QUEUED)
    assert (await queue.show(supervisor, report.reference)).next_step is NextStep.DECIDE


async def test_another_district_does_not_see_it(queue: Queue, file: File, hire: Hire) -> None:
    report, other = await told(file), await hire("other", Role.SUPERVISOR, ("1704",))
    with pytest.raises(Unknown):
        await queue.show(other, report.reference)
    assert (await queue.lists.page(other, Filter(states=OPEN))).requests == ()
