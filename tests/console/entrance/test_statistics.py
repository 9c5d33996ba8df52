"""The ministry's viewer reads the frozen months alone, public or not; below the console nobody else does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from core.roles import OFFICER_ROLES, Role
from core.statistics import Counted, Month, Published, told
from tests.console.entrance.conftest import Open
from tests.console.entrance.hall import Hall

PAGES = (
    "/console/statistics",
    "/console/statistics/2026-10",
    "/console/statistics/v1.json",
    "/console/statistics/v1.schema.json",
)


async def told_of_october(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted({("1201", "assessment"): 12, ("1202", "assessment"): 9}, {})
    october = Published(Month(2026, 10), datetime(2026, 11, 1, tzinfo=UTC), tuple(told(counted)))

    async def published() -> Any:
        return [october]

    monkeypatch.setattr(hall.house.statistics, "published", published)


@pytest.mark.parametrize("public", [False, True])
async def test_the_ministry_reads_them_whether_or_not_everybody_may(
    open_hall: Open, monkeypatch: pytest.MonkeyPatch, public: bool
) -> None:
    hall: Hall = await open_hall(public_statistics=public)
    await told_of_october(hall, monkeypatch)
    tablet = await hall.signed_in(await hall.known("viewer", Role.MINISTRY_VIEWER, ""))
    assert {(await tablet.see(path)).status for path in PAGES} == {200}
    report = (await tablet.see("/console/statistics/2026-10")).text
    assert "October 2026" in report
    assert ">21<" in report
    assert "តុលា 2026" in (await tablet.see("/console/statistics?language=km")).text
    assert 'href="/console/statistics"' in (await tablet.see("/console/account")).text
    stranger = await hall.tablet()
    assert (await stranger.see("/statistics")).status == (200 if public else 404)


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES - {Role.MINISTRY_VIEWER}))
async def test_below_the_console_they_are_for_nobody_else(hall: Hall, role: Role) -> None:
    area = "120109" if role in (Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF) else "12"
    tablet = await hall.signed_in(await hall.known("sok", role, area))
    assert {(await tablet.see(path)).status for path in PAGES} == {404}
    assert "/console/statistics" not in (await tablet.see("/console/account")).text


async def test_who_is_not_signed_in_is_led_to_the_door(hall: Hall) -> None:
    stranger = await hall.tablet()
    for path in PAGES:
        came = await stranger.see(path)
        assert "/console/sign-in" in came.url or came.status in (401, 404), path


async def test_no_cache_keeps_what_the_ministry_read(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    await told_of_october(hall, monkeypatch)
    tablet = await hall.signed_in(await hall.known("viewer", Role.MINISTRY_VIEWER, ""))
    for path in PAGES:
        async with tablet.session.get(path) as reply:
            assert reply.headers["Cache-Control"] == "no-store", path
            assert "Access-Control-Allow-Origin" not in reply.headers, path
