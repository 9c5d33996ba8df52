"""Up, ready, and which part is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.health import add_health, add_metrics
from app.metrics import Metrics

Client = TestClient[web.Request, web.Application]


class Part:
    """A part of the service that can be broken."""

    broken: Exception | None = None
    stuck = False

    async def __call__(self) -> None:
        if self.stuck:
            await asyncio.Event().wait()
        if self.broken:
            raise self.broken


@pytest.fixture
def database() -> Part:
    return Part()


@pytest.fixture
async def client(database: Part) -> AsyncIterator[Client]:
    app = web.Application()
    add_health(app, {"database": database, "drafts": Part()}, seconds=0.05)
    add_metrics(app, Metrics())
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield client


async def ready(client: Client) -> tuple[int, object]:
    async with client.get("/readyz") as answer:
        return answer.status, await answer.json()


async def test_it_is_ready_when_every_part_answers(client: Client) -> None:
    assert await ready(client) == (200, {"ready": True, "parts": {"database": "ok", "drafts": "ok"}})


async def test_a_part_that_fails_is_named_without_its_reason(client: Client, database: Part) -> None:
    database.broken = OSError("cannot reach postgresql://me:hunter2@db")
    assert await ready(client) == (503, {"ready": False, "parts": {"database": "failed", "drafts": "ok"}})


async def test_a_part_that_does_not_answer_is_not_waited_for(client: Client, database: Part) -> None:
    database.stuck = True
    assert await ready(client) == (503, {"ready": False, "parts": {"database": "late", "drafts": "ok"}})


async def test_a_part_that_recovers_is_ready_again(client: Client, database: Part) -> None:
    database.broken = OSError()
    await ready(client)
    database.broken = None
    assert (await ready(client))[0] == 200


@pytest.mark.parametrize("alarms", [["sms_limit_reached"], []])
async def test_an_alarm_is_told_and_takes_nothing_out_of_service(alarms: list[str]) -> None:
    async def raised() -> list[str]:
        return alarms

    app = web.Application()
    add_health(app, {"database": Part()}, alarms=raised)
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        told = {"ready": True, "parts": {"database": "ok"}} | ({"alarms": alarms} if alarms else {})
        assert await ready(client) == (200, told)


async def test_alarms_that_cannot_be_asked_for_are_left_out() -> None:
    async def breaks() -> list[str]:
        raise OSError

    app = web.Application()
    add_health(app, {"database": Part()}, alarms=breaks)
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        assert (await ready(client))[0] == 200


async def test_the_process_is_up_whatever_its_parts_do(client: Client, database: Part) -> None:
    database.stuck = True
    async with client.get("/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok\n")


async def test_prometheus_reads_the_figures(client: Client) -> None:
    async with client.get("/metrics") as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        assert "process_cpu_seconds_total" in await answer.text()
