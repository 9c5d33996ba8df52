"""A call from the drawn phone, in a real browser: keys, screens, and what is posted."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.app.drawn_phone import DrawnPhone
from tests.app.fake_callback import (
    CONSENT_KM,
    DONE_EN,
    DONE_KM,
    MENU_EN,
    MENU_KM,
    PROVINCES,
    WELCOME,
    FakeService,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")

NO_SUCH_CODE = "Connection problem or invalid MMI code."


async def test_a_call_in_english_with_the_drawn_keys(phone: DrawnPhone, service: FakeService) -> None:
    await phone.send("*1200#")
    await phone.shows(WELCOME)
    await phone.send("2")
    await phone.shows(MENU_EN)
    await phone.send("1")
    await phone.shows(PROVINCES)
    await phone.send("1")
    await phone.shows(DONE_EN)
    assert service.texts == ["", "2", "2*1", "2*1*1"]
    event = await service.next_event()
    assert (event["status"], event["input"], event["hopsCount"]) == ("Success", "2*1*1", "4")
    assert event["lastAppResponse"] == DONE_EN
    for post in service.posts:
        assert set(post) == {"sessionId", "phoneNumber", "networkCode", "serviceCode", "text"}
        assert post["sessionId"] == event["sessionId"]
        assert (post["serviceCode"], post["phoneNumber"]) == ("*1200#", "+85512000101")


async def test_a_call_in_khmer_with_the_keyboard_alone(phone: DrawnPhone, service: FakeService) -> None:
    keyboard = phone.page.keyboard
    await keyboard.type("*1200#")
    await keyboard.press("Enter")
    for key, body in (("1", MENU_KM), ("1", CONSENT_KM), ("1", DONE_KM)):
        await expect(phone.page.locator(".screen")).to_have_attribute("data-phase", "asking")
        await keyboard.type("5")
        await keyboard.press("Backspace")
        await keyboard.type(key)
        await keyboard.press("Enter")
        await phone.shows(body)
    await keyboard.press("Escape")
    await phone.says("")
    assert service.texts == ["", "1", "1*1", "1*1*1"]


async def test_typing_into_the_focused_line_counts_once(phone: DrawnPhone, service: FakeService) -> None:
    await phone.call()
    await phone.shows(WELCOME)
    line = phone.page.get_by_label("Number to dial, or your answer")
    await line.focus()
    await phone.page.keyboard.type("12")
    await phone.page.keyboard.press("ArrowLeft")
    await phone.page.keyboard.type("5")
    await expect(line).to_have_value("152")
    await phone.page.keyboard.press("Backspace")
    await phone.page.keyboard.press("Delete")
    await phone.page.keyboard.press("Enter")
    await phone.shows(MENU_KM)
    assert service.texts == ["", "1"]


async def test_keys_typed_in_another_field_stay_there(phone: DrawnPhone) -> None:
    await phone.page.get_by_label("Phone number", exact=True).focus()
    await phone.page.keyboard.type("12")
    await expect(phone.page.get_by_label("Number to dial, or your answer")).to_have_value("")


async def test_a_deep_dial_is_the_first_text(phone: DrawnPhone, service: FakeService) -> None:
    await phone.send("*1200*120109#")
    await phone.shows(CONSENT_KM)
    await phone.send("1")
    await phone.shows(DONE_KM)
    assert service.texts == ["120109", "120109*1"]


async def test_another_code_reaches_nobody(phone: DrawnPhone, service: FakeService) -> None:
    for code in ("*1201#", "*1200", "*12000#"):
        await phone.send(code)
        await phone.says(NO_SUCH_CODE)
        await phone.hang_up()
    assert service.posts == []


async def test_the_green_key_alone_dials_what_was_dialled_last(
    phone: DrawnPhone, service: FakeService
) -> None:
    await phone.page.get_by_role("button", name="*1200*120109#").click()
    await phone.shows(CONSENT_KM)
    await phone.hang_up()
    await phone.call()
    await phone.shows(CONSENT_KM)
    assert service.texts == ["120109", "120109"]
    assert service.posts[0]["sessionId"] != service.posts[1]["sessionId"]


async def test_the_green_key_sends_no_empty_answer(phone: DrawnPhone, service: FakeService) -> None:
    await phone.call()
    await phone.shows(WELCOME)
    await phone.call()
    await phone.send("2")
    await phone.shows(MENU_EN)
    assert service.texts == ["", "2"]


async def test_clear_takes_back_one_key(phone: DrawnPhone, service: FakeService) -> None:
    await phone.call()
    await phone.shows(WELCOME)
    await phone.tap("21")
    await phone.page.get_by_role("button", name="Clear", exact=True).first.click()
    await phone.call()
    await phone.shows(MENU_EN)


async def test_the_conversation_stands_beside_it(phone: DrawnPhone) -> None:
    await phone.send("*1200#")
    await phone.shows(WELCOME)
    await phone.send("2")
    await phone.shows(MENU_EN)
    said = phone.talk.locator(".said")
    await expect(said).to_have_text(["+85512000101 dials *1200#", WELCOME[4:], "2", MENU_EN[4:]])
    await expect(phone.talk).to_contain_text("text 2")
    await expect(phone.talk).to_contain_text("CON · 98 of 160 septets (GSM-7)")


async def test_the_network_chosen_is_the_one_posted_and_kept(phone: DrawnPhone, service: FakeService) -> None:
    await phone.page.get_by_label("Network").select_option("45608")
    await phone.page.reload()
    await phone.call()
    await phone.shows(WELCOME)
    assert service.posts[0]["networkCode"] == "45608"


async def test_several_phones_are_kept_and_each_has_its_own_letters(
    phone: DrawnPhone, service: FakeService
) -> None:
    await phone.send("*1200*120109#")
    await phone.shows(CONSENT_KM)
    await phone.send("1")
    await phone.shows(DONE_KM)
    await expect(phone.letters).to_have_count(1)
    await expect(phone.page.get_by_text("1 new SMS")).to_have_role("status")
    await choose(phone.page, "097 123 4567")
    await expect(phone.letters).to_have_count(0)
    await phone.page.reload()
    await phone.call()
    await phone.shows(WELCOME)
    assert service.posts[-1]["phoneNumber"] == "+855971234567"
    await phone.hang_up()
    await phone.page.get_by_role("button", name="012 000 101").click()
    await expect(phone.letters).to_have_count(1)


async def test_what_is_no_number_is_refused(phone: DrawnPhone, service: FakeService) -> None:
    await choose(phone.page, "12 buffaloes")
    await expect(phone.page.get_by_role("alert")).to_contain_text("Not a phone number")
    for dial in (phone.call, phone.page.get_by_role("button", name="*1200*120109#").click):
        await dial()
        await phone.says("Not dialled: the phone number under “Phone and line” is none.")
        await phone.hang_up()
    await expect(phone.talk).to_contain_text("not dialled")
    await expect(phone.page.get_by_label("Phone number", exact=True)).to_have_value("12 buffaloes")
    assert service.posts == []
    await choose(phone.page, "012 000 777")
    await phone.call()
    await phone.shows(WELCOME)
    assert service.posts[0]["phoneNumber"] == "+85512000777"


async def choose(page: Page, number: str) -> None:
    field = page.get_by_label("Phone number", exact=True)
    await field.fill(number)
    await field.press("Enter")
