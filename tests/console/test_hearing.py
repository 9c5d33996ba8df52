"""Voice messages on the page of a request: opened on purpose, played on the page, for who may see it."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

from sqlalchemy import delete

from core.consents import Consent, version_of
from core.requests.request import Request
from core.requests.voices import VoiceNote
from core.roles import Role
from core.tables import case_keys
from tests.console.conftest import at_work
from tests.console.office import ELSEWHERE, Clerk, Office, Sheet, case_page
from tests.servers.sounds import opus

TEXT = "The officer of your commune will hear this."
SOUND = opus(b"a house that leaks")


async def said(office: Office, request: Request, key: str = "telegram:1") -> None:
    """The household sends a voice message and agrees."""
    consent = Consent("voice", version_of(TEXT), TEXT, "en", "telegram", office.clock.now())
    note = VoiceNote(key, SOUND, 75, consent)
    await office.house.requests.voices.add(request.person_id, request.id, note, channel="telegram")


async def with_a_voice(clerks: AsyncExitStack, office: Office) -> tuple[Clerk, Request]:
    """An officer at work, and a request with a voice message."""
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    await said(office, request)
    return sok, request


async def opened(clerk: Clerk, request: Request, voice: str) -> Sheet:
    return await clerk.send(case_page(request) + "/hear", csrf="token", voice=voice)


def offered(sheet: Sheet) -> list[str]:
    """The voice messages that its buttons open."""
    return re.findall(r'name="voice" value="([0-9a-f]{32})"', sheet.text)


def players(sheet: Sheet) -> list[str]:
    """The addresses that its players play."""
    return re.findall(r'<audio controls preload="none" src="([^"]+)"', sheet.text)


async def test_an_officer_opens_a_voice_message_and_plays_it(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await with_a_voice(clerks, any_office)
    page = await sok.see(case_page(request))
    assert "The household said something in a voice message. 1:15" in page.text
    assert players(page) == []

    [voice] = offered(page)
    shown = await opened(sok, request, voice)
    assert "The voice message was opened." in shown.text
    [address] = players(shown)
    async with sok.session.get(address) as reply:
        assert (reply.status, await reply.read()) == (200, SOUND)
        assert reply.content_type == "audio/ogg"
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Content-Disposition"] == "inline"


async def test_the_page_lets_nothing_be_played_but_what_comes_from_here(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await with_a_voice(clerks, office)
    [voice] = offered(await sok.see(case_page(request)))
    async with sok.session.post(case_page(request) + "/hear", data={"voice": voice}) as reply:
        policy = reply.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "media-src" not in policy
        assert "autoplay" not in await reply.text()


async def test_a_form_that_stands_on_the_page_with_the_player_still_holds(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await with_a_voice(clerks, office)
    shown = await opened(sok, request, offered(await sok.see(case_page(request)))[0])
    assert "It is yours now." in (await sok.do("take", request, shown)).text


async def test_each_time_it_is_opened_stands_in_the_story(office: Office, clerks: AsyncExitStack) -> None:
    sok, request = await with_a_voice(clerks, office)
    for times in (1, 2):
        page = await sok.see(case_page(request))
        assert players(page) == []
        shown = await opened(sok, request, offered(page)[0])
        assert shown.text.count("The voice message was opened.") == times


async def test_of_several_the_one_that_was_opened_is_played(office: Office, clerks: AsyncExitStack) -> None:
    sok, request = await with_a_voice(clerks, office)
    await said(office, request, "telegram:2")
    later, earlier = offered(await sok.see(case_page(request)))
    shown = await opened(sok, request, earlier)
    assert [path.rpartition("/")[2] for path in players(shown)] == [earlier]
    assert offered(shown) == [later]


async def test_looking_at_its_address_alone_plays_nothing_and_writes_nothing(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await with_a_voice(clerks, office)
    page = await sok.see(case_page(request))
    [voice] = offered(page)
    assert (await sok.see(f"{case_page(request)}/voices/{voice}")).status == 404
    assert (await sok.see(case_page(request))).hidden("version") == page.hidden("version")


async def test_for_another_area_and_other_roles_it_is_not_there(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, any_office, "sok")
    request, other = await any_office.file(), await any_office.file()
    await said(any_office, request)
    [voice] = offered(await sok.see(case_page(request)))
    [address] = players(await opened(sok, request, voice))
    away = await at_work(clerks, any_office, "away", area=ELSEWHERE)
    administrator = await at_work(clerks, any_office, "root", Role.ADMINISTRATOR, area="")
    for clerk in (away, administrator):
        assert (await clerk.see(address)).status == 404
        assert (await opened(clerk, request, voice)).status == 404
    for wrong in (voice.upper(), "0" * 32, "%00", "..%2F.."):
        assert (await sok.see(f"{case_page(request)}/voices/{wrong}")).status == 404
        assert (await opened(sok, request, wrong)).status == 404
    assert (await opened(sok, other, voice)).status == 404
    assert (await opened(sok, request, "\0")).status == 404


async def test_once_the_cases_key_is_gone_there_is_nothing_to_hear(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await with_a_voice(clerks, office)
    [voice] = offered(await sok.see(case_page(request)))
    [address] = players(await opened(sok, request, voice))
    gone = delete(case_keys).where(case_keys.c.request_id == request.id)
    await office.house.database.write(lambda connection: connection.execute(gone))
    assert (await sok.see(urlsplit(address).path)).status == 404
    page = await sok.see(case_page(request))
    assert "The household said something in a voice message." in page.text
    assert offered(page) == []


async def test_on_paper_there_is_nothing_to_press(office: Office, clerks: AsyncExitStack) -> None:
    sok, request = await with_a_voice(clerks, office)
    paper = await sok.see(case_page(request) + "/print")
    assert "The household said something in a voice message." in paper.text
    assert offered(paper) == []
