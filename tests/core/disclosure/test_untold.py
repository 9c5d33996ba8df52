"""That a code was made, and its phone did not hear, is seen by whoever else could see to it."""

from __future__ import annotations

import pytest
import pytest_asyncio

from core.audit.entry import Act
from core.carriers import Carrier
from core.clock import FixedClock
from core.disclosure import Disclosure
from core.disclosure.untold import NothingToTell, NoWayToTell, Untold
from core.officers import Officer
from core.outbox import Notice, Outbox, Status
from core.requests.errors import Unknown
from core.requests.household import Requests
from core.requests.request import Contact
from core.roles import Role
from tests.core.conftest import Hire, MakeFiling
from tests.core.disclosure.conftest import CARD, COMMUNE, PHONE, Audited, Caller


@pytest.fixture
def untold(disclosure: Disclosure) -> Untold:
    return disclosure.untold


@pytest_asyncio.fixture
async def colleague(hire: Hire) -> Officer:
    """Another officer of the commune."""
    return await hire("chan")


async def lost(outbox: Outbox, status: Status = Status.FAILED) -> Notice:
    """The one text that waits does not arrive."""
    (notice,) = await outbox.take(Carrier.SMS)
    await outbox.settle(notice, status, fault="absent")
    return notice


@pytest_asyncio.fixture
async def failed(household: Caller, disclosure: Disclosure, officer: Officer, outbox: Outbox) -> Notice:
    """That a code was made did not reach the household's phone."""
    await disclosure.issuing.issue(officer, PHONE, CARD)
    return await lost(outbox)


async def test_it_is_listed_for_the_commune_with_the_end_of_the_number(
    untold: Untold, officer: Officer, colleague: Officer, failed: Notice
) -> None:
    for reader, may in ((officer, False), (colleague, True)):
        (row,) = await untold.listed(reader)
        assert (row.id, row.commune, row.fault, row.sets_aside) == (failed.id, COMMUNE, "absent", may)
        assert row.phone == f"***{PHONE[-3:]}"


async def test_one_that_only_may_have_gone_is_listed_too(
    household: Caller, disclosure: Disclosure, untold: Untold, officer: Officer, outbox: Outbox
) -> None:
    await disclosure.issuing.issue(officer, PHONE, CARD)
    assert await untold.listed(officer) == []
    await lost(outbox, Status.MAYBE_SENT)
    assert [row.status for row in await untold.listed(officer)] == [Status.MAYBE_SENT]


@pytest.mark.parametrize(
    ("role", "area", "sees"),
    [
        (Role.SUPERVISOR, "12", True),
        (Role.SUPERVISOR, "17", False),
        (Role.COMMUNE_OFFICER, "170404", False),
    ],
)
async def test_those_above_see_it_and_nobody_of_elsewhere(
    untold: Untold, hire: Hire, failed: Notice, role: Role, area: str, sees: bool
) -> None:
    reader = await hire("reader", role, (area,))
    assert [each.id for each in await untold.listed(reader)] == [failed.id] * sees
    if not sees:
        for way in (untold.send_again, untold.set_aside):
            with pytest.raises(Unknown):
                await way(reader, failed.id)


async def test_who_issues_no_codes_has_no_such_list(untold: Untold, hire: Hire, failed: Notice) -> None:
    reviewer = await hire("reviewer", Role.PDOP_REVIEWER, ("12",))
    with pytest.raises(Unknown):
        await untold.listed(reviewer)
    with pytest.raises(Unknown):
        await untold.send_again(reviewer, failed.id)


async def test_sent_again_it_goes_once_and_the_audit_says_who_did_it(
    untold: Untold, officer: Officer, failed: Notice, outbox: Outbox, audited: Audited
) -> None:
    await untold.send_again(officer, failed.id)
    assert await untold.listed(officer) == []
    with pytest.raises(NothingToTell):
        await untold.send_again(officer, failed.id)
    (again,) = await outbox.take(Carrier.SMS)
    assert (again.id, again.round) == (failed.id, 1)
    seen = (Act.OFFICER_PERSON_NOTICE_SENT_AGAIN, officer.id, failed.person_id)
    assert (await audited())[-1] == seen


