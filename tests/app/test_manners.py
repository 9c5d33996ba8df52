"""How the server answers anybody: problems without their inside, strict headers, lines without secrets."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Iterator
from ipaddress import ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app import logs
from app.addresses import gateways_only
from app.metrics import Metrics
from app.observing import observing
from app.problems import plain_problems, strict_headers
from tests.plain_logs import logs_as_before

Client = TestClient[web.Request, web.Application]

SECRET = "abcdefghijklmnop"
PROXIES = (ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8"))
GATEWAYS = (ip_network("203.0.113.0/24"),)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    with logs_as_before():
        logs.configure(stream=stream)
        yield stream


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def client(written: io.StringIO, metrics: Metrics) -> AsyncIterator[Client]:
    async def turn(request: web.Request) -> web.Response:
        return web.Response(text="END")

    async def broken(request: web.Request) -> web.Response:
        raise ValueError("012 345 678")

    app = web.Application(middlewares=[observing(metrics), plain_problems, gateways_only(GATEWAYS, PROXIES)])
    app.on_response_prepare.append(strict_headers)
    app.router.add_post("/ussd/{gateway}/{secret}", turn)
    app.router.add_post("/sms/{gateway}/{secret}/delivery", turn)
    app.router.add_get("/broken", broken)
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield client


def http_lines(written: io.StringIO) -> list[tuple[str, str, int]]:
    told = map(json.loads, written.getvalue().splitlines())
    return [(line["method"], line["route"], line["status"]) for line in told if line["event"] == "http"]


async def test_an_error_of_ours_shows_nothing_of_the_inside(client: Client, written: io.StringIO) -> None:
    async with client.get("/broken") as answer:
        body = await answer.text()

    assert (answer.status, answer.content_type) == (500, "text/plain")
    assert not any(inside in body for inside in ("ValueError", "Traceback", "012", ".py"))
    assert '"error": "ValueError"' in written.getvalue()
    assert "012" not in written.getvalue()


async def test_a_line_names_the_route_and_never_the_path(
    client: Client, written: io.StringIO, metrics: Metrics
) -> None:
    behind = {"X-Forwarded-For": "203.0.113.7"}
    await client.post(f"/ussd/africastalking/{SECRET}", headers=behind)
    await client.post(f"/ussd/africastalking/{SECRET}/nowhere?phone=012345678")

    assert http_lines(written) == [("POST", "/ussd/{gateway}/{secret}", 200), ("POST", "unmatched", 404)]
    figures = (await metrics.exposition()).decode()
    assert 'samnaeu_http_seconds_count{route="unmatched",status="4xx"} 1.0' in figures
    assert SECRET not in written.getvalue() + figures


@pytest.mark.parametrize("path", ["/broken", "/nowhere"])
async def test_every_answer_has_strict_headers(client: Client, path: str) -> None:
    async with client.get(path) as answer:
        headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Server"] == "samnaeu"


@pytest.mark.parametrize(
    ("forwarded", "status"),
    [
        ("203.0.113.7", 200),
        ("203.0.113.7, 10.1.2.3", 200),
        ("198.51.100.1, 203.0.113.7", 200),
        ("::ffff:203.0.113.7", 200),
        ("203.0.113.7, 198.51.100.1", 403),
        ("198.51.100.1", 403),
        ("", 403),
        ("unknown", 403),
        ("203.0.113.7, ?, 10.1.2.3", 403),
    ],
)
async def test_a_gateway_is_believed_by_its_network_alone(
    client: Client, forwarded: str, status: int
) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    for path in (f"/ussd/africastalking/{SECRET}", f"/sms/africastalking/{SECRET}/delivery"):
        async with client.post(path, headers=headers) as answer:
            assert answer.status == status


async def test_without_own_proxies_nobody_speaks_for_another() -> None:
    async def turn(request: web.Request) -> web.Response:
        return web.Response(text="END")

    app = web.Application(middlewares=[gateways_only(GATEWAYS, ())])
    app.router.add_post("/ussd/{gateway}/{secret}", turn)
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        headers = {"X-Forwarded-For": "203.0.113.7"}
        async with client.post("/ussd/africastalking/x", headers=headers) as answer:
            assert answer.status == 403
