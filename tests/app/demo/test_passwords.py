"""The demo's password: fresh, told once, the same for its officers, and kept as hashes alone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from sqlalchemy import select

from app.demo.passwords import hand_out
from app.house import House, open_house
from app.settings import Settings
from core.accounts.answers import SignedIn, Visitor
from core.tables import officer_credentials


@pytest_asyncio.fixture
async def house(on_the_demo: Settings) -> AsyncIterator[House]:
    """A house with the demo's cast."""
    async with open_house(on_the_demo, demo=True) as house:
        yield house


async def signs_in(house: House, username: str, password: str) -> bool:
    answer = await house.accounts.signing_in.with_password(username, password, Visitor())
    return isinstance(answer, SignedIn)


async def test_every_demo_officer_signs_in_with_it_and_it_is_told_once(house: House) -> None:
    password = await hand_out(house)
    assert password is not None
    assert len(password) >= 15
    for officer in await house.officers.list():
        assert await signs_in(house, officer.username, password)
    assert await hand_out(house) is None


async def test_a_new_one_is_made_when_asked_for(house: House) -> None:
    first = await hand_out(house)
    second = await hand_out(house, again=True)
    assert first is not None
    assert second is not None
    assert first != second
    assert not await signs_in(house, "admin", first)
    assert await signs_in(house, "admin", second)


async def test_it_is_stored_as_hashes_alone(house: House) -> None:
    password = await hand_out(house)
    rows = (await house.database.read(lambda c: c.execute(select(officer_credentials)))).all()
    assert rows
    assert all(row.password_hash.startswith("$argon2id$") for row in rows)
    assert str(password) not in repr(rows)
