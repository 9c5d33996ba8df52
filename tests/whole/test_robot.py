"""Who knows no script, only reads the screen, gets what they dialled for."""

from __future__ import annotations

import asyncio
import re

import pytest

from app.handset import Screen
from tests.whole.conftest import NewPhone
from tests.whole.desk import Desk
from tests.whole.robot import Home, Robot
from tests.whole.service import Service, turn_of
from tests.whole.tongues import ENGLISH, KHMER, Tongue

BY_CODE = Home("120109")
BY_NAME_ENGLISH = Home(("Phnom Penh", "Chamkar Mon", "Tuol Tumpung Ti Pir"))
BY_NAME_KHMER = Home(("ភ្នំពេញ", "ចំការមន", "ទួលទំពូងទី ២"))

BOTH = pytest.mark.parametrize("tongue", [ENGLISH, KHMER], ids=["English", "Khmer"])


@pytest.mark.parametrize(
    ("tongue", "home"),
    [(ENGLISH, BY_CODE), (ENGLISH, BY_NAME_ENGLISH), (KHMER, BY_CODE), (KHMER, BY_NAME_KHMER)],
    ids=["English, typed", "English, by list", "Khmer, typed", "Khmer, by list"],
)
async def test_a_request_is_filed_and_stands_in_the_queue_as_it_was_told(
    demo: Service, new_phone: NewPhone, tongue: Tongue, home: Home
) -> None:
    robot = Robot(new_phone(demo), tongue, home)
    reference = await robot.file()

    read = await Desk(demo, "officer-120109").reads(reference)
    assert read["commune"].startswith("120109 ")
    assert read["people"] == "5"
    assert read["care"] == "disability, infant"
    assert read["contact"] == "call and text"
    assert (await robot.follow()).reference == reference


@BOTH
async def test_the_village_is_added_afterwards(demo: Service, new_phone: NewPhone, tongue: Tongue) -> None:
    robot = Robot(new_phone(demo), tongue, BY_CODE)
    reference = await robot.file()
    await robot.add_village("ភូមិ ៣" if tongue is KHMER else "Phum Bei")

    read = await Desk(demo, "officer-120109").reads(reference)
    assert read["village"] == "ភូមិ ៣ Phum Bei"


@BOTH
async def test_a_withdrawal_is_asked_twice_and_holds(
    demo: Service, new_phone: NewPhone, tongue: Tongue
) -> None:
    robot = Robot(new_phone(demo), tongue, BY_CODE)
    reference = await robot.file()
    end = await robot.withdraw()
    assert not end.more
    assert re.search(tongue.withdrawn, end.text)
    asked = [page for page in robot.seen if page.more and page.key_of(tongue.keep)]
    assert len(asked) == 2

    read = await Desk(demo, "officer-120109").reads(reference)
    assert read["state"] == "withdrawn"


@BOTH
async def test_a_gateway_that_repeats_everything_changes_nothing(
    demo: Service, new_phone: NewPhone, tongue: Tongue
) -> None:
    phone = new_phone(demo)
    robot = Robot(phone, tongue, BY_CODE)
    page = await robot.dial()
    while page.more:
        assert (await phone.repeat()).text == page.text
        page = await robot.one_step(page)
    assert (await phone.repeat()).text == page.text

    assert (await robot.follow()).reference == page.reference


async def test_an_old_turn_that_comes_late_disturbs_nothing(demo: Service, new_phone: NewPhone) -> None:
    phone = new_phone(demo)
    robot = Robot(phone, ENGLISH, BY_CODE)
    page = await robot.dial()
    turns = []
    for _ in range(5):
        page = await robot.one_step(page)
        turns.append(phone.text)
    late = Screen.parse(await phone.post(turns[1]))
    assert late.text == robot.seen[2].text
    assert await robot.file(page) == (await robot.follow()).reference


async def test_twenty_copies_of_sending_at_once_are_one_request(demo: Service, new_phone: NewPhone) -> None:
    phone = new_phone(demo)
    robot = Robot(phone, KHMER, BY_CODE)
    before = await demo.requests()
    page = await robot.dial()
    while robot.wanted(page).name != "send":
        page = await robot.one_step(page)
    turn = turn_of(phone, page.key_of(KHMER.send))
    replies = await asyncio.gather(*(demo.turn(turn) for _ in range(20)))
    assert len(set(replies)) == 1
    assert await demo.requests() == before + 1