async def test_a_colleague_sets_it_aside_who_made_the_code_does_not(
    untold: Untold, officer: Officer, colleague: Officer, failed: Notice, audited: Audited
) -> None:
    with pytest.raises(Unknown):
        await untold.set_aside(officer, failed.id)
    await untold.set_aside(colleague, failed.id)
    assert await untold.listed(officer) == await untold.listed(colleague) == []
    with pytest.raises(NothingToTell):
        await untold.set_aside(colleague, failed.id)
    seen = (Act.OFFICER_PERSON_NOTICE_SET_ASIDE, colleague.id, failed.person_id)
    assert (await audited())[-1] == seen


async def test_a_code_that_a_second_officer_makes_meanwhile_is_told_of_by_itself(
    household: Caller, disclosure: Disclosure, officer: Officer, colleague: Officer, outbox: Outbox
) -> None:
    for each in (officer, colleague):
        await disclosure.issuing.issue(each, PHONE, CARD)
    assert len(await outbox.take(Carrier.SMS)) == 2


async def test_a_later_word_that_went_makes_up_for_it(
    disclosure: Disclosure,
    untold: Untold,
    officer: Officer,
    failed: Notice,
    outbox: Outbox,
    clock: FixedClock,
) -> None:
    clock.advance(minutes=1)
    await disclosure.issuing.issue(officer, PHONE, CARD)
    (later,) = await outbox.take(Carrier.SMS)
    await outbox.settle(later, Status.SENT)
    assert await untold.listed(officer) == []
    with pytest.raises(NothingToTell):
        await untold.send_again(officer, failed.id)


async def test_it_is_not_sent_again_to_who_said_meanwhile_that_texts_are_not_safe(
    household: Caller,
    untold: Untold,
    officer: Officer,
    failed: Notice,
    requests: Requests,
    filing: MakeFiling,
) -> None:
    await requests.submit(filing(household.person, contact=Contact.CALL_ONLY))
    with pytest.raises(NoWayToTell):
        await untold.send_again(officer, failed.id)


@pytest.mark.parametrize("wrong", ["", "x", "0" * 32, "ffffffffffffffffffffffffffffffff"])
@pytest.mark.usefixtures("failed")
async def test_what_is_not_there_is_unknown(untold: Untold, officer: Officer, wrong: str) -> None:
    with pytest.raises(Unknown):
        await untold.send_again(officer, wrong)


async def test_a_notice_of_a_request_is_not_reached_this_way(
    household: Caller,
    untold: Untold,
    officer: Officer,
    outbox: Outbox,
    requests: Requests,
    filing: MakeFiling,
) -> None:
    await requests.submit(filing(household.person))
    receipt = await lost(outbox)
    assert await untold.listed(officer) == []
    with pytest.raises(Unknown):
        await untold.send_again(officer, receipt.id)


@pytest.mark.parametrize("before", [True, False])
async def test_a_code_for_who_takes_no_texts_is_told_by_a_colleague(
    household: Caller,
    disclosure: Disclosure,
    untold: Untold,
    officer: Officer,
    colleague: Officer,
    requests: Requests,
    filing: MakeFiling,
    before: bool,
) -> None:
    no_texts = filing(household.person, contact=Contact.CALL_ONLY)
    if before:
        await requests.submit(no_texts)
    for _ in range(2):
        await disclosure.issuing.issue(officer, PHONE, CARD)
    if not before:
        await requests.submit(no_texts)
    (row,) = await untold.listed(officer)
    assert (row.status, row.sets_aside) == (Status.RECALLED, False)
    with pytest.raises(NoWayToTell):
        await untold.send_again(officer, row.id)
    await untold.set_aside(colleague, row.id)
    assert await untold.listed(colleague) == []
    await disclosure.issuing.issue(officer, PHONE, CARD)
    assert len(await untold.listed(colleague)) == 1
