"""A switch looked at again: its end is kept, its story told, a place found by a part of its name."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
import pytest_asyncio

from core.roles import Role
from core.switches import Reason, Switch, What
from tests.console.entrance.hall import Hall
from tests.console.entrance.tablet import Seen, Tablet
from tests.console.entrance.test_switches import ALL, ONE, REQUEST, SAID, board, close, dara, reopen

__all__ = ["dara"]


def as_it_came(seen: Seen) -> dict[str, str]:
    """What stands in the form that says something else."""
    form = seen.text[seen.text.index('id="close"') :]
    fields = re.findall(r'<input[^>]* name="(day|time)"[^>]* value="([^"]*)"', form)
    areas = re.findall(r'<textarea[^>]* name="(km|en)"[^>]*>\n?([^<]*)<', form)
    return {name: unescape(value) for name, value in [*fields, *areas]}


async def test_whoever_says_something_else_meanwhile_keeps_the_end_that_was_told(
    hall: Hall, dara: Tablet
) -> None:
    page = await close(dara, day="24/11/2026", time="17:30")
    told = as_it_came(page)
    assert (told["day"], told["time"]) == ("24/11/2026", "17:30")
    before = (await board(hall)).change(REQUEST)
    await close(dara, page, **(told | {"en": "Work goes on."}))
    after = (await board(hall)).change(REQUEST)
    assert before is not None
    assert after is not None
    assert after.messages == {"en": "Work goes on.", "km": SAID["km"]}
    assert after.until == before.until is not None


async def test_the_end_is_taken_away_by_whoever_empties_it(dara: Tablet) -> None:
    page = await close(dara, day="23/11/2026", time="17:30")
    again = await close(dara, page)
    assert (as_it_came(again)["day"], as_it_came(again)["time"]) == ("", "")


async def test_an_end_that_is_past_is_not_offered_again(hall: Hall, dara: Tablet) -> None:
    until = hall.clock.now() + timedelta(minutes=5)
    said = {language: SAID[language] for language in ("km", "en")}
    await hall.house.switches.close(None, REQUEST, 0, Reason.FAULT, said, until=until, channel="terminal")
    hall.clock.advance(minutes=6)
    later = as_it_came(await dara.see(ONE))
    assert (later["day"], later["time"], later["en"]) == ("", "", SAID["en"])


async def test_a_slip_in_why_it_opens_leaves_what_is_said_meanwhile(dara: Tablet) -> None:
    page = await close(dara, day="24/11/2026", time="17:30")
    slip = await dara.fill(page, f"{ONE}/open", version=page.hidden("version"), reason="")
    assert slip.status == 422
    assert slip.text.count("Choose why.") == 1
    assert as_it_came(slip) == as_it_came(page)


@pytest.mark.parametrize(
    ("half", "said"),
    [({"time": "17:30"}, "Give the day"), ({"day": "24/11/2026"}, "Give the time")],
)
async def test_half_an_end_is_marked_and_not_thrown_away(
    hall: Hall, dara: Tablet, half: dict[str, str], said: str
) -> None:
    slip = await close(dara, None, ONE, **half)
    assert slip.status == 422
    assert said in slip.text
    assert half.items() <= as_it_came(slip).items()
    assert not (await board(hall)).closed(hall.clock.now())


async def test_the_story_says_what_callers_were_told_in_both_languages(dara: Tablet) -> None:
    page = await close(dara)
    page = await close(dara, page, en="Nearly done.", km="ជិតរួចរាល់។")
    page = await reopen(dara, page)
    story = page.text[page.text.index('id="past-title"') :]
    for text in (SAID["en"], SAID["km"], "Nearly done.", "ជិតរួចរាល់។"):
        assert story.count(text) == 1


@pytest_asyncio.fixture
async def often(hall: Hall) -> None:
    """A switch that was changed 21 times."""
    for version in range(21):
        said = {"en": f"This is message {version:02}.", "km": SAID["km"]}
        await hall.house.switches.close(None, REQUEST, version, Reason.FAULT, said, channel="terminal")


@pytest.mark.usefixtures("often")
async def test_a_long_story_shows_its_latest_twenty_and_says_where_the_others_are(
    hall: Hall, dara: Tablet
) -> None:
    story = (await dara.see(ONE)).text.split('id="past-title"')[1]
    assert story.count("<li>") == 20
    assert "message 01." in story
    assert "message 00." not in story
    assert "Older ones stand in the audit." in story
    await hall.house.switches.close(
        None, Switch(What.CHANNEL, "ussd"), 0, Reason.FAULT, SAID_BOTH, channel="x"
    )
    assert "Older ones" not in (await dara.see(f"{ALL}/channel_ussd")).text


SAID_BOTH = {language: SAID[language] for language in ("km", "en")}


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Tuol", {"area_1204", "area_120109", "area_120110"}),
        ("ទួល", {"area_1204", "area_120109", "area_120110"}),
        ("ភ្នំ", {"area_12"}),
        ("Phnom", {"area_12"}),
        ("tumpung", {"area_120109", "area_120110"}),
    ],
)
async def test_a_part_of_a_name_finds_every_place_that_has_it(
    dara: Tablet, typed: str, codes: set[str]
) -> None:
    found = await dara.see(f"{ALL}?place={typed}")
    assert codes <= set(re.findall(r'href="[^"]*/(area_\d+)"', found.text))


async def test_who_finds_too_many_is_asked_for_more_and_who_finds_none_is_told(
    hall: Hall, dara: Tablet
) -> None:
    many = await dara.see(f"{ALL}?place=Kampong")
    assert many.text.count("/area_") == 20
    assert "Type more of the name" in many.text
    assert "No place is called" in (await dara.see(f"{ALL}?place=xqzw")).text
    near = await hall.signed_in(await hall.known("near", Role.OPERATOR, "17"))
    assert "No place is called" in (await near.see(f"{ALL}?place=Tuol+Tumpung")).text
