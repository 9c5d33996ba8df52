"""How PINs are kept: what keys do, what a copied row is worth, what goes when somebody is forgotten."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select, update

from core.accounts.passwords import Passwords, TooBusy
from core.clock import FixedClock
from core.database import Database
from core.disclosure import Disclosure, Glance, NotGiven, NotNow, PinSet, Whole
from core.disclosure.gate import Gate
from core.erasure import Forgetting
from core.keyring import KeyRing
from core.officers import Officer
from core.requests.household import Requests
from core.requests.storing import Store
from core.tables import asked_cards, metadata, pin_codes, pins
from core.unavailable import StoreUnavailable
from tests.core.conftest import MakeFiling
from tests.core.disclosure.conftest import CARD, PHONE, PIN, Call, Caller, FakeRegistry, another


async def rows(database: Database) -> list[dict[str, Any]]:
    found = await database.read(lambda connection: connection.execute(select(pins).order_by(pins.c.set_at)))
    return [dict(row._mapping) for row in found]


async def test_a_rotated_pepper_leaves_pins_good_and_takes_them_over_one_by_one(
    with_pin: Caller, ring: KeyRing, database: Database
) -> None:
    ring.rotate("pin")
    assert await with_pin.look(pin="9026") == NotGiven()
    assert (await rows(database))[0]["pepper_version"] == 1
    assert isinstance(await with_pin.look(pin=PIN), Whole)
    assert (await rows(database))[0]["pepper_version"] == 2
    ring.retire("pin", 1)
    assert isinstance(await with_pin.look(pin=PIN), Whole)
    assert await with_pin.look(pin="9026") == NotGiven()


async def test_a_pin_under_a_retired_pepper_is_set_anew_with_a_code(
    with_pin: Caller, ring: KeyRing, disclosure: Disclosure, officer: Officer
) -> None:
    ring.rotate("pin")
    ring.retire("pin", 1)
    assert await with_pin.look(pin=PIN) == NotGiven()
    code = await disclosure.issuing.issue(officer, PHONE, CARD)
    assert await with_pin.set_pin(code.bare) == PinSet()
    assert isinstance(await with_pin.look(pin=PIN), Whole)


@pytest.mark.parametrize("purpose", ["lookup", "sealing"])
async def test_other_keys_rotate_without_losing_a_pin(
    with_pin: Caller, ring: KeyRing, database: Database, purpose: str, people: Any
) -> None:
    ring.rotate(purpose)
    await people.remember(PHONE)
    assert isinstance(await with_pin.look(pin=PIN), Whole)
    if purpose == "lookup":
        ring.retire("lookup", 1)
        assert isinstance(await with_pin.look(pin=PIN), Whole)


async def test_after_rotating_a_household_has_one_pin_for_a_phone_and_no_second(
    with_pin: Caller, ring: KeyRing, database: Database, disclosure: Disclosure, officer: Officer
) -> None:
    ring.rotate("lookup")
    code = await disclosure.issuing.issue(officer, PHONE, CARD)
    assert await with_pin.set_pin(code.bare, "7315") == PinSet()
    assert len(await rows(database)) == 1
    assert await with_pin.look(pin=PIN) == NotGiven()


async def test_a_hash_that_is_copied_into_anothers_row_opens_nothing(
    with_pin: Caller,
    call: Call,
    database: Database,
    disclosure: Disclosure,
    officer: Officer,
    registry: FakeRegistry,
) -> None:
    registry.add(another(777777), "+85516111222")
    thief = await call("+85516111222")
    await thief.set_pin((await disclosure.issuing.issue(officer, thief.phone, "KP00777777")).bare, "9026")
    victims, thiefs = await rows(database)
    for values in ({"pin_hash": thiefs["pin_hash"]}, {"person_id": thief.person.id}):
        change = update(pins).where(pins.c.id == victims["id"]).values(**values)
        await database.write(lambda connection, change=change: connection.execute(change))  # type: ignore[misc]
    assert await thief.look(pin="9026") == NotGiven()


async def test_a_renewed_card_keeps_the_pin(with_pin: Caller, registry: FakeRegistry) -> None:
    household = registry.by_number.pop("KP00124321")
    registry.add(another(125555, id=household.id))
    assert isinstance(await with_pin.look("5555", PIN), Whole)


async def test_a_new_number_of_the_card_is_learnt_where_the_registry_does_not_know_the_phone(
    call: Call, disclosure: Disclosure, officer: Officer, registry: FakeRegistry
) -> None:
    new = await call("+85516111222")
    await new.set_pin((await disclosure.issuing.issue(officer, new.phone, CARD)).bare)
    household = registry.by_number.pop("KP00124321")
    assert await new.look("5555", PIN) == NotGiven()
    registry.add(another(125555, id=household.id), new.phone)
    assert isinstance(await new.look("5555", PIN), Whole)
    registry.phones.clear()
    assert isinstance(await new.look("5555", PIN), Whole)


async def test_nothing_of_it_stands_in_clear(with_pin: Caller, database: Database) -> None:
    await with_pin.look("9999")
    told = ""
    for table in metadata.sorted_tables:
        found = await database.read(lambda connection, table=table: connection.execute(select(table)))  # type: ignore[misc]
        told += "".join(str(tuple(row)) for row in found)
    for secret in (PIN, "KP0012", "4321", "9999", PHONE, "h-1"):
        assert f"'{secret}" not in told
        assert f"'{secret.encode()!r}" not in told


async def test_who_is_forgotten_has_no_pin_and_no_code(
    with_pin: Caller, database: Database, store: Store, disclosure: Disclosure, officer: Officer
) -> None:
    await disclosure.issuing.issue(officer, PHONE, CARD)
    forgetting = Forgetting(database, store)
    plan = await forgetting.plan(with_pin.person.id)
    await forgetting.erase(with_pin.person.id, plan.told)
    for table in (pins, pin_codes):
        count = select(func.count()).select_from(table)
        assert await database.read(lambda connection, count=count: connection.scalar(count)) == 0  # type: ignore[misc]


async def test_cards_asked_for_are_forgotten_after_a_month(
    household: Caller, disclosure: Disclosure, database: Database, clock: FixedClock
) -> None:
    await household.look("9999")
    clock.advance(days=30)
    await disclosure.purge()
    count = select(func.count()).select_from(asked_cards)
    assert await database.read(lambda connection: connection.scalar(count)) == 0


async def test_where_nothing_can_be_counted_nothing_is_shown_and_requests_are_still_filed(
    with_pin: Caller,
    registry: FakeRegistry,
    requests: Requests,
    filing: MakeFiling,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def down(*_: object, **__: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr(Gate, "_judged", down)
    registry.asked.clear()
    assert await with_pin.look() == NotNow()
    assert await with_pin.look(pin=PIN) == NotNow()
    assert await with_pin.set_pin("00000000") == NotNow()
    assert await with_pin.change_pin(PIN, "7315") == NotNow()
    assert registry.asked == []
    assert (await requests.submit(filing(with_pin.person))).request.reference


async def test_with_too_many_pins_to_compare_none_is_judged_and_none_counts(
    with_pin: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: object) -> bool:
        raise TooBusy

    with monkeypatch.context() as patched:
        patched.setattr(Passwords, "_in_thread", busy)
        assert [await with_pin.look(pin=PIN) for _ in range(8)] == [NotNow()] * 8
        assert isinstance(await with_pin.look(), Glance)
    assert isinstance(await with_pin.look(pin=PIN), Whole)
