"""The page on which officers connect their Telegram account."""

from __future__ import annotations

import re

import pytest
import pytest_asyncio
from pydantic import SecretStr

from core.roles import Role
from core.telegram_officers import Bound, NotBound
from tests.console.entrance.conftest import Open
from tests.console.entrance.hall import Hall
from tests.console.entrance.tablet import PASSWORD, Seen, Tablet

PAGE = "/console/account/telegram"
ACCOUNT = 7_000_000_001
TOKEN = "123456789:AAFakeTokenOfNoBotAtAll-0123456789abc"


@pytest_asyncio.fixture
async def hall(open_hall: Open) -> Hall:
    """With a bot."""
    opened: Hall = await open_hall(telegram_token=SecretStr(TOKEN))
    return opened


def code_on(page: Seen) -> str:
    found = re.search(r"/bind ([a-z2-7]{4}-[a-z2-7]{4})<", page.text)
    assert found, page.text[-900:]
    return found[1]


async def connect(hall: Hall, tablet: Tablet) -> Seen:
    page = await tablet.fill(await tablet.see(PAGE), PAGE)
    assert isinstance(await hall.house.accounts.telegrams.bind(ACCOUNT, code_on(page)), Bound)
    return await tablet.see(PAGE)


async def test_a_code_is_shown_once_and_connects(hall: Hall) -> None:
    sok = await hall.known("sok")
    tablet = await hall.signed_in(sok)
    account = await tablet.see("/console/account")
    assert "Connect your Telegram" in account.text
    before = await tablet.see(PAGE)
    assert "Not connected." in before.text
    after = await connect(hall, tablet)
    assert "Connected since" in after.text
    assert "/bind" not in after.text
    assert "Connected since" in (await tablet.see("/console/account")).text


async def test_where_the_bots_name_is_known_there_is_a_link_and_a_square_for_the_camera(hall: Hall) -> None:
    tablet = await hall.signed_in(await hall.known("sok"))
    page = await tablet.fill(await tablet.see(PAGE), PAGE)
    assert "t.me" not in page.text
    assert "<svg" not in page.text
    hall.house.telegram_bot.name = "samnaeu_bot"
    page = await tablet.fill(page, PAGE)
    bare = code_on(page).replace("-", "")
    assert f'href="https://t.me/samnaeu_bot?start=o{bare}"' in page.text
    assert "<svg" in page.text
    assert "@samnaeu_bot" in page.text
    assert page.headers["Cache-Control"] == "no-store"


async def test_the_password_is_asked_for_again_before_a_code_is_shown(hall: Hall) -> None:
    sok = await hall.known("sok")
    tablet = await hall.signed_in(sok)
    page = await tablet.see(PAGE)
    hall.clock.advance(minutes=11)
    came = await tablet.fill(page, PAGE)
    assert came.url.startswith("/console/again?next=")
    assert "/bind" not in came.text
    again = await tablet.fill(
        came, "/console/again", password=PASSWORD, code=tablet.code(sok.secret), next=came.hidden("next")
    )
    assert code_on(await tablet.fill(again, PAGE))


async def test_a_new_code_ends_the_one_before(hall: Hall) -> None:
    tablet = await hall.signed_in(await hall.known("sok"))
    first = await tablet.fill(await tablet.see(PAGE), PAGE)
    await tablet.fill(first, PAGE)
    assert await hall.house.accounts.telegrams.bind(ACCOUNT, code_on(first)) == NotBound()


async def test_the_connection_is_ended_by_a_button_also_long_after_the_password(hall: Hall) -> None:
    tablet = await hall.signed_in(await hall.known("sok"))
    page = await connect(hall, tablet)
    hall.clock.advance(minutes=15)
    done = await tablet.fill(page, f"{PAGE}/unbind")
    assert "Your Telegram account is not connected any more." in done.text
    assert "Not connected." in done.text
    assert await hall.house.accounts.telegrams.officer_of(ACCOUNT) is None


async def test_it_speaks_khmer_too(hall: Hall) -> None:
    sok = await hall.known("sok")
    await hall.house.accounts.own.set_language(sok.officer, "km")
    tablet = await hall.signed_in(sok)
    page = await tablet.see(PAGE)
    assert "Not connected." not in page.text
    page = await tablet.fill(page, PAGE)
    assert "It is good once" not in page.text


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MINISTRY_VIEWER])
async def test_who_works_on_no_requests_has_no_such_page(hall: Hall, role: Role) -> None:
    tablet = await hall.signed_in(await hall.known("any", role, ""))
    account = await tablet.see("/console/account")
    assert PAGE not in account.text
    assert (await tablet.see(PAGE)).status == 404
    assert (await tablet.fill(account, PAGE)).status == 404


async def test_without_a_bot_there_is_no_such_page(open_hall: Open) -> None:
    hall: Hall = await open_hall()
    tablet = await hall.signed_in(await hall.known("sok"))
    assert PAGE not in (await tablet.see("/console/account")).text
    assert (await tablet.see(PAGE)).status == 404
