"""A phone that filed much has a pseudonym: no number is shown; who looks at its requests is written down."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.requests.request import HelperRole
from core.roles import Role
from core.tables import audit_entries
from tests.console.conftest import at_work
from tests.console.figures.reading import tables
from tests.console.office import COMMUNE, ELSEWHERE, OTHER_COMMUNE, Clerk, Office, Sheet

ODD = "/console/figures/odd"
PHONE = "+85512345678"


async def helper(office: Office) -> str:
    """A phone that files for itself and three neighbours, two of them far away; its id."""
    person = await office.house.people.remember(PHONE, "km")
    await office.file(person_id=person.id)
    for commune in (OTHER_COMMUNE, ELSEWHERE, ELSEWHERE):
        await office.file(commune, person_id=person.id, own=False, helper_role=HelperRole.LOCAL_OFFICIAL)
    return person.id


async def opened(clerk: Clerk, name: str, **asked: str) -> Sheet:
    """Its requests, asked for by the form."""
    page = await clerk.see(ODD)
    return await clerk.send(f"/console/figures/phones/{name}", csrf=page.hidden("csrf"), **asked)


async def looks(office: Office) -> list[str | None]:
    """At whose requests somebody looked."""

    async def work(connection: AsyncConnection) -> list[str | None]:
        query = select(audit_entries.c.subject_id).where(
            audit_entries.c.act == "officer:person:requests_seen"
        )
        return list((await connection.scalars(query)).all())

    return await office.house.database.read(work)


async def test_it_is_told_by_a_pseudonym_and_never_by_its_number(
    quick_office: Office, clerks: AsyncExitStack
) -> None:
    person = await helper(quick_office)
    nation = await at_work(clerks, quick_office, "above", Role.SUPERVISOR, "12")
    page = await nation.see(ODD)
    assert "phones" not in tables(page.text), "two requests in this province are nothing to look at"
    for _ in range(2):
        await quick_office.file(
            person_id=(await quick_office.house.people.remember("+85512000001", "km")).id,
            own=False,
            helper_role=HelperRole.LOCAL_OFFICIAL,
        )
    told = tables((await nation.see(ODD)).text)["phones"]
    (name,) = told
    assert told[name] == ("2", "2", "2", "1", "0")
    assert re.fullmatch("[A-Z2-7]{6}", name)
    assert person not in page.text
    assert "12345678" not in page.text


async def test_who_looks_at_its_requests_sees_those_of_their_area_and_is_written_down(
    quick_office: Office, clerks: AsyncExitStack
) -> None:
    person = await helper(quick_office)
    far = await at_work(clerks, quick_office, "far", Role.SUPERVISOR, "17")
    (name,) = tables((await far.see(ODD)).text)["phones"]
    assert await looks(quick_office) == []
    page = await opened(far, name, days="30")
    assert len(set(re.findall(r"/console/requests/([0-9]{9})", page.text))) == 2
    assert "345678" not in page.text
    assert await looks(quick_office) == [person]
    assert (await far.see(f"/console/figures/phones/{name}")).status in (404, 405)


async def test_what_is_no_pseudonym_here_is_not_there(quick_office: Office, clerks: AsyncExitStack) -> None:
    await helper(quick_office)
    far = await at_work(clerks, quick_office, "far", Role.SUPERVISOR, "17")
    near = await at_work(clerks, quick_office, "near", Role.SUPERVISOR, "1202")
    (name,) = tables((await far.see(ODD)).text)["phones"]
    assert (await opened(near, name)).status == 404
    assert (await opened(far, name, area="12")).status == 404
    assert (await opened(far, "ABCDEF")).status == 404
    one = await at_work(clerks, quick_office, "one", Role.COMMUNE_CHIEF, COMMUNE)
    assert (await one.send(f"/console/figures/phones/{name}", csrf="token")).status == 404
    assert await looks(quick_office) == []
