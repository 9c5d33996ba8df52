"""The whole request on Telegram, with real processes: by polling and by webhook, killed, cut off and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.servers.bot_api.faults import EVERY
from tests.servers.bot_api.http import serve
from tests.servers.bot_api.world import TOKEN
from tests.whole.chat_robot import ChatRobot
from tests.whole.conftest import NewPhone
from tests.whole.desk import Desk
from tests.whole.robot import Home, Robot
from tests.whole.service import Service
from tests.whole.telegrams import (
    SECRET,
    Line,
    events,
    lease_runs_out,
    locked,
    stopped,
    telegram_line,
)
from tests.whole.tongues import ENGLISH, KHMER, Tongue
from tests.whole.traces import files, left_behind, traces, written

pytestmark = pytest.mark.timeout(400)  # several starts, and a message a second

HOME = Home("120109")
OFFICER = "officer-120109"
PHONE = "+85512777801"
CHAT = 5_123_456_789

BOTH_WAYS = pytest.mark.parametrize("mode", ["polling", "webhook"])
BOTH_TONGUES = pytest.mark.parametrize("tongue", [ENGLISH, KHMER], ids=["English", "Khmer"])


async def stands(line: Line, reference: str, *, care: bool = True) -> None:
    """The request is in the queue as it was told; `care`: it was asked who lives there."""
    read = await Desk(line.service, OFFICER).reads(reference)
    assert read["commune"].startswith("120109 ")
    assert read["people"] == "5"
    assert read["care"] == ("disability, infant" if care else "not asked")
    assert read["contact"] == "call and text"


@BOTH_WAYS
@BOTH_TONGUES
async def test_a_request_is_filed_and_stands_in_the_queue_as_it_was_told(
    tmp_path: Path, mode: str, tongue: Tongue
) -> None:
    async with telegram_line(tmp_path, mode) as line:
        line.service.start()
        await line.ready()
        robot = line.robot(CHAT, tongue, PHONE, HOME)
        await robot.start()
        reference = await robot.file()
        await stands(line, reference)
        assert len(robot.user.chat.with_buttons) == 1


@BOTH_TONGUES
async def test_what_was_begun_by_dialling_is_finished_in_a_chat(
    tmp_path: Path, new_phone: NewPhone, tongue: Tongue
) -> None:
    async with telegram_line(tmp_path, "webhook") as line:
        line.service.start()
        phone = new_phone(line.service)
        dialler = Robot(phone, tongue, HOME)
        page = await dialler.dial()
        while dialler.wanted(page).name != "people":
            page = await dialler.one_step(page)
        await phone.hang_up()

        robot = line.robot(CHAT, tongue, phone.phone, HOME)
        await robot.start()
        reference = await robot.file()
        assert {"go on", "people", "care", "send"} <= set(robot.told)
        assert not {"place", "consent", "contact"} & set(robot.told)
        await stands(line, reference)
        assert (await dialler.follow()).reference == reference


@BOTH_TONGUES
async def test_what_was_begun_in_a_chat_is_finished_by_dialling(
    tmp_path: Path, new_phone: NewPhone, tongue: Tongue
) -> None:
    async with telegram_line(tmp_path, "webhook") as line:
        line.service.start()
        phone = new_phone(line.service)
        robot = line.robot(CHAT, tongue, phone.phone, HOME)
        await robot.start()
        await robot.up_to("people")

        dialler = Robot(phone, tongue, HOME)
        reference = await dialler.file()
        assert not {"place", "consent", "contact"} & set(dialler.told)
        await stands(line, reference, care="care" in dialler.told)


@BOTH_WAYS
@pytest.mark.parametrize("late", [False, True], ids=["before it was seen", "when it was seen"])
async def test_killed_between_storing_and_answering_an_update_is_done_once_and_answered(
    tmp_path: Path, mode: str, late: bool
) -> None:
    async with telegram_line(tmp_path, mode) as line:
        line.service.start()
        await line.ready()
        before = await line.service.requests()
        robot = line.robot(CHAT, ENGLISH, PHONE, HOME)
        await robot.start()
        await robot.up_to("people")
        await killed_while_answering(line, robot, "sendMessage", late=late)
        assert robot.wanted.name == "care"

        await robot.up_to("send")
        await killed_while_answering(line, robot, "editMessageText", late=late)
        reference = robot.page.reference
        assert await line.service.requests() == before + 1
        assert robot.told == ["ask", "place", "consent", "contact", "people", "care", "send"]
        await stands(line, reference)


async def killed_while_answering(line: Line, robot: ChatRobot, method: str, *, late: bool) -> None:
    """Do the next thing; `kill -9` when the answer was stored and is on its way; start again."""
    asked = robot.page
    gate = line.telegram.faults.holds(method, chat=robot.user.id, late=late)
    await robot.grant(robot.wanted)
    await gate.reached(30)
    line.service.kill()
    if not line.telegram.webhook.url:
        lease_runs_out(line.service.data)  # or nobody asks for updates until then
    line.service.start()
    await line.telegram.settled(60)
    await robot.user.until(lambda: robot.page.text != asked.text, 60, "the answer is seen")


async def test_telegram_may_come_late_break_and_flood_while_phones_are_served(
    tmp_path: Path, new_phone: NewPhone
) -> None:
    async with telegram_line(tmp_path, "webhook", up=False) as line:
        line.service.start()
        assert await line.posted() == 503
        assert await Robot(new_phone(line.service), KHMER, HOME).file()
        assert '"ready": true' in await line.service.get("/readyz")
        assert "telegram.unreachable" in events(line.service)

        telegram = line.telegram
        async with serve(telegram, line.port):
            await line.ready()
            robot = line.robot(CHAT, ENGLISH, PHONE, HOME)
            await robot.start()
            telegram.faults.breaks("editMessageText", times=2)
            telegram.faults.flood("sendMessage", retry_after=1)
            telegram.faults.drops(EVERY)
            await stands(line, await robot.file())
        assert await line.service.requests() > 0


@BOTH_WAYS
async def test_with_a_wrong_token_the_rest_serves_and_the_log_says_so_in_a_line(
    tmp_path: Path, new_phone: NewPhone, mode: str
) -> None:
    wrong = "424242:AAF-nobodys-token"
    more = {"SAMNAEU_TELEGRAM_TOKEN": wrong, "SAMNAEU_LOG_LEVEL": "debug"}
    async with telegram_line(tmp_path, mode) as line:
        line.service.given(more).start()
        await line.telegram.until(lambda: "telegram.token_refused" in events(line.service), 30)
        assert await Robot(new_phone(line.service), ENGLISH, HOME).file()
        assert events(line.service).count("telegram.token_refused") == 1
        assert await stopped(line.service) == 0
        secrets = traces([wrong, wrong.partition(":")[2], SECRET])
        assert left_behind(secrets, [line.service.logged]) == []
        assert wrong not in line.service.told


async def test_of_two_processes_one_polls_and_the_other_takes_over(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    async with telegram_line(tmp_path / "one", "polling") as line:
        with Service(tmp_path / "two", line.service.environment) as second:
            own = {"SAMNAEU_PORT": str(second.port)}
            line.service.start()
            second.given(own).start()
            await line.ready()
            robot = line.robot(CHAT, ENGLISH, PHONE, HOME)
            await robot.start()
            assert await stopped(line.service) == 0

            await robot.up_to("people")  # the second is the one that answers
            line.service.start()
            second.kill()
            lease_runs_out(line.service.data)
            await stands(line, await robot.file())
            for each in (line.service, second):
                assert "telegram.another_poller" not in events(each)


@BOTH_WAYS
async def test_while_nothing_can_be_stored_updates_wait_and_are_done_once(tmp_path: Path, mode: str) -> None:
    async with telegram_line(tmp_path, mode) as line:
        line.service.start()
        await line.ready()
        robot = line.robot(CHAT, ENGLISH, PHONE, HOME)
        await robot.start()
        await robot.up_to("send")
        before = await line.service.requests()
        with locked(line.service.data):
            await robot.grant(robot.wanted)
            await line.telegram.until(lambda: put_off(line), 60, "the update could not be stored")
        await line.telegram.settled(60)
        await stands(line, robot.page.reference)
        assert await line.service.requests() == before + 1


def put_off(line: Line) -> bool:
    """Whether an update was to come again."""
    return bool({"telegram.comes_again", "telegram.store_unavailable"} & set(events(line.service)))


@BOTH_WAYS
async def test_nothing_of_anybody_is_left_readable(tmp_path: Path, mode: str) -> None:
    async with telegram_line(tmp_path, mode) as line:
        line.service.given({"SAMNAEU_LOG_LEVEL": "debug"}).start()
        await line.ready()
        robot = line.robot(CHAT, KHMER, PHONE, HOME)
        robot.user.first_name, robot.user.username = "Chanmonyroath", "chanmonyroath_kh"
        await robot.start()
        await robot.file()
        await robot.user.forwards_contact(line.user(CHAT + 1, "+85512777802"))
        await line.telegram.settled(30)

        texts = [*written(PHONE), *written("+85512777802"), str(CHAT), str(CHAT + 1), SECRET]
        looked_for = traces([*texts, TOKEN, TOKEN.partition(":")[2], "Chanmonyroath", "chanmonyroath_kh"])
        kept = files(line.service.data)
        assert any(path.name.endswith("-wal") for path in kept)
        assert left_behind(looked_for, [*kept, line.service.logged]) == []
        assert await stopped(line.service) == 0
        assert left_behind(looked_for, [*files(line.service.data), line.service.logged]) == []
        assert line.service.told.count(TOKEN) == 0
