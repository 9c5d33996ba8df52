"""The commune's one-time code: for one phone, one household, once; and the PINs that come of it."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import FixedClock
from core.database import Database
from core.disclosure import Disclosure, Glance, NotGiven, PinSet, Waiting, WeakPin, Whole
from core.disclosure.answers import Wait
from core.disclosure.issuing import NoSuchHousehold, TooManyCodes
from core.disclosure.pin_codes import IssuedCode
from core.disclosure.pin_rules import Weakness
from core.officers import Officer
from core.registry.port import RegistryUnavailable
from core.requests.errors import Unknown
from core.roles import Role
from core.tables import officers, pin_codes
from tests.core.behind_locks import waits_or_is_done
from tests.core.conftest import Hire
from tests.core.disclosure.conftest import (
    CARD,
    PHONE,
    PIN,
    Audited,
    Call,
    Caller,
    FakeRegistry,
    another,
)

NEW_PHONE = "+85516111222"


async def test_a_code_sets_a_pin_once(household: Caller, disclosure: Disclosure, officer: Officer) -> None:
    code = await disclosure.issuing.issue(officer, PHONE, CARD)
    assert await household.set_pin(code.shown) == PinSet()
    assert await household.set_pin(code.shown, "7315") == NotGiven()
    assert isinstance(await household.look(pin=PIN), Whole)


async def test_a_code_may_be_typed_in_khmer_digits(
    household: Caller, disclosure: Disclosure, officer: Officer
) -> None:
    code = await disclosure.issuing.issue(officer, PHONE, CARD)
    khmer = "".join(chr(0x17E0 + int(digit)) for digit in code.bare)
    assert await household.set_pin(khmer, "៤៨១៧") == PinSet()
    assert isinstance(await household.look(pin=PIN), Whole)


async def test_of_two_who_take_a_code_at_once_one_does(
    household: Caller, disclosure: Disclosure, officer: Officer
) -> None:
    code = await disclosure.issuing.issue(officer, PHONE, CARD)
    answers = await asyncio.gather(*(household.set_pin(code.bare, pin) for pin in ("4817", "7315", "9026")))
    assert sorted(type(each).__name__ for each in answers) == ["NotGiven", "NotGiven", "PinSet"]


async def test_a_code_of_another_phone_is_worth_nothing_here(
    call: Call, household: Caller, disclosure: Disclosure, officer: Officer
) -> None:
    code = await disclosure.issuing.issue(officer, PHONE, CARD)
    stranger = await call(NEW_PHONE)
    assert await stranger.set_pin(code.bare) == NotGiven()
    assert await household.set_pin(code.bare) == PinSet()


async def test_a_code_is_over_after_three_days(
    household: Caller, disclosure: Disclosure, officer: Officer, clock: FixedClock, database: Database
) -> None:
    code = await disclosure.issuing.issue(officer, PHONE, CARD)
    assert code.until == clock.now() + disclosure.limits.code_lasts
    clock.advance(hours=72)
    assert await household.set_pin(code.bare) == NotGiven()
    await disclosure.purge()
    count = select(func.count()).select_from(pin_codes)
    assert await database.read(lambda connection: connection.scalar(count)) == 0


async def test_a_new_code_ends_the_one_before(
    household: Caller, disclosure: Disclosure, officer: Officer
) -> None:
    first = await disclosure.issuing.issue(officer, PHONE, CARD)
    second = await disclosure.issuing.issue(officer, PHONE, CARD)
    assert await household.set_pin(first.bare) == NotGiven()
    assert await household.set_pin(second.bare) == PinSet()


async def test_no_code_is_as_wrong_as_a_wrong_one(call: Call, disclosure: Disclosure) -> None:
    nobody = await call(NEW_PHONE)
    assert [await nobody.set_pin(code) for code in ("00000000", "", "x", "\ud800")] == [NotGiven()] * 4


async def test_codes_are_guessed_five_times_an_hour(household: Caller) -> None:
    for number in range(5):
        assert await household.set_pin(f"0000000{number}") == NotGiven()
    held = await household.set_pin("00000009")
    assert isinstance(held, Wait)
    assert held.what is Waiting.CODES


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("481", Weakness.FORM),
        ("4817000", Weakness.FORM),
        ("48a7", Weakness.FORM),
        ("0000", Weakness.COMMON),
        ("1234", Weakness.COMMON),
        ("654321", Weakness.COMMON),
        ("7878", Weakness.COMMON),
        ("1985", Weakness.COMMON),
        ("5678", Weakness.COMMON),
        ("4321", Weakness.COMMON),
        ("345678", Weakness.COMMON),
        ("2580", Weakness.COMMON),
        ("0852", Weakness.COMMON),
        ("1470", Weakness.COMMON),
        ("3690", Weakness.COMMON),
        ("0963", Weakness.COMMON),
        ("1397", Weakness.COMMON),
        ("147258", Weakness.COMMON),
        ("147852", Weakness.COMMON),
        ("2468", Weakness.COMMON),
        ("1122", Weakness.COMMON),
        ("998877", Weakness.COMMON),
        ("481481", Weakness.COMMON),
        ("994321", Weakness.KNOWN),
    ],
)
async def test_a_pin_that_is_soon_guessed_is_not_taken_and_the_code_stays_good(
    household: Caller, disclosure: Disclosure, officer: Officer, pin: str, why: Weakness
) -> None:
    code = await disclosure.issuing.issue(officer, PHONE, CARD)
    assert await household.set_pin(code.bare, pin) == WeakPin(why)
    assert await household.set_pin(code.bare, "4817") == PinSet()


async def test_the_end_of_ones_phone_number_is_no_pin(
    call: Call, disclosure: Disclosure, officer: Officer
) -> None:
    caller = await call("+85512340917")
    code = await disclosure.issuing.issue(officer, caller.phone, CARD)
    assert await caller.set_pin(code.bare, "0917") == WeakPin(Weakness.KNOWN)


async def test_a_pin_is_changed_by_who_knows_it(with_pin: Caller) -> None:
    assert await with_pin.change_pin("4818", "7315") == NotGiven()
    assert await with_pin.change_pin(PIN, "1234") == WeakPin(Weakness.COMMON)
    assert await with_pin.change_pin(PIN, "7315") == PinSet()
    assert await with_pin.look(pin=PIN) == NotGiven()
    assert isinstance(await with_pin.look(pin="7315"), Whole)


async def test_who_has_no_pin_changes_none(household: Caller) -> None:
    assert await household.change_pin(PIN, "7315") == NotGiven()
    assert await household.change_pin("", "7315") == NotGiven()


async def test_of_two_changes_at_once_one_counts(with_pin: Caller) -> None:
    answers = await asyncio.gather(with_pin.change_pin(PIN, "7315"), with_pin.change_pin(PIN, "9026"))
    assert sorted(type(each).__name__ for each in answers) == ["NotGiven", "PinSet"]
    right = [pin for pin in ("7315", "9026") if isinstance(await with_pin.look(pin=pin), Whole)]
    assert len(right) == 1


async def test_a_lost_phone_is_shut_out_with_the_code_for_the_new_one(
    call: Call, with_pin: Caller, disclosure: Disclosure, officer: Officer, audited: Audited
) -> None:
    new = await call(NEW_PHONE)
    open_code = await disclosure.issuing.issue(officer, "+85516333444", CARD)
    code = await disclosure.issuing.issue(officer, NEW_PHONE, CARD, lost=True)
    assert await with_pin.look(pin=PIN) == NotGiven()
    assert await (await call("+85516333444")).set_pin(open_code.bare) == NotGiven()
    assert await new.set_pin(code.bare) == PinSet()
    assert isinstance(await new.look(pin=PIN), Whole)
    ended = [entry for entry in await audited() if entry[0] == "officer:person:pin_ended"]
    assert ("officer:person:pin_ended", officer.id, with_pin.person.id) in ended
    assert len(ended) == 2


async def test_a_phone_that_no_registry_knows_is_bound_to_the_card_by_the_code(
    call: Call, household: Caller, disclosure: Disclosure, officer: Officer
) -> None:
    new, code = await call(NEW_PHONE), await disclosure.issuing.issue(officer, NEW_PHONE, CARD)
    assert await new.look() == NotGiven()
    assert await new.set_pin(code.bare) == PinSet()
    glance = await new.look()
    assert isinstance(glance, Glance)
    assert glance.has_pin
    assert isinstance(await new.look(pin=PIN), Whole)


async def test_who_guessed_at_their_card_begins_anew_with_a_code(
    call: Call, household: Caller, disclosure: Disclosure, officer: Officer
) -> None:
    new, code = await call(NEW_PHONE), await disclosure.issuing.issue(officer, NEW_PHONE, CARD)
    for end in ("0001", "0002", "0003", "0003", "0003"):
        assert await new.look(end) == NotGiven()
    assert isinstance(await new.look(), Wait)
    assert await new.set_pin(code.bare) == PinSet()
    assert isinstance(await new.look(), Glance)


async def test_a_second_phone_of_the_household_leaves_the_first_its_pin(
    call: Call, with_pin: Caller, disclosure: Disclosure, officer: Officer
) -> None:
    second = await call(NEW_PHONE)
    await second.set_pin((await disclosure.issuing.issue(officer, NEW_PHONE, CARD)).bare, "7315")
    assert isinstance(await second.look(pin="7315"), Whole)
    assert await second.look(pin=PIN) == NotGiven()
    assert isinstance(await with_pin.look(pin=PIN), Whole)


@pytest.mark.parametrize(
    "role", [Role.VERIFIER, Role.PDOP_REVIEWER, Role.MINISTRY_VIEWER, Role.ADMINISTRATOR]
)
async def test_codes_are_issued_by_the_commune_and_its_supervisor(
    disclosure: Disclosure, hire: Hire, role: Role
) -> None:
    other = await hire("other", role, ("12",))
    with pytest.raises(Unknown):
        await disclosure.issuing.issue(other, PHONE, CARD)
    supervisor = await hire("above", Role.SUPERVISOR, ("1201",))
    assert len((await disclosure.issuing.issue(supervisor, PHONE, CARD)).bare) == 8


async def test_another_areas_household_is_to_an_officer_as_none_at_all(
    disclosure: Disclosure, officer: Officer, registry: FakeRegistry
) -> None:
    registry.add(another(777777, commune="170404"))
    for card in ("KP00777777", "KP00888888", "", "\x00"):
        with pytest.raises(NoSuchHousehold):
            await disclosure.issuing.issue(officer, PHONE, card)


async def test_an_officer_tries_a_set_number_of_cards(disclosure: Disclosure, officer: Officer) -> None:
    for number in range(20):
        with pytest.raises(NoSuchHousehold):
            await disclosure.issuing.issue(officer, PHONE, f"KP99{number:06}")
    with pytest.raises(TooManyCodes):
        await disclosure.issuing.issue(officer, PHONE, CARD)


async def test_without_the_registry_no_code_is_issued(
    disclosure: Disclosure, officer: Officer, registry: FakeRegistry
) -> None:
    registry.away = True
    with pytest.raises(RegistryUnavailable):
        await disclosure.issuing.issue(officer, PHONE, CARD)


async def test_what_is_done_is_written_down_with_it(
    with_pin: Caller, officer: Officer, audited: Audited
) -> None:
    await with_pin.change_pin(PIN, "7315")
    person = with_pin.person.id
    assert await audited() == [
        ("officer:person:pin_code_issued", officer.id, person),
        ("person:person:pin_set", person, person),
        ("person:person:pin_changed", person, person),
    ]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("household")
async def test_who_is_shut_out_at_that_moment_makes_none(
    database_url: str, database: Database, disclosure: Disclosure, officer: Officer
) -> None:
    async def shut_out(connection: AsyncConnection) -> asyncio.Future[IssuedCode]:
        theirs = officers.update().where(officers.c.id == officer.id)
        await connection.execute(theirs.values(active=False))
        issuing = asyncio.ensure_future(disclosure.issuing.issue(officer, PHONE, CARD))
        await waits_or_is_done(issuing, database_url)
        return issuing

    with pytest.raises(Unknown):
        await (await database.write(shut_out))
