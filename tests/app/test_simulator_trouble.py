"""What networks do to a call: limits, drops, lost replies, repeats."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Locator, Page, expect

from tests.app.drawn_phone import DrawnPhone
from tests.app.fake_callback import CONSENT_KM, DONE_KM, MENU_EN, WELCOME, FakeService

LOST = "The reply was lost on the way. Dial again."

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def repeat(page: Page) -> Locator:
    return page.get_by_role("button", name="Repeat the last request")


async def dial_with_a_clock_in_hand(phone: DrawnPhone) -> None:
    await phone.page.clock.install()
    await phone.page.reload()
    await phone.call()
    await phone.shows(WELCOME)


async def test_silence_ends_the_call(phone: DrawnPhone, service: FakeService) -> None:
    await phone.page.clock.install()
    await phone.page.reload()
    for seconds in (20, 30, 60):
        await phone.page.get_by_label("Time to answer").select_option(str(seconds))
        await phone.call()
        await phone.shows(WELCOME)
        await phone.page.clock.run_for((seconds - 2) * 1000)
        await phone.shows(WELCOME)
        await phone.page.clock.run_for(3000)
        await phone.says("Connection lost.")
        event = await service.next_event()
        assert (event["status"], event["lastAppResponse"]) == ("Incomplete", WELCOME)
        await expect(phone.talk).to_contain_text(f"no answer for {seconds} s (Incomplete)")


async def test_an_answer_winds_the_idle_clock_up_again(phone: DrawnPhone) -> None:
    await dial_with_a_clock_in_hand(phone)
    await phone.page.clock.run_for(25_000)
    await phone.send("2")
    await phone.shows(MENU_EN)
    await phone.page.clock.run_for(25_000)
    await phone.shows(MENU_EN)


async def test_no_call_lasts_longer_than_the_network_lets_it(phone: DrawnPhone, service: FakeService) -> None:
    await phone.page.get_by_label("Time to answer").select_option("0")
    await dial_with_a_clock_in_hand(phone)
    await phone.page.clock.run_for(178_000)
    await phone.shows(WELCOME)
    await expect(phone.page.locator("#call-gauge")).to_have_attribute("data-state", "near")
    await phone.page.clock.run_for(3000)
    await phone.says("Connection lost.")
    assert (await service.next_event())["status"] == "Incomplete"


async def test_the_line_can_be_dropped(phone: DrawnPhone, service: FakeService) -> None:
    drop = phone.page.get_by_role("button", name="Drop the line")
    await expect(drop).to_be_disabled()
    await phone.call()
    await phone.shows(WELCOME)
    await drop.click()
    await phone.says("Connection lost.")
    assert (await service.next_event())["status"] == "Incomplete"
    await expect(drop).to_be_disabled()


async def test_a_lost_reply_is_cured_by_the_gateways_repeat(
    phone: DrawnPhone, service: FakeService, repeat: Locator
) -> None:
    await phone.call()
    await phone.shows(WELCOME)
    await phone.page.get_by_text("Lose the next reply").click()
    await phone.page.keyboard.type("2")
    await phone.page.keyboard.press("Enter")
    await expect(phone.talk).to_contain_text("the reply is lost on the way")
    await phone.says(LOST)
    await repeat.click()
    await phone.shows(MENU_EN)
    assert service.texts == ["", "2", "2"]
    assert service.events == []


async def test_after_a_lost_reply_one_dials_again(phone: DrawnPhone, service: FakeService) -> None:
    await phone.call()
    await phone.shows(WELCOME)
    await phone.page.get_by_text("Lose the next reply").click()
    await phone.send("2")
    await phone.says(LOST)
    waits = "getComputedStyle(document.querySelector('.entry'), '::after').content"
    assert await phone.page.evaluate(waits) in ("none", "normal")
    await phone.send("*1200*120109#")
    await phone.shows(CONSENT_KM)
    assert (await service.next_event())["status"] == "Incomplete"
    assert service.texts == ["", "2", "120109"]


async def test_a_lost_reply_that_nobody_minds_ends_the_call(phone: DrawnPhone, service: FakeService) -> None:
    await dial_with_a_clock_in_hand(phone)
    await phone.page.get_by_text("Lose the next reply").click()
    await phone.send("2")
    await phone.says(LOST)
    await phone.hang_up()
    await phone.says("")
    assert (await service.next_event())["status"] == "Incomplete"


async def test_a_repeat_tells_whether_the_reply_is_the_same(
    phone: DrawnPhone, service: FakeService, repeat: Locator
) -> None:
    await phone.call()
    await phone.shows(WELCOME)
    await repeat.click()
    await expect(phone.talk).to_contain_text("the same reply, byte for byte")
    service.screens = {"": "CON Other"}
    await repeat.click()
    await expect(phone.talk).to_contain_text("another reply: CON Other")
    await phone.shows(WELCOME)


async def test_a_call_that_is_over_can_still_be_repeated(
    phone: DrawnPhone, service: FakeService, repeat: Locator
) -> None:
    await phone.send("*1200*120109#")
    await phone.shows(CONSENT_KM)
    await phone.send("1")
    await phone.shows(DONE_KM)
    await repeat.click()
    await expect(phone.talk).to_contain_text("the same reply, byte for byte")
    assert service.texts == ["120109", "120109*1", "120109*1"]
    await phone.shows(DONE_KM)


async def test_a_reply_that_comes_after_hanging_up_is_not_shown(
    phone: DrawnPhone, service: FakeService
) -> None:
    service.gate.clear()
    answered = asyncio.Event()
    phone.page.on("requestfinished", lambda it: answered.set() if it.url.endswith("/demo") else None)
    await phone.call()
    await expect(phone.page.locator(".screen")).to_have_attribute("data-phase", "busy")
    await phone.hang_up()
    assert (await service.next_event())["status"] == "Incomplete"
    service.gate.set()
    async with asyncio.timeout(10):
        await answered.wait()
    await phone.says("")


async def test_a_failing_service_ends_the_call(phone: DrawnPhone, service: FakeService) -> None:
    service.broken = True
    await phone.call()
    await phone.says("Connection problem or invalid MMI code.")
    event = await service.next_event()
    assert (event["status"], event["errorMessage"]) == ("Failed", "the service answered HTTP 500")


async def test_a_reply_without_its_prefix_ends_the_call(phone: DrawnPhone, service: FakeService) -> None:
    service.screens = {"": " CON Too early"}
    await phone.call()
    await phone.says("Connection problem or invalid MMI code.")
    assert (await service.next_event())["lastAppResponse"] == " CON Too early"


async def test_leaving_the_page_drops_the_line(
    phone: DrawnPhone, service: FakeService, base_url: str
) -> None:
    await phone.call()
    await phone.shows(WELCOME)
    await phone.page.goto(f"{base_url}/")
    assert (await service.next_event())["status"] == "Incomplete"
