"""A test that runs several things at once has SQLite's thread, whatever ran before it; the next has not."""

from __future__ import annotations

import asyncio

import aiosqlite

from tests import in_one_thread


async def test_a_race_has_the_thread_as_in_service() -> None:
    await asyncio.gather(asyncio.sleep(0))
    assert aiosqlite.Connection._execute is in_one_thread._HANDED_OVER


async def test_whoever_comes_after_it_has_not() -> None:
    assert aiosqlite.Connection._execute is not in_one_thread._HANDED_OVER
