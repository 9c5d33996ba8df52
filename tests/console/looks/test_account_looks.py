"""The pages of signing in and of accounts, and those that only a form opens: axe finds nothing serious."""

from __future__ import annotations

import re

import pyotp
import pytest
from playwright.async_api import Browser, Page, expect

from console.entrance.held import HeldForms
from core.roles import Role
from core.sealing import Sealer
from tests.console.looks.conftest import TABLET, SignIn
from tests.console.looks.stage import PASSWORD, Stage, employ
from tests.console.looks.test_looks import grave, widths_that_cut
from tests.console.office import COMMUNE

pytestmark = pytest.mark.asyncio(loop_scope="session")

ACCOUNT = "/console/account"
NEW = "កង់បី ក្រហម ផ្សារថ្មី ៧"


class Looker:
    """Looks at each page in one language, and says of which it is not content."""

    def __init__(self, stage: Stage, page: Page, language: str) -> None:
        self.url, self.page, self.language = stage.office.url, page, language

    async def at(self, address: str, title: str = "") -> None:
        """Open a page and look."""
        await self.page.goto(self.url + address)
        await self.look(title or address)

    async def look(self, what: str) -> None:
        """At the page as it is."""
        await expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        assert (await grave(self.page), await widths_that_cut(self.page)) == ([], []), what

    async def press(self, form: str, **fields: str) -> None:
        """Fill in the form that is sent there, send it, and look at what came."""
        for name, value in fields.items():
            await self.page.fill(f'form[action$="{form}"] [name={name}]', value)
        await self.page.click(f'form[action$="{form}"] button')
        await self.page.wait_for_load_state()
        await self.look(form)


@pytest.mark.parametrize("language", ["km", "en"])
async def test_on_the_pages_of_ones_own_account(stage: Stage, sign_in: SignIn, language: str) -> None:
    username = f"dara-{language}"
    dara = await employ(stage.office, username, "ដារ៉ា (DEMO)", Role.COMMUNE_OFFICER, COMMUNE)
    await stage.office.house.accounts.own.set_language(dara, language)
    await sign_in(username)
    sees = Looker(stage, await sign_in(username), language)
    await sees.at(ACCOUNT, "signed in on two tablets")
    await sees.press("/password", current="not this one", password=NEW, again=NEW)
    await sees.press("/password", current=PASSWORD, password=NEW, again=NEW)
    await sees.at(ACCOUNT + "/second-factor")
    secret = re.search(r"secret=([A-Z2-7]{32})", await sees.page.content())
    assert secret
    await sees.page.fill("input[name=code]", "000000")
    await sees.page.click("main .main")
    await sees.look("a wrong code")
    await sees.page.fill("input[name=code]", pyotp.TOTP(secret[1]).at(stage.office.clock.now()))
    await sees.page.click("main .main")
    assert await sees.page.locator(".codes li").count() == 10
    await sees.look("recovery codes")
    await sees.at(ACCOUNT, "with a second step")
    await sees.press("/recovery-codes")
    await sees.at("/console/again?next=/console/account")


@pytest.mark.parametrize("language", ["km", "en"])
async def test_on_the_pages_that_lead_in(stage: Stage, browser: Browser, language: str) -> None:
    house = stage.office.house
    username = f"lida-{language}"
    lida = await employ(stage.office, username, "លីដា (DEMO)", Role.COMMUNE_OFFICER, COMMUNE)
    _, token = await house.accounts.managing.link(None, lida.id)
    page = await browser.new_page(viewport=TABLET)
    sees = Looker(stage, page, language)
    await page.goto(f"{stage.office.url}/console/sign-in")
    await page.click(f".tongues [value={language}]")
    await sees.press("/console/sign-in", username=username, password="not this one")
    await sees.at(f"/console/link/{token}", "an invitation")
    await sees.at(f"/console/link/{'x' * 43}", "a link that is over")
    await page.close()


@pytest.mark.parametrize("language", ["km", "en"])
async def test_on_a_link_that_was_made_and_a_form_that_was_held(
    stage: Stage, sign_in: SignIn, language: str
) -> None:
    await stage.speak(language)
    vanna, house = stage.officers["vanna"], stage.office.house
    sees = Looker(stage, await sign_in("vanna"), language)
    await sees.at(f"/console/officers/{stage.officers['chan'].id}")
    await sees.page.check("input[name=lost][value=password]")
    await sees.press("/link")
    held = HeldForms(house.drafts, Sealer(house.ring))
    path = f"/console/requests/{stage.requests['taken']}/note"
    name = await held.keep(vanna.id, path, [("reason", "ផ្ទះនៅក្រោយវត្ត")])
    await sees.at(f"/console/held/{name}", "a form that came after its session")
