"""One process at a time has a right, in every store: kept by word, lost by silence or by letting go."""

from __future__ import annotations

import asyncio

import pytest

from bot.lease import SECONDS, Lease
from core.drafts.port import DraftStore
from tests.servers.drafts import DraftsUnderTest


@pytest.fixture
def one(draft_store: DraftStore) -> Lease:
    return Lease(draft_store, "telegram")


@pytest.fixture
def other(draft_store: DraftStore) -> Lease:
    return Lease(draft_store, "telegram")


async def test_whoever_comes_first_has_it_and_keeps_it(one: Lease, other: Lease) -> None:
    assert await one.take()
    assert not await other.take()
    assert await one.take()
    assert not await other.take()


async def test_of_two_at_once_one_has_it(one: Lease, other: Lease) -> None:
    assert sorted(await asyncio.gather(one.take(), other.take())) == [False, True]


async def test_it_is_somebody_elses_as_soon_as_it_is_let_go(one: Lease, other: Lease) -> None:
    await one.take()
    await one.let_go()
    assert await other.take()
    assert not await one.take()


async def test_nobody_lets_go_what_another_has(one: Lease, other: Lease) -> None:
    await other.let_go()
    await one.take()
    await other.let_go()
    assert not await other.take()


async def test_a_silent_holder_loses_it_after_its_time(drafts_under_test: DraftsUnderTest) -> None:
    one, other = (Lease(drafts_under_test.store, "telegram") for _ in range(2))
    await one.take()
    await drafts_under_test.time.advance(SECONDS - 5)
    assert not await other.take()
    await one.take()
    await drafts_under_test.time.advance(SECONDS - 5)
    assert not await other.take()
    await drafts_under_test.time.advance(10)
    assert await other.take()
    assert not await one.take()


async def test_rights_of_other_names_are_free(one: Lease, draft_store: DraftStore) -> None:
    await one.take()
    assert await Lease(draft_store, "news").take()
