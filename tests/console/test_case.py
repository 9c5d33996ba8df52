"""The page of one request: what it shows, what it offers, and what each form does."""

from __future__ import annotations

from contextlib import AsyncExitStack
from io import BytesIO
from urllib.parse import quote

import pytest

from core.acts import Act
from core.requests.request import Contact
from core.requests.states import State
from core.roles import Role
from tests.console.conftest import at_work, holding
from tests.console.office import ELSEWHERE, OTHER_COMMUNE, SET, Office, case_page

SCHEDULE = {"day": "2026-12-03", "time": "09:30", "place": "office"}


async def test_an_officer_takes_a_request_and_sets_the_interview(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, any_office, "sok")
    request = await any_office.file()
    page = await sok.see(case_page(request))
    assert "take" in page.ways()

    taken = await sok.do("take", request, page)
    assert taken.status == 200
    assert "It is yours now." in taken.text
    assert "take" not in taken.ways()

    told = await sok.do("schedule", request, taken, **SCHEDULE)
    assert "Thursday 3 December 2026 at 09:30, at the commune office" in told.text
    dossier = await any_office.house.queue.show(sok.officer, request.reference)
    assert dossier.request.state is State.INTERVIEW_SCHEDULED


async def test_khmer_digits_are_read(office: Office, clerks: AsyncExitStack) -> None:
    sok, request = await holding(clerks, office)
    told = await sok.do("schedule", request, day="០៣/១២/២០២៦", time="០៩:៣០", place="home")
    assert "3 December 2026 at 09:30, at the household&#39;s home" in told.text


