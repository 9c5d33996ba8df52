"""Whatever is sent is answered, does no harm, and is shown as it was typed."""

from __future__ import annotations

from contextlib import AsyncExitStack
from random import Random

from console.case.ways import WAYS
from core.requests.references import show
from core.roles import Role
from tests.console.conftest import at_work
from tests.console.office import Clerk, Office, case_page
from tests.console.test_counter import filed, fill_in

NAME = "<script>alert(1)</script> \"'>=cmd|' /C calc'!A0"
NASTY = [
    "\0",
    "x\0y",
    "\ud7ff\ue000\uffff",
    "\u202e\u200b\u2060",
    "'; DROP TABLE requests; --",
    "-1",
    "9" * 400,
    "1e999",
    "០" * 50,
    "٣٣/٣٣/٣٣٣٣",
    "31/02/2027",
    "0001-01-01",
    "9999-12-31",
    "24:00",
    "99:99",
    "{{7*7}} %s {0}",
    "../../etc/passwd",
    "",
    " ",
    "\r\n\r\nSet-Cookie: a=b",
    "ក" * 9000,
    "🙏" * 500,
]
FIELDS = (
    *("reason", "officer", "commune", "commune_code", "day", "time", "place", "answer"),
    *("outcome", "kept", "tablet", "head", "shock", "any_day", "any_hour"),
)
QUERIES = ("done", "after", "show", "area", "urgency", "late")


async def test_markup_and_formulas_in_names_are_letters_everywhere(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, boss = await at_work(clerks, office, "sok"), await at_work(clerks, office, "boss", Role.SUPERVISOR)
    first = await filed(office, sok, await fill_in(sok, name=NAME))
    second = await filed(office, sok, await fill_in(sok, name=NAME, phone="012 345 679"))
    paths = [case_page(first) + page for page in ("", "/print", "/same")]
    for path in [*paths, case_page(second)]:
        page = await sok.see(path)
        assert page.status == 200
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text, path
    for page in [await boss.see("/console/overview"), await sok.send("/console/find", sought=NAME)]:
        assert "<script>alert" not in page.text


async def test_whatever_stands_in_a_form_is_answered(any_office: Office, clerks: AsyncExitStack) -> None:
    everybody = [
        await at_work(clerks, any_office, str(role).replace("_", "-"), role)
        for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF, Role.SUPERVISOR)
    ]
    chance = Random(3)
    request = await any_office.file()
    await everybody[0].do("take", request)
    for act in [*WAYS, "show_phone", "no-such-act", "\0"]:
        for clerk in everybody:
            dossier = await any_office.house.queue.show(clerk.officer, request.reference)
            fields = {name: chance.choice(NASTY) for name in FIELDS if chance.random() < 0.8}
            fields["version"] = str(dossier.request.version)
            await answered(clerk, f"{case_page(request)}/{act}", fields)
    for path in ("/console/find", "/console/counter", "/console/take_next", "/console/language"):
        for nasty in NASTY:
            fields = dict.fromkeys(("sought", "name", "phone", "people", "form", "needs", "commune"), nasty)
            await answered(everybody[0], path, fields | {"tongue": nasty, "back": nasty})
    assert (await everybody[0].see(case_page(request))).status in (200, 404)


async def answered(clerk: Clerk, path: str, fields: dict[str, str]) -> None:
    form = {"csrf": "token"} | fields
    async with clerk.session.post(path, data=form, allow_redirects=False) as reply:
        assert reply.status < 500, (path, fields)


async def test_whatever_stands_in_an_address_is_answered(any_office: Office, clerks: AsyncExitStack) -> None:
    boss = await at_work(clerks, any_office, "boss", Role.SUPERVISOR, "12")
    request = await any_office.file()
    short = [nasty for nasty in NASTY if len(nasty) < 500]
    for path in ("/console/", "/console/overview", case_page(request)):
        for nasty in short:
            async with boss.session.get(path, params=dict.fromkeys(QUERIES, nasty)) as reply:
                assert reply.status == 200, (path, nasty)
    for nasty in [nasty for nasty in short if "/" not in nasty and nasty.strip()]:
        assert (await boss.see(case_page(nasty.replace("%", "")))).status == 404, nasty
    assert (await boss.see(case_page(show(request.reference)))).status == 200
