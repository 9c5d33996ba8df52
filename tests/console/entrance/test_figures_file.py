"""Figures leave the house as a file: with the password typed just now, and written in the audit."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.roles import Role
from core.tables import audit_entries
from tests.console.entrance.hall import Hall
from tests.console.entrance.tablet import PASSWORD
from tests.console.office import Office

PAGE, FILE = "/console/figures/waiting", "/console/figures/file"
WANTED = {"topic": "waiting", "area": "1201", "days": "30", "file": "csv"}


async def exports(hall: Hall) -> list[tuple[str, str, str]]:
    """By whom, of what, as what."""

    async def work(connection: AsyncConnection) -> list[tuple[str, str, str]]:
        table = audit_entries.c
        query = select(table.actor_id, table.from_word, table.to_word)
        rows = await connection.execute(query.where(table.act == "officer:figures:exported"))
        return [(who, of, kind) for who, of, kind in rows]

    return await hall.house.database.read(work)


async def test_a_file_takes_the_password_again_and_stands_in_the_audit(hall: Hall) -> None:
    office = Office(hall.house, hall.clock)
    for _ in range(6):
        await office.file("120101")
    boss = await hall.known("boss", Role.SUPERVISOR, "12")
    tablet = await hall.signed_in(boss)
    hall.clock.advance(minutes=11)

    asked = await tablet.fill(await tablet.see(PAGE), FILE, **WANTED)
    assert asked.url.startswith("/console/again?next=")
    assert await exports(hall) == []
    held = await tablet.fill(
        asked, "/console/again", password=PASSWORD, code=tablet.code(boss.secret), next=asked.hidden("next")
    )
    came = await tablet.fill(held, FILE, **WANTED)
    assert came.headers["Content-Disposition"] == 'attachment; filename="samnaeu-waiting-2026-11-23.csv"'
    assert came.headers["Cache-Control"] == "no-store"
    assert "Waiting for an officer,6,not shown" not in came.text
    assert "Waiting for an officer,6,0,6,0,0,0,0,0" in came.text
    assert await exports(hall) == [(boss.officer.id, "area_1201", "csv")]


async def test_nobody_takes_figures_of_places_that_are_not_theirs(hall: Hall) -> None:
    boss = await hall.known("boss", Role.SUPERVISOR, "1201")
    tablet = await hall.signed_in(boss)
    page = await tablet.see(PAGE)
    for wrong in ({"area": "12"}, {"area": "1202"}, {"file": "exe"}, {"topic": "phones"}):
        assert (await tablet.fill(page, FILE, **(WANTED | wrong))).status == 404
    assert await exports(hall) == []


async def test_those_of_a_commune_take_none(hall: Hall) -> None:
    chief = await hall.known("chief", Role.COMMUNE_CHIEF)
    tablet = await hall.signed_in(chief)
    page = await tablet.see("/console/account")
    assert (await tablet.fill(page, FILE, **(WANTED | {"area": "120109"}))).status == 404
    assert await exports(hall) == []
