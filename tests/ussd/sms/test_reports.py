"""Delivery reports over HTTP: who may report, and what a report may do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.house import House, open_house
from app.metrics import Metrics
from app.server import make_app
from core.clock import FixedClock
from core.outbox import Status
from tests.servers.sms_api.post import texts_wait
from tests.ussd.conftest import NewSettings
from tests.ussd.gateway import log_lines
from tests.ussd.sms.conftest import Told, Worker
from ussd.africastalking import MOST_BYTES
from ussd.posted import FORM
from ussd.sms.outcome import Unclear

SECRETS = ("a-secret-of-reports-being-replaced-01", "the-secret-of-reports-that-replaces-it")
DIALS = "the-secret-of-dials-and-not-of-reports"


@dataclass
class Reporter:
    """A gateway that reports."""

    client: TestClient[web.Request, web.Application]
    secret: str = SECRETS[0]

    async def report(self, **fields: str) -> int:
        return await self.post(urlencode(fields).encode())

    async def post(self, body: bytes, kind: str = FORM) -> int:
        path = f"/sms/africastalking/{self.secret}/delivery"
        reply = await self.client.post(path, data=body, headers={"Content-Type": kind})
        assert self.secret not in await reply.text()
        return reply.status


@pytest.fixture
async def house(new_settings: NewSettings, clock: FixedClock) -> AsyncIterator[House]:
    async with new_settings("sqlite") as plain:
        secrets = {"ussd_secrets": DIALS, "sms_secrets": ",".join(SECRETS)}
        settings = type(plain).model_validate(plain.model_dump(exclude={"ussd_secrets"}) | secrets)
        async with open_house(settings, clock) as house:
            yield house


@pytest.fixture
async def gateway(house: House) -> AsyncIterator[Reporter]:
    app = make_app(house, Metrics(), demo=False)
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield Reporter(client)


@pytest.fixture
async def phone(house: House, worker: Worker) -> str:
    """Whose text was sent, as id-1."""
    [phone] = await texts_wait(house, 1)
    await worker(Told()).send()
    return phone


async def status(house: House) -> Status:
    [found] = [status for status, count in (await house.outbox.counts()).items() if count]
    return found


async def test_a_text_that_the_gateway_held_back_may_still_be_reported(
    house: House, gateway: Reporter, worker: Worker
) -> None:
    [phone] = await texts_wait(house, 1)
    await worker(Told(Unclear("risk_hold", "id-7"))).send()
    assert await status(house) is Status.MAYBE_SENT
    assert await gateway.report(id="id-7", phoneNumber=phone, status="Success", networkCode="45601") == 200
    assert await status(house) is Status.SENT


@pytest.mark.parametrize("secret", SECRETS)
async def test_a_text_that_did_not_arrive_has_failed(
    house: House, gateway: Reporter, phone: str, secret: str
) -> None:
    gateway.secret = secret
    assert await gateway.report(id="id-1", phoneNumber=phone, status="Sent", networkCode="45601") == 200
    assert await status(house) is Status.SENT
    failed = {"id": "id-1", "phoneNumber": phone, "status": "Failed", "failureReason": "UserIsInactive"}
    for _ in range(3):  # as often as the gateway likes
        assert await gateway.report(**failed) == 200
    assert await status(house) is Status.FAILED


@pytest.mark.parametrize("wrong", [DIALS, "demo", SECRETS[0][:-1], SECRETS[0].upper(), "សម្ងាត់"])
async def test_another_secret_finds_nothing(house: House, gateway: Reporter, phone: str, wrong: str) -> None:
    gateway.secret = quote(wrong)
    with log_lines() as logged:
        assert await gateway.report(id="id-1", phoneNumber=phone, status="Failed") == 404
    assert wrong not in logged.getvalue()
    assert await status(house) is Status.SENT


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "id-2", "status": "Failed"},
        {"id": "id-1", "status": "Failed", "phoneNumber": "+85598765432"},
    ],
)
async def test_what_is_not_ours_is_answered_politely_and_changes_nothing(
    house: House, gateway: Reporter, phone: str, fields: dict[str, str]
) -> None:
    with log_lines() as logged:
        assert await gateway.report(**{"phoneNumber": phone, **fields}) == 200
    assert phone[1:] not in logged.getvalue()
    assert await status(house) is Status.SENT


@pytest.mark.parametrize("written", ["%2B{}", "+{}", "{}"])
async def test_the_plus_of_a_number_may_be_lost_on_the_way(
    house: House, gateway: Reporter, phone: str, written: str
) -> None:
    number = written.format(phone.removeprefix("+"))
    assert await gateway.post(f"id=id-1&phoneNumber={number}&status=Failed".encode()) == 200
    assert await status(house) is Status.FAILED


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (b"", 400),
        (b"id=id-1", 400),
        (b"id=id-1&phoneNumber=%2B85512000000&status=Perhaps", 400),
        (b"id=id-1&id=id-1&phoneNumber=%2B85512000000&status=Failed", 400),
        (b"id=id-1&phoneNumber=012000000&status=Failed", 400),
        (b"id=id-1&status=Failed", 400),
        (b"id=" + b"x" * 100 + b"&phoneNumber=%2B85512000000&status=Failed", 400),
        (b"\xff\xfe", 400),
        (b"id=" + b"x" * MOST_BYTES, 413),
    ],
)
async def test_what_is_no_report_is_refused(
    house: House, gateway: Reporter, phone: str, body: bytes, answer: int
) -> None:
    assert await gateway.post(body) == answer
    assert await gateway.post(body, "application/json") == 415
    assert await status(house) is Status.SENT


async def test_without_a_secret_no_report_is_taken(house: House, phone: str) -> None:
    bare = house.settings.model_copy(update={"sms_secrets": ()})
    app = make_app(type(house)(**{**vars(house), "settings": bare}), Metrics(), demo=False)
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        for secret in ("", "demo", *SECRETS):
            reply = await client.post(f"/sms/africastalking/{secret}/delivery", data={"id": "id-1"})
            assert reply.status == 404
