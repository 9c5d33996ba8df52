"""Where calls end: for those above the commune, in words, picture and table alike, nothing under five."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack

import pytest

from console.funnel.lettering import broken, ems
from console.funnel.names import step_name
from console.tongue import LANGUAGES, Tongue
from core.funnel.tally import What
from core.roles import Role
from flows.library import load_scripts
from flows.steps.step import Saying
from tests.console.conftest import at_work
from tests.console.office import Office

PATH = "/console/funnel"
TALLIED = {
    (What.REACHED, "request/people", "km", "smart"): 1200,
    (What.LEFT, "request/people", "km", "smart"): 58,
    (What.REACHED, "request/people", "en", "metfone"): 11,
    (What.REACHED, "request/needs", "km", "smart"): 900,
    (What.REACHED, "request/review", "km", "smart"): 3,
    (What.REACHED, "menu/main", "km", "smart"): 77,
}


async def counted(office: Office, counts: dict[tuple[What, str, str, str], int]) -> None:
    """Calls of a day, told on the next."""
    for of, times in counts.items():
        for _ in range(times):
            office.house.step_tally.count(*of)
    await office.house.step_tally.flush()
    office.clock.advance(days=1)


def drawn(text: str) -> str:
    """The picture alone."""
    found = re.search(r"<svg class=\"funnel\".*?</svg>", text, re.DOTALL)
    assert found
    return found[0]


def cells(text: str, step: str) -> list[str]:
    """The numbers of a step's row in the table."""
    found = re.search(rf"<tr><th scope=\"row\">{step}.*?</tr>", text)
    assert found, step
    return re.findall(r"<td[^>]*>(?:<span[^>]*>)?([^<]*)", found[0])


async def test_a_supervisor_sees_steps_in_words_the_picture_and_the_table_alike(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    await counted(any_office, TALLIED)
    above = await at_work(clerks, any_office, "above", Role.SUPERVISOR, "12")
    page = await above.see(PATH)
    picture = drawn(page.text)
    assert cells(page.text, "How many people live and eat") == ["1,210", "0", "60"]
    assert "1,210" in picture
    assert "−60" in picture
    assert "How many people live" in picture
    assert "request/people" not in page.text
    assert "menu" not in picture


async def test_the_picture_has_a_title_a_description_and_stands_beside_its_table(
    office: Office, clerks: AsyncExitStack
) -> None:
    await counted(office, TALLIED)
    above = await at_work(clerks, office, "above", Role.SUPERVISOR, "12")
    picture = drawn((await above.see(PATH)).text)
    assert 'role="img" aria-labelledby="funnel-title funnel-desc"' in picture
    for name in ("title", "desc"):
        assert re.search(rf'<{name} id="funnel-{name}">\w', picture)
    assert "style=" not in picture


async def test_few_are_not_shown_neither_in_the_picture_nor_in_the_table(
    office: Office, clerks: AsyncExitStack
) -> None:
    await counted(office, TALLIED)
    above = await at_work(clerks, office, "above", Role.SUPERVISOR, "12")
    text = (await above.see(PATH)).text
    assert cells(text, "Sending: all answers") == ["not shown", "0", "0"]
    assert drawn(text).count("not shown") == 1
    assert ">3<" not in text


@pytest.mark.parametrize(
    ("query", "reached"),
    [
        ("language=km", "1,200"),
        ("language=en&network=metfone", "10"),
        ("network=smart&days=7", "1,200"),
        ("language=fr&network=x&days=9&script=none", "1,210"),
    ],
)
async def test_the_calls_can_be_chosen(
    office: Office, clerks: AsyncExitStack, query: str, reached: str
) -> None:
    await counted(office, TALLIED)
    above = await at_work(clerks, office, "above", Role.SUPERVISOR, "12")
    assert cells((await above.see(f"{PATH}?{query}")).text, "How many people live")[0] == reached


async def test_a_month_keeps_what_a_week_forgets(office: Office, clerks: AsyncExitStack) -> None:
    await counted(office, TALLIED)
    office.clock.advance(days=10)
    above = await at_work(clerks, office, "above", Role.PDOP_REVIEWER, "12")
    assert "No call came here in these days." in (await above.see(f"{PATH}?days=7")).text
    assert "1,210" in (await above.see(f"{PATH}?days=30")).text


@pytest.mark.parametrize(
    "role",
    [Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF, Role.VERIFIER, Role.MINISTRY_VIEWER, Role.ADMINISTRATOR],
)
async def test_the_page_is_for_whoever_sees_the_overview(
    office: Office, clerks: AsyncExitStack, role: Role
) -> None:
    one = await at_work(clerks, office, "one", role, "12")
    assert (await one.see(PATH)).status == (await one.see("/console/overview")).status == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_has_words_of_its_own_language(office: Office, language: str) -> None:
    _ = Tongue(office.house.services.words, language)
    letters = re.compile("[\u1780-\u17b3]" if language == "km" else "[A-Za-z]{2}")
    for script in load_scripts().scripts.values():
        names = [step_name(step, _) for step in script.steps.values() if isinstance(step, Saying)]
        assert [name for name in names if not letters.search(name) or "{" in name or "\n" in name] == []


def test_every_conversation_has_a_name() -> None:
    assert [script.flow for script in load_scripts().scripts.values() if script.title == script.flow] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_the_picture_fit_their_lines(office: Office, language: str) -> None:
    _ = Tongue(office.house.services.words, language)
    for script in load_scripts().scripts.values():
        for step in script.steps.values():
            if isinstance(step, Saying):
                lines = broken(step_name(step, _), 17, 2)
                assert len(lines) <= 2
                assert [line for line in lines if ems(line) > 17] == []


def test_what_does_not_fit_ends_with_dots() -> None:
    assert broken("one two three four five", 5, 2) == ["one two", "three…"]
    assert broken("one two three four five", 8, 1) == ["one two…"]
    assert broken("one", 5, 2) == ["one"]