async def test_what_is_missing_is_named_and_what_was_typed_stays(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await holding(clerks, office)
    again = await sok.do("schedule", request, day="tomorrow", time="09:30", place="")
    assert again.status == 422
    assert "Give the day, as 31/12/2026." in again.text
    assert "Choose where it will be." in again.text
    assert 'value="09:30"' in again.text
    assert again.text.count('aria-invalid="true"') == 2


async def test_an_interview_in_the_past_is_refused(office: Office, clerks: AsyncExitStack) -> None:
    sok, request = await holding(clerks, office)
    again = await sok.do("schedule", request, **(SCHEDULE | {"day": "2026-11-20"}))
    assert again.status == 409
    assert "That day and time are over." in again.text


async def test_an_interview_on_a_holiday_is_asked_about_once_more(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await holding(clerks, office)
    holiday = SCHEDULE | {"day": "2026-11-28"}  # a Saturday
    again = await sok.do("schedule", request, **holiday)
    assert again.status == 409
    assert "The office is closed on that day." in again.text
    assert "any_day" in again.text
    kept = await sok.do("schedule", request, again, **holiday, any_day="yes")
    assert "28 November 2026" in kept.text


@pytest.mark.parametrize(
    ("slip", "says", "keeps"),
    [
        ({"time": "00:30"}, "before 6 in the morning or after 6 in the evening", "any_hour"),
        ({"time": "05:59"}, "before 6 in the morning or after 6 in the evening", "any_hour"),
        ({"time": "18:01"}, "before 6 in the morning or after 6 in the evening", "any_hour"),
        ({"day": "2027-01-20"}, "later than the interview is due", "any_day"),
    ],
)
async def test_an_unusual_time_is_asked_about_once_more(
    office: Office, clerks: AsyncExitStack, slip: dict[str, str], says: str, keeps: str
) -> None:
    sok, request = await holding(clerks, office)
    again = await sok.do("schedule", request, **(SCHEDULE | slip))
    assert again.status == 409
    assert says in again.text
    assert f'name="{keeps}"' in again.text
    kept = await sok.do("schedule", request, again, **(SCHEDULE | slip), **{keeps: "yes"})
    assert "The interview is set." in kept.text


@pytest.mark.parametrize("time", ["06:00", "18:00"])
async def test_a_time_by_day_is_not_asked_about(office: Office, clerks: AsyncExitStack, time: str) -> None:
    sok, request = await holding(clerks, office)
    assert "The interview is set." in (await sok.do("schedule", request, **(SCHEDULE | {"time": time}))).text


async def test_the_later_of_two_is_told_and_keeps_what_was_typed(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, any_office, "sok")
    chan = await at_work(clerks, any_office, "chan")
    request = await any_office.file()
    seen = await chan.see(case_page(request))
    await any_office.did(sok, Act.TAKE, request)

    late = await chan.do("transfer", request, seen, commune=OTHER_COMMUNE, reason="They moved away")
    assert late.status == 409
    assert "Somebody changed this request while you were writing" in late.text
    assert "Sok: An officer took it." in late.text
    assert "They moved away" in late.text


async def test_another_areas_request_does_not_exist(office: Office, clerks: AsyncExitStack) -> None:
    away = await at_work(clerks, office, "away", area=ELSEWHERE)
    request = await office.file()
    for path in (case_page(request), case_page(request) + "/print", case_page(request) + "/audit"):
        told = await away.see(path)
        assert told.status == 404, path
        assert "This is not here" in told.text
    assert (await away.send(case_page(request) + "/take", csrf="token", version="3")).status == 404
    assert (await away.send(case_page(request) + "/show_phone", csrf="token")).status == 404
    assert (await away.see("/console/requests/123")).status == 404


async def test_a_request_that_was_moved_away_while_open_is_explained(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    chan = await at_work(clerks, office, "chan")
    request = await office.file()
    seen = await chan.see(case_page(request))
    moved = await sok.do("transfer", request, commune=OTHER_COMMUNE, reason="Lives there")
    assert moved.url.endswith("/console/?done=transfer")
    assert "It was moved to the other commune." in moved.text

    late = await chan.do("take", request, seen)
    assert late.status == 404
    assert "moved to another commune while you looked at it" in late.text


async def test_what_no_page_of_ours_sends_breaks_nothing(any_office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, any_office, "sok")
    request = await any_office.file()
    for unreadable in ({}, {"version": ""}, {"version": "9" * 5000}, {"version": "one"}):
        blind = await sok.send(case_page(request) + "/take", csrf="token", **unreadable)
        assert blind.status == 409
    assert (await any_office.house.queue.show(sok.officer, request.reference)).request == request
    await any_office.did(sok, Act.TAKE, request)
    refused = await sok.do("hand_over", request, officer="\x00")
    assert refused.status == 409
    assert "Choose who shall have it" in refused.text


async def test_a_commune_is_found_by_its_name(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    unknown = await sok.do("transfer", request, commune="Atlantis", reason="Lives there")
    assert "No commune is called so." in unknown.text

    several = await sok.do("transfer", request, unknown, commune="Tonle Basak", reason="Lives there")
    if several.status == 422:  # a name that more than one commune bears
        several = await sok.do(
            "transfer",
            request,
            several,
            commune="Tonle Basak",
            commune_code=OTHER_COMMUNE,
            reason="Lives there",
        )
    assert "It was moved to the other commune." in several.text


async def test_a_phone_number_is_shown_once_and_written_down(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    number = await office.phone_of(request)
    await office.did(sok, Act.TAKE, request)
    masked = await sok.see(case_page(request))
    assert number not in masked.text
    assert f"***{number[-3:]}" in masked.text

    shown = await sok.do("show_phone", request, masked)
    assert f'href="tel:{number}"' in shown.text
    after = await sok.see(case_page(request))
    assert number not in after.text
    assert "The phone number was looked at." in after.text


async def test_a_household_that_wants_no_call_is_not_called(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file(contact=Contact.NONE)
    waiting = await sok.do("show_phone", request)
    assert "The household asked not to be called." in waiting.text
    await office.did(sok, Act.TAKE, request)
    taken = await sok.see(case_page(request))
    assert "show_phone" not in taken.ways()
    refused = await sok.do("show_phone", request, taken)
    assert refused.status == 409
    assert await office.phone_of(request) not in refused.text


async def test_the_decision_is_written_down_by_a_second_person(
    office: Office, clerks: AsyncExitStack
) -> None:
    chief = await at_work(clerks, office, "chief", Role.COMMUNE_CHIEF)
    sok, request = await holding(clerks, office)
    await office.did(sok, Act.SCHEDULE, request, facts=SET)
    office.clock.advance(days=11)
    await sok.do("interviewed", request, tablet="OD-2026-00017")
    assert "decide" not in (await sok.see(case_page(request))).ways()

    told = await chief.do("decide", request, outcome="poor_2", reason="By the score")
    assert "Identified: Poor 2" in told.text
    assert "OD-2026-00017" in told.text


async def test_what_the_chief_interviewed_alone_the_supervisor_decides_and_the_form_says_so_before(
    office: Office, clerks: AsyncExitStack
) -> None:
    chief = await at_work(clerks, office, "chief", Role.COMMUNE_CHIEF)
    supervisor = await at_work(clerks, office, "supervisor", Role.SUPERVISOR, area="12")
    request = await office.file()
    await office.did(chief, Act.TAKE, request)
    await office.did(chief, Act.SCHEDULE, request, facts=SET)
    office.clock.advance(days=11)
    page = await chief.see(case_page(request))
    assert "Somebody else must then decide" in page.text
    held = await chief.do("interviewed", request, page)
    assert "decide" not in held.ways()

    page = await supervisor.see(case_page(request))
    assert "Next step: Write down the decision" in page.text
    told = await supervisor.do("decide", request, page, outcome="poor_2", reason="By the score")
    assert "Identified: Poor 2" in told.text


async def test_who_does_not_decide_is_not_warned_that_somebody_else_must(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await holding(clerks, office)
    assert "Somebody else must then decide" not in (await sok.do("schedule", request, **SCHEDULE)).text


async def test_markup_and_formulas_are_shown_as_they_were_typed(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    told = await sok.do("hand_back", request, reason="x")
    assert told.status in (409, 422)
    await office.did(sok, Act.TAKE, request)
    told = await sok.do("hand_back", request, reason="<script>alert(1)</script> =cmd|' /C calc'!A0")
    assert "<script>alert" not in told.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =cmd|" in told.text


async def test_ten_megabytes_are_refused_in_plain_words(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    seen = await sok.see(case_page(request))
    letter = quote("ក").encode()
    whole = BytesIO(f"csrf={quote(seen.hidden('csrf'))}&reason=".encode() + letter * 1_200_000)
    told = await sok.send_bytes(f"{case_page(request)}/note", whole)
    assert told.status == 413
    assert "Make it shorter" in told.text


async def test_the_paper_tells_the_case_and_no_phone(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    paper = await sok.see(case_page(request) + "/print")
    assert "Printed on 23 Nov 2026, 08:00 by Sok." in paper.text
    assert "person aged 60 or more" in paper.text
    assert await office.phone_of(request) not in paper.text
