"""The pages on which the operator's supervisor closes something for now, and opens it again."""

from __future__ import annotations

import re

import pytest
import pytest_asyncio

from core.roles import OFFICER_ROLES, Role
from core.switches import Board, Reason, Switch, What
from tests.console.entrance.hall import Hall
from tests.console.entrance.tablet import Seen, Tablet

ALL = "/console/switches"
ONE = f"{ALL}/script_request"
REQUEST = Switch(What.SCRIPT, "request")
SAID = {"en": "We are mending something.", "km": "កំពុងជួសជុល។", "reason": "upkeep", "day": "", "time": ""}


@pytest_asyncio.fixture
async def dara(hall: Hall) -> Tablet:
    """The operator's supervisor, at work."""
    return await hall.signed_in(await hall.known("dara", Role.OPERATOR, ""))


async def board(hall: Hall) -> Board:
    return await hall.house.switches.fresh()


async def close(tablet: Tablet, seen: Seen | None = None, page: str = ONE, **told: str) -> Seen:
    seen = seen or await tablet.see(page)
    return await tablet.fill(seen, f"{page}/close", version=seen.hidden("version"), **(SAID | told))


async def reopen(tablet: Tablet, seen: Seen) -> Seen:
    return await tablet.fill(seen, f"{ONE}/open", version=seen.hidden("version"), reason="over")


async def test_a_script_is_closed_with_its_message_and_opened_again(hall: Hall, dara: Tablet) -> None:
    page = await close(dara)
    assert page.status == 200
    assert "It is closed now." in page.text
    change = (await board(hall)).script("request", hall.clock.now())
    assert change is not None
    assert change.messages == {"en": SAID["en"], "km": SAID["km"]}
    assert change.reason is Reason.UPKEEP
    assert SAID["en"] in (await dara.see(ALL)).text
    opened = await reopen(dara, page)
    assert "It is open again." in opened.text
    assert not (await board(hall)).closed(hall.clock.now())


async def test_a_place_is_found_by_its_name_and_its_intake_closed(hall: Hall, dara: Tablet) -> None:
    found = await dara.see(f"{ALL}?place=Tuol+Tumpung+Ti+Pir")
    assert found.url.endswith("/area_120109")
    await close(dara, page=f"{ALL}/area_12")
    assert (await board(hall)).intake("120109", hall.clock.now())
    assert "No place is called" in (await dara.see(f"{ALL}?place=xqzw")).text


async def test_an_end_is_told_and_one_that_is_past_or_too_far_is_refused(hall: Hall, dara: Tablet) -> None:
    for day in ("22/11/2026", "31/12/2026", "nonsense"):
        slip = await close(dara, day=day, time="08:00")
        assert slip.status == 422
        assert SAID["en"] in slip.text
    assert not (await board(hall)).closed(hall.clock.now())
    page = await close(dara, day="24/11/2026", time="១៧:៣០")
    assert "until 24 Nov 2026, 17:30" in page.text


SLIPS = [
    ("en", "", "Say in a few words"),
    ("en", "Closed. 1. Continue 2. Stop", "looks like a key"),
    ("en", "x" * 141, "too long"),
    ("en", "Closed ☃ until Monday.", "not on every phone"),
    ("en", "Give 5 dollars to the chief.", "no sum of money"),
    ("en", SAID["km"], "in the language"),
    ("km", SAID["en"], "in the language"),
    ("km", "ក" * 56, "too long"),
    ("km", "Dial *123# now", "looks like a key"),
    ("en", "Tell us your PIN", "secret number"),
    ("reason", "over", "Choose why."),
    ("reason", "because", "Choose why."),
]


async def test_what_no_phone_may_show_is_refused_at_its_field_and_nothing_is_closed(
    hall: Hall, dara: Tablet
) -> None:
    for field, text, said in SLIPS:
        slip = await close(dara, None, ONE, **{field: text})
        assert slip.status == 422, text
        assert said in slip.text, text
    assert not (await board(hall)).closed(hall.clock.now())


async def test_the_later_of_two_supervisors_is_told_and_keeps_what_they_typed(
    hall: Hall, dara: Tablet
) -> None:
    vanna = await hall.signed_in(await hall.known("vanna", Role.OPERATOR, ""))
    seen = await vanna.see(ONE)
    await close(dara)
    late = await close(vanna, seen, en="The line is being mended.")
    assert late.status == 409
    assert "Somebody changed this while you were writing" in late.text
    assert "The line is being mended." in late.text
    change = (await board(hall)).change(REQUEST)
    assert change is not None
    assert (change.version, change.messages["en"]) == (1, SAID["en"])
    assert (await reopen(vanna, seen)).status == 409


async def test_the_page_works_in_khmer_and_without_any_script(hall: Hall) -> None:
    sophea = await hall.signed_in(await hall.known("sophea", Role.OPERATOR, ""))
    await sophea.fill(await sophea.see(ALL), "/console/language", tongue="km", back=ALL)
    page = await sophea.see(ALL)
    assert '<html lang="km"' in page.text
    main = page.text[page.text.index("<main") :]
    assert not re.search(r">[^<{]*Closed for now|Open and closed", main)
    assert "<script" not in main


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES))
async def test_the_pages_are_the_operators_alone(hall: Hall, role: Role) -> None:
    somebody = await hall.signed_in(await hall.known("sok", role, ""))
    wanted = 200 if role is Role.OPERATOR else 404
    assert (await somebody.see(ALL)).status == wanted
    assert (await somebody.see(ONE)).status == wanted
    link = f'href="{ALL}"'
    assert (link in (await somebody.see("/console/account")).text) == (role is Role.OPERATOR)
    if role is not Role.OPERATOR:
        account = await somebody.see("/console/account")
        for way in ("close", "open"):
            assert (await somebody.fill(account, f"{ONE}/{way}", **SAID)).status == 404
        assert not (await board(hall)).closed(hall.clock.now())


async def test_who_has_areas_closes_their_intake_and_nothing_else(hall: Hall) -> None:
    near = await hall.signed_in(await hall.known("near", Role.OPERATOR, "12"))
    for word, status in [
        ("area_120109", 200),
        ("area_17", 404),
        ("script_request", 404),
        ("channel_ussd", 404),
    ]:
        assert (await near.see(f"{ALL}/{word}")).status == status
    assert "script_request" not in (await near.see(ALL)).text


async def test_what_there_is_not_has_no_page(dara: Tablet) -> None:
    for word in ("area_99", "script_nothing", "script_menu", "channel_fax", "area_1", "x_y"):
        assert (await dara.see(f"{ALL}/{word}")).status == 404, word
