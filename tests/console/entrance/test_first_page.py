"""Where one arrives after signing in: never at a page that says that nothing is there."""

from __future__ import annotations

import pytest

from core.roles import COMMUNE, OFFICER_ROLES, Role
from tests.console.entrance.hall import Hall

FIRST = dict.fromkeys(OFFICER_ROLES, "/console/") | {
    Role.ADMINISTRATOR: "/console/officers",
    Role.MINISTRY_VIEWER: "/console/statistics",
    Role.OPERATOR: "/console/switches",
}


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES))
async def test_everybody_arrives_where_their_work_is(hall: Hall, role: Role) -> None:
    area = "" if role is Role.ADMINISTRATOR else "120109" if role in COMMUNE else "12"
    who = await hall.known("sok", role, area)
    came = await (await hall.signed_in(who)).see("/console/")
    assert came.status == 200
    assert came.url == FIRST[role]


async def test_signing_in_leads_there(hall: Hall) -> None:
    who = await hall.known("sok", Role.OPERATOR, "12")
    came = await (await hall.tablet()).sign_in("sok", secret=who.secret)
    assert (came.status, came.url) == (200, FIRST[Role.OPERATOR])
