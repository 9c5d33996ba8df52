"""`samnaeu serve` as an operator runs it: what it listens on, refuses, and gives away in its output."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from core.digits import fold_digits

SAMNAEU = Path(sys.executable).with_name("samnaeu")
SECRET = "Kp7-a-gateway-secret-of-this-test-only"
CODE = "*384*7#"


@dataclass
class Service:
    """A running service, and all it has written so far."""

    address: str
    figures: str
    process: asyncio.subprocess.Process
    output: list[str]

    async def read_until(self, words: str) -> None:
        assert self.process.stdout is not None
        while line := (await self.process.stdout.readline()).decode():
            self.output.append(line)
            if words in line:
                return
        raise AssertionError("".join(self.output))

    async def stop(self) -> str:
        self.process.terminate()
        rest, _ = await self.process.communicate()
        return "".join(self.output) + rest.decode()


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on just now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


async def started(folder: Path, **settings: str) -> asyncio.subprocess.Process:
    given = {f"SAMNAEU_{name.upper()}": value for name, value in settings.items()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMNAEU_")}
    output = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        SAMNAEU, "serve", cwd=folder, env=kept | given, stdout=output, stderr=asyncio.subprocess.STDOUT
    )


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[Service]:
    port, metrics_port = free_ports(2)
    process = await started(
        folder,
        port=str(port),
        metrics_port=str(metrics_port),
        ussd_secrets=SECRET,
        ussd_service_code=CODE,
    )
    service = Service(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{metrics_port}", process, [])
    try:
        await service.read_until("serves at")
        yield service
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


def turn(number: str, text: str, session: str) -> dict[str, str]:
    return {
        "sessionId": session,
        "phoneNumber": number,
        "networkCode": "45601",
        "serviceCode": CODE,
        "text": text,
    }


async def test_nothing_that_a_caller_sends_stands_in_the_output(tmp_path: Path) -> None:
    number, typed = "+85512345678", "Sok San"
    async with serving(tmp_path) as service, aiohttp.ClientSession(service.address) as phone:
        path = f"/ussd/africastalking/{SECRET}"
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
        told = await service.stop()

    lines = [json.loads(line) for line in told.splitlines() if not line.startswith("Samnaeu serves")]
    assert {"/ussd/{gateway}/{secret}", "unmatched"} <= {line.get("route") for line in lines}
    assert service.process.returncode == 0
    bare = re.sub(r"[\s().+-]", "", fold_digits(told.encode().decode("unicode_escape")))
    assert "12345678" not in bare
    assert not any(secret in told for secret in (SECRET, "not-the-secret", "Sok", "SOK", "session-1"))


async def test_the_real_service_has_no_demo_and_its_figures_apart(tmp_path: Path) -> None:
    async with serving(tmp_path) as service, aiohttp.ClientSession() as http:
        statuses = {}
        for path in ("/healthz", "/readyz", "/simulator/", "/metrics"):
            async with http.get(service.address + path) as answer:
                statuses[path] = answer.status
        async with http.post(
            service.address + "/ussd/africastalking/demo", data=turn("+85512345678", "", "s")
        ) as answer:
            statuses["demo"] = answer.status
        async with http.get(service.figures + "/metrics") as answer:
            figures = await answer.text()

    assert statuses == {"/healthz": 200, "/readyz": 200, "/simulator/": 404, "/metrics": 404, "demo": 404}
    assert 'samnaeu_requests{state="queued"} 0.0' in figures


async def test_it_says_in_plain_lines_why_it_does_not_start(tmp_path: Path) -> None:
    process = await started(tmp_path, port="http", ussd_secrets="demo", helper_limt="1")
    output, _ = await process.communicate()

    assert process.returncode == 2
    assert [line.split(":")[0] for line in output.decode().splitlines()] == [
        "SAMNAEU_HELPER_LIMT",
        "SAMNAEU_PORT",
    ]


async def test_it_refuses_the_secret_of_the_demo(tmp_path: Path) -> None:
    process = await started(tmp_path, ussd_secrets="demo", ussd_service_code=CODE)
    output, _ = await process.communicate()

    assert process.returncode == 2
    assert output.decode().startswith("SAMNAEU_USSD_SECRETS: 'demo' is known to everybody")
    assert len(output.decode().splitlines()) == 1


async def test_a_store_that_cannot_be_reached_is_said_without_its_password(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    process = await started(
        tmp_path,
        ussd_secrets=SECRET,
        ussd_service_code=CODE,
        database_url=f"postgresql://me:hunter2@127.0.0.1:{port}/samnaeu",
    )
    output, _ = await process.communicate()

    assert process.returncode == 2
    assert output.decode().startswith("SAMNAEU_DATABASE_URL: the database cannot be reached")
    assert len(output.decode().splitlines()) == 1
    assert "hunter2" not in output.decode()
