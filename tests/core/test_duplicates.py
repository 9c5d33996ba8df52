"""Likely duplicates are shown with why, joined by a person with a reason, and parted again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import pytest
import pytest_asyncio

from core import chance
from core.acts import Act
from core.clock import FixedClock
from core.consents import Consent, version_of
from core.counter import CounterFiling
from core.duplicates import Likeness
from core.keyring import KeyRing
from core.notices import NoticeKind
from core.officers import Officer
from core.outbox import Outbox
from core.people import People
from core.queue import Queue
from core.requests.errors import (
    FactNeeded,
    NotAllowed,
    OpenAlready,
    ReasonNeeded,
    RequestError,
    Stale,
    Unknown,
)
from core.requests.facts import Facts
from core.requests.household import Requests
from core.requests.request import Contact, HelperRole, Identity, Request, StepKind
from core.requests.states import State
from core.roles import Role
from tests.core.conftest import File, Hire, MakeFiling
from tests.core.statements import statements

READ = "Do you agree?"
VILLAGE = "12010101"

Counter: TypeAlias = Callable[..., Awaitable[Request]]


@pytest_asyncio.fixture
async def sok(hire: Hire) -> Officer:
    return await hire("sok")


@pytest.fixture
def counter(queue: Queue, sok: Officer, clock: FixedClock) -> Counter:
    """Files at the counter for somebody without a phone."""

    async def do(name: str | None = None, **given: Any) -> Request:
        told = {key: given.pop(key, None) for key in ("card", "id_number", "helper_name")}
        identity = Identity(name, **told)
        consent = Consent("request", version_of(READ), READ, "en", "counter", clock.now())
        form = {
            "form": chance.identifier(),
            "phone": None,
            "own": True,
            "commune": "120101",
            "contact": Contact.NONE,
            "consent": consent,
            "language": "km",
            "identity": identity,
        }
        return (await queue.counter.file(sok, CounterFiling(**{**form, **given}))).request

    return do


async def candidates(queue: Queue, officer: Officer, request: Request) -> dict[str, set[Likeness]]:
    found = await queue.duplicates.of(officer, request.reference)
    return {candidate.request.id: set(candidate.why) for candidate in found}


async def join(queue: Queue, officer: Officer, ending: Request, kept: Request) -> Request:
    return await queue.do(
        officer,
        ending.reference,
        Act.MERGE,
        channel="console",
        reason="the same family",
        facts=Facts(kept=kept.reference),
    )


async def end(queue: Queue, officer: Officer, ending: Request, kept: Request, reason: str) -> Request:
    """The same as to `join`, by the state it leads to."""
    facts = Facts(kept=kept.reference)
    return await queue.move(
        officer, ending.reference, State.DUPLICATE, channel="console", reason=reason, facts=facts
    )


async def transfer(queue: Queue, officer: Officer, request: Request) -> Request:
    facts = Facts(commune="120109")
    return await queue.move(
        officer, request.reference, State.TRANSFERRED, channel="console", reason="they moved", facts=facts
    )


async def part(queue: Queue, officer: Officer, request: Request) -> Request:
    return await queue.do(officer, request.reference, Act.UNMERGE, channel="console", reason="two families")


async def test_a_name_is_known_again_however_its_signs_were_typed(
    queue: Queue, counter: Counter, sok: Officer
) -> None:
    first = await counter("សុខ កណ្ដាល", village=VILLAGE)
    same = await counter("សុខកណ្តាល\u200b", village=VILLAGE)
    nearby = await counter("សុខ កណ្តាល")
    await counter("សុខ ដារ៉ា", village=VILLAGE)
    assert await candidates(queue, sok, first) == {
        same.id: {Likeness.NAME_IN_VILLAGE},
        nearby.id: {Likeness.NAME_IN_COMMUNE},
    }


async def test_another_kind_of_the_same_household_is_no_duplicate(
    queue: Queue, counter: Counter, sok: Officer
) -> None:
    asked = await counter("Dara", card="1234", village=VILLAGE)
    lost = await counter("Dara", card="1234", village=VILLAGE, kind="lost_card")
    assert await candidates(queue, sok, asked) == {}
    with pytest.raises(FactNeeded, match="kept"):
        await join(queue, sok, lost, asked)


async def test_a_card_and_an_id_are_known_again_and_the_likeliest_comes_first(
    queue: Queue, counter: Counter, sok: Officer
) -> None:
    first = await counter("Dara", card="AB-12 34", id_number="០១២៣")
    by_card = await counter("Sophea", card="ab1234")
    by_all = await counter("Dara", card="AB1234", id_number="0123")
    found = await queue.duplicates.of(sok, first.reference)
    assert [one.request.id for one in found] == [by_all.id, by_card.id]
    assert found[0].why == {Likeness.CARD, Likeness.ID_NUMBER, Likeness.NAME_IN_COMMUNE}
    assert found[1].why == {Likeness.CARD}


async def test_a_phone_is_a_reason_but_two_that_a_helper_helps_are_not(
    queue: Queue, requests: Requests, people: People, filing: MakeFiling, sok: Officer
) -> None:
    person = await people.remember("+85512345678", "km")
    own = (await requests.submit(filing(person))).request
    helped = [(await requests.submit(filing(person, own=False))).request for _ in range(2)]
    assert await candidates(queue, sok, own) == {one.id: {Likeness.PHONE} for one in helped}
    assert await candidates(queue, sok, helped[0]) == {own.id: {Likeness.PHONE}}


async def test_nothing_outside_the_area_is_a_candidate_and_a_transfer_takes_the_name_along(
    queue: Queue, counter: Counter, sok: Officer, hire: Hire
) -> None:
    first = await counter("Dara")
    second = await counter("Dara")
    wide = await hire("wide", Role.SUPERVISOR, ("12", "17"))
    await transfer(queue, sok, second)
    assert await candidates(queue, sok, first) == {}
    assert await candidates(queue, wide, first) == {}
    await transfer(queue, wide, first)
    assert await candidates(queue, wide, first) == {second.id: {Likeness.NAME_IN_COMMUNE}}


async def test_marks_outlive_the_rotation_of_their_key(
    queue: Queue, counter: Counter, sok: Officer, ring: KeyRing
) -> None:
    first = await counter("Dara")
    ring.rotate("lookup")
    second = await counter("Dara")
    assert await candidates(queue, sok, second) == {first.id: {Likeness.NAME_IN_COMMUNE}}
    assert await candidates(queue, sok, first) == {second.id: {Likeness.NAME_IN_COMMUNE}}


async def test_joined_it_ends_points_at_what_is_kept_and_both_stories_tell(
    queue: Queue, requests: Requests, file: File, sok: Officer, outbox: Outbox
) -> None:
    ending, kept = await file(), await file()
    joined = await join(queue, sok, ending, kept)
    assert (joined.state, joined.duplicate_of, joined.ended) == (State.DUPLICATE, kept.id, True)
    assert await candidates(queue, sok, kept) == {ending.id: set()}
    last = (await queue.show(sok, kept.reference)).steps[-1]
    assert (last.kind, last.facts) == (StepKind.JOINED, {"other": ending.id})
    assert NoticeKind.REQUEST_ENDED in [note.kind for note in await outbox.inbox(ending.person_id)]
    assert all(request.ended for request in await requests.of(ending.person_id))


async def test_many_that_look_alike_cost_no_more_questions_than_few(
    queue: Queue, counter: Counter, sok: Officer
) -> None:
    first = await counter("Dara", card="AB1")
    asked = []
    for _ in range(2):
        await counter("Dara", card="AB1")
        with statements() as sent:
            found = await queue.duplicates.of(sok, first.reference)
        asked.append(len(sent))
    assert len(found) == 2
    assert all(candidate.may_end for candidate in found)
    assert asked[0] == asked[1] > 0


async def test_who_may_not_end_a_candidate_is_told_so(
    queue: Queue, counter: Counter, sok: Officer, hire: Hire
) -> None:
    first, _ = await counter("Dara"), await counter("Dara")
    viewer = await hire("reviewer", Role.PDOP_REVIEWER, ("12",))
    assert [one.may_end for one in await queue.duplicates.of(viewer, first.reference)] == [False]


async def test_parted_it_stands_where_it_stood(
    queue: Queue, file: File, sok: Officer, clock: FixedClock
) -> None:
    waiting, kept = await file(), await file()
    held = await queue.take(sok, (await file()).reference, channel="console")
    for before in (waiting, held):
        await join(queue, sok, before, kept)
        clock.advance(hours=3)
        after = await part(queue, sok, before)
        assert (after.state, after.holder, after.queued_at, after.duplicate_of) == (
            before.state,
            before.holder,
            before.queued_at,
            None,
        )
    assert [s.kind for s in (await queue.show(sok, kept.reference)).steps[-2:]] == [
        StepKind.JOINED,
        StepKind.PARTED,
    ]
    assert await candidates(queue, sok, kept) == {}


async def test_what_the_household_filed_meanwhile_is_in_the_way_of_parting(
    queue: Queue, requests: Requests, people: People, file: File, filing: MakeFiling, sok: Officer
) -> None:
    ending, kept = await file(), await file()
    await join(queue, sok, ending, kept)
    phone = await people.phone_of(ending.person_id)
    await requests.submit(filing(await people.remember(phone)))
    with pytest.raises(OpenAlready):
        await part(queue, sok, ending)


async def test_a_duplicate_is_joined_to_another_open_one_that_is_there_and_with_a_reason(
    queue: Queue, requests: Requests, file: File, sok: Officer
) -> None:
    ending, ended, elsewhere = await file(), await file(), await file(commune="170404")
    await requests.withdraw(ended.person_id, ended.id, channel="ussd", version=ended.version)
    for wrong in (ending, ended, elsewhere):
        with pytest.raises(FactNeeded, match="kept_needed"):
            await join(queue, sok, ending, wrong)
        with pytest.raises(FactNeeded, match="kept_needed"):
            await end(queue, sok, ending, wrong, reason="same")
    kept = await file()
    with pytest.raises(ReasonNeeded):
        await end(queue, sok, ending, kept, reason=" ")
    with pytest.raises(Unknown):
        await join(queue, sok, elsewhere, kept)


async def test_the_household_does_not_open_a_duplicate_again(
    queue: Queue, requests: Requests, file: File, sok: Officer
) -> None:
    ending, kept = await file(), await file()
    joined = await join(queue, sok, ending, kept)
    with pytest.raises(NotAllowed):
        await requests.move(
            ending.person_id, ending.id, State.QUEUED, channel="ussd", version=joined.version, reason="no"
        )


async def test_two_that_are_joined_to_each_other_at_once_do_not_both_end(
    queue: Queue, file: File, sok: Officer, hire: Hire
) -> None:
    chan = await hire("chan")
    for _ in range(10):
        one, other = await file(), await file()
        done = await asyncio.gather(
            join(queue, sok, one, other), join(queue, chan, other, one), return_exceptions=True
        )
        assert [isinstance(result, Request) for result in done].count(True) == 1
        assert all(isinstance(result, Request | RequestError) for result in done)


async def test_what_another_saw_before_it_was_joined_is_stale(queue: Queue, file: File, sok: Officer) -> None:
    ending, kept = await file(), await file()
    await join(queue, sok, ending, kept)
    for seen in (ending, kept):
        with pytest.raises(Stale):
            await queue.take(sok, seen.reference, channel="console", version=seen.version)


async def test_a_neighbours_helper_role_is_kept(queue: Queue, counter: Counter, sok: Officer) -> None:
    helped = await counter("Dara", own=False, helper_role=HelperRole.RELATIVE, helper_name="Sok")
    assert (await queue.show(sok, helped.reference)).request.helper_role is HelperRole.RELATIVE


async def test_beside_its_dossier_lies_what_each_tells_alone(
    queue: Queue, counter: Counter, hire: Hire, sok: Officer
) -> None:
    first, alike = await counter("សុខ ចាន់ថា", card="KP-1"), await counter("សុខ ចាន់ថា")
    chan = await hire("chan")
    unheld = await queue.docket(sok, first.reference)
    assert unheld.dossier == await queue.show(sok, first.reference)
    assert unheld.reach == await queue.reaching.of(sok, first.reference)
    assert [each.request.id for each in unheld.alike] == [alike.id]
    assert list(unheld.alike) == await queue.duplicates.of(sok, first.reference)
    assert unheld.colleagues == ()
    await queue.take(sok, first.reference, channel="console", reason="DEMO")
    held = await queue.docket(sok, first.reference)
    assert {each.id for each in held.colleagues} == {sok.id, chan.id}
    assert held.colleagues == await queue.colleagues(sok, first.reference)
