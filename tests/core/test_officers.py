from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from core.database import Database
from core.officers import OfficerError, Officers, UsernameTaken
from core.roles import Role
from core.tables import officers as table


async def test_an_officer_is_found_by_username_with_role_and_areas(officers: Officers) -> None:
    added = await officers.add("sok", "Sok Dara (DEMO)", Role.COMMUNE_OFFICER, ["120101", "120109"])
    assert await officers.find("sok") == added
    assert added.areas == {"120101", "120109"}
    assert await officers.find("chan") is None


async def test_all_are_listed_by_username_and_one_may_have_no_area(officers: Officers) -> None:
    await officers.add("sok", "Sok (DEMO)", Role.SUPERVISOR, ["12"])
    await officers.add("admin", "Admin (DEMO)", Role.ADMINISTRATOR, [])
    assert [(one.username, sorted(one.areas)) for one in await officers.list()] == [
        ("admin", []),
        ("sok", ["12"]),
    ]


async def test_a_username_is_taken_once_even_by_ten_at_once(officers: Officers) -> None:
    tries = (officers.add("sok", "Sok (DEMO)", Role.VERIFIER, ["12"]) for _ in range(10))
    made = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, UsernameTaken) for one in made) == 9
    assert len(await officers.list()) == 1


@pytest.mark.parametrize(
    ("username", "name", "role", "areas"),
    [
        ("Sok Dara", "Sok", Role.COMMUNE_OFFICER, ["12"]),
        ("s", "Sok", Role.COMMUNE_OFFICER, ["12"]),
        ("sok", " ", Role.COMMUNE_OFFICER, ["12"]),
        ("sok", "Sok", Role.HOUSEHOLD, ["12"]),
        ("sok", "Sok", Role.SYSTEM, ["12"]),
        ("sok", "Sok", Role.COMMUNE_OFFICER, ["1"]),
        ("sok", "Sok", Role.COMMUNE_OFFICER, [""]),
        ("sok", "Sok", Role.COMMUNE_OFFICER, ["12%"]),
    ],
)
async def test_what_makes_no_officer_is_refused(
    officers: Officers, username: str, name: str, role: Role, areas: list[str]
) -> None:
    with pytest.raises(OfficerError):
        await officers.add(username, name, role, areas)
    assert await officers.list() == []


async def test_an_officers_name_is_sealed(officers: Officers, database: Database) -> None:
    await officers.add("sok", "Sok Dara (DEMO)", Role.COMMUNE_OFFICER, ["12"])
    row = (await database.read(lambda connection: connection.execute(select(table)))).one()
    assert b"Sok" not in row.name_sealed
