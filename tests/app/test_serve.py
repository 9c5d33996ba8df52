"""`samnaeu serve` as an operator runs it: what it listens on, refuses, and gives away in its output."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from typer.testing import CliRunner

from app.commands import cli
from core.digits import fold_digits
from tests.plain_logs import logs_as_before

SAMNAEU = Path(sys.executable).with_name("samnaeu")
SECRET = "Kp7-a-gateway-secret-of-this-test-only"
CODE = "*384*7#"

Refusal = Callable[..., list[str]]


@dataclass(frozen=True)
class Service:
    """A running service, and the file of its log."""

    address: str
    figures: str
    log: Path


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on just now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports: list[int] = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def variables(**settings: str) -> dict[str, str]:
    return {f"SAMNAEU_{name.upper()}": value for name, value in settings.items()}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The real service in a process of its own. It must end well when it is told to."""
    folder = tmp_path_factory.mktemp("serve")
    port, metrics_port = map(str, free_ports(2))
    given = variables(port=port, metrics_port=metrics_port, ussd_secrets=SECRET, ussd_service_code=CODE)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMNAEU_")}
    log = folder / "log"
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [SAMNAEU, "serve"], cwd=folder, env=kept | given, stdout=subprocess.PIPE, stderr=stderr
        )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"Samnaeu serves at"), log.read_text()
        yield Service(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{metrics_port}", log)
        process.terminate()
        rest, _ = process.communicate(timeout=20)
        assert (process.returncode, rest) == (0, b"")
    finally:
        process.kill()
        process.communicate()


def turn(number: str, text: str, session: str) -> dict[str, str]:
    return {
        "sessionId": session,
        "phoneNumber": number,
        "networkCode": "45601",
        "serviceCode": CODE,
        "text": text,
    }


@pytest.mark.slow
async def test_nothing_that_a_caller_sends_stands_in_the_log(service: Service) -> None:
    number, typed, path = "+85512345678", "Sok San", f"/ussd/africastalking/{SECRET}"
    async with aiohttp.ClientSession(service.address) as phone:
        for text in ("", "2", "2*1", f"2*1*{typed}", "2*1*012345678", "9*9", "\0", "០១២៣៤៥៦៧៨"):
            await phone.post(path, data=turn(number, text, f"session {number}"))
            await phone.post(path, data=turn(number, text, "session-1"))
        for wrong in ("012 345 678", "០១២៣៤៥៦៧៨", " 85512345678", typed, "+0"):
            await phone.post(path, data=turn(wrong, "", f"session-{wrong}"))
        await phone.post(f"{path}/events", data=turn(number, typed, "session-1") | {"status": typed})
        await phone.post(path, json=turn(number, "", "session-1"))
        await phone.post(path, data=b"\xff" * 5000)
        await phone.post("/ussd/africastalking/not-the-secret-012345678", data=turn(number, "", "s"))
        await phone.get(f"/{number}?name={typed}&secret={SECRET}", headers={"User-Agent": number})
        await phone.request("SOK", f"/ussd/{number}/{SECRET}")

    told = service.log.read_text()
    lines = [json.loads(line) for line in told.splitlines()]
    assert {"/ussd/{gateway}/{secret}", "unmatched"} <= {line.get("route") for line in lines}
    bare = re.sub(r"[\s().+-]", "", fold_digits(told.encode().decode("unicode_escape")))
    assert "12345678" not in bare
    assert not any(secret in told for secret in (SECRET, "not-the-secret", "Sok", "SOK", "session-1"))


@pytest.mark.slow
async def test_the_real_service_has_no_demo_and_its_figures_apart(service: Service) -> None:
    async with aiohttp.ClientSession() as http:
        statuses = {}
        for path in ("/healthz", "/readyz", "/simulator/", "/metrics"):
            async with http.get(service.address + path) as answer:
                statuses[path] = answer.status
        dial = turn("+85512345678", "", "s")
        async with http.post(f"{service.address}/ussd/africastalking/demo", data=dial) as answer:
            statuses["demo"] = answer.status
        async with http.get(f"{service.figures}/metrics") as answer:
            figures = await answer.text()

    assert statuses == {"/healthz": 200, "/readyz": 200, "/simulator/": 404, "/metrics": 404, "demo": 404}
    assert 'samnaeu_requests{state="queued"} 0.0' in figures


@pytest.fixture
def refusal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Refusal]:
    """What `samnaeu serve` says, line by line, when it does not start with these settings."""
    for owner, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SAMNAEU_")]:
        monkeypatch.delenv(name)

    def refused(**settings: str) -> list[str]:
        ran = CliRunner().invoke(cli, ["serve"], env=variables(**settings))
        assert (ran.exit_code, ran.stdout) == (2, "")
        return ran.stderr.splitlines()

    with logs_as_before():
        yield refused


def test_it_says_in_plain_lines_why_it_does_not_start(refusal: Refusal) -> None:
    lines = refusal(port="http", ussd_secrets="demo", helper_limt="1")
    assert [line.split(":")[0] for line in lines] == ["SAMNAEU_HELPER_LIMT", "SAMNAEU_PORT"]


def test_it_refuses_the_secret_of_the_demo(refusal: Refusal) -> None:
    (line,) = refusal(ussd_secrets="demo", ussd_service_code=CODE)
    assert line.startswith("SAMNAEU_USSD_SECRETS: 'demo' is known to everybody")


def test_a_store_that_cannot_be_reached_is_said_without_its_password(
    refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    # comes first, and takes a second: tests/flows/test_proving.py tries it
    monkeypatch.setattr("app.commands.serving.refuse_unproved", lambda: None)
    (port,) = free_ports(1)
    url = f"postgresql://me:hunter2@127.0.0.1:{port}/samnaeu"
    (line,) = refusal(ussd_secrets=SECRET, ussd_service_code=CODE, database_url=url)
    assert line.startswith("SAMNAEU_DATABASE_URL: the database cannot be reached")
    assert "hunter2" not in line
