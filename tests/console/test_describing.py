"""On the page of a request: who heads the household and what hit it, if it says so."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack

from core.acts import Act
from core.requests.circumstances import HeadSex, Shock
from core.requests.facts import Facts
from core.roles import Role
from tests.console.conftest import at_work
from tests.console.office import SET, Clerk, Office, Sheet, case_page
from tests.console.test_erased import erase
from tests.console.test_kinds import LOST


def chosen(page: Sheet, form: str) -> tuple[str, ...]:
    """What stands in both fields of a form; nothing where it does not ask."""
    fields = re.findall(rf'<select id="{form}-(?:head|shock)".*?</select>', page.text, re.DOTALL)
    return tuple(found for each in fields for found in re.findall(r'value="(\w+)" selected', each))


def told(page: Sheet) -> dict[str, str]:
    """What the page tells of the household."""
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page.text))


async def at_the_interview(office: Office, sok: Clerk) -> tuple[str, Sheet]:
    """A request whose interview is set, and its page on that day."""
    reference = (await office.file()).reference
    await office.did(sok, Act.TAKE, reference)
    await office.did(sok, Act.SCHEDULE, reference, facts=SET)
    office.clock.advance(days=11)
    return reference, await sok.see(case_page(reference))


async def test_it_is_written_down_with_the_interview_if_it_is_said(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, any_office, "sok")
    reference, page = await at_the_interview(any_office, sok)
    assert chosen(page, "interviewed") == ("not_said", "not_asked")
    page = await sok.do("interviewed", reference, page, head="woman", shock="illness_or_death")
    assert told(page)["Head of the household"] == "a woman"
    assert told(page)["A shock that hit the home lately"] == "illness or death"
    chief = await at_work(clerks, any_office, "chief", Role.COMMUNE_CHIEF)
    page = await chief.see(case_page(reference))
    assert "decide" in page.ways()
    assert chosen(page, "decide") == ()


async def test_of_a_kind_without_interview_with_the_decision(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    lost = await office.file(**LOST)
    page = await sok.do("take", lost)
    assert chosen(page, "decide") == ("not_said", "not_asked")
    told_of = {"head": "man", "shock": "none"}
    page = await sok.do("decide", lost, page, outcome="card_found", reason="seen", **told_of)
    assert told(page)["A shock that hit the home lately"] == "no shock"
    assert chosen(page, "describe") == ("man", "none")


async def test_it_is_mended_and_taken_back_afterwards_and_the_story_tells_that_alone(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    reference, page = await at_the_interview(office, sok)
    seen = await sok.do("interviewed", reference, page, head="woman", shock="flood")
    page = await sok.do("describe", reference, seen, head="not_said", shock="storm")
    assert "It was mended." in page.text
    assert "Head of the household" not in told(page)
    assert told(page)["A shock that hit the home lately"] == "storm"
    assert "Answers were changed or added." in page.text
    late = await sok.do("describe", reference, seen, head="man", shock="flood")
    assert (late.status, told(late)["A shock that hit the home lately"]) == (409, "storm")


async def test_other_words_are_not_taken(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    reference, page = await at_the_interview(office, sok)
    page = await sok.do("interviewed", reference, page, head="hiv", shock="<b>")
    assert (page.status, page.text.count("Choose one of the words.")) == (422, 2)


async def test_nothing_of_it_is_left_once_it_was_removed(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    lost = await office.file(**LOST)
    await office.did(sok, Act.TAKE, lost)
    decision = Facts(outcome="card_found", head=HeadSex.WOMAN, shock=Shock.FLOOD)
    await office.did(sok, Act.DECIDE, lost, reason="seen", facts=decision)
    await office.did(sok, Act.CLOSE, lost, reason="done")
    await erase(office, sok, lost.reference)
    page = await sok.see(case_page(lost))
    assert not {"Head of the household", "A shock that hit the home lately"} & told(page).keys()
    assert "describe" not in page.ways()
    above = await at_work(clerks, office, "above", Role.SUPERVISOR, "12")
    figures = (await above.see("/console/figures/asking")).text
    assert re.search(
        r'<table class="figures" id="heads">.*head: not said</th><td class="count">1<', figures, re.S
    )
