"""How many screens a second the dial-up door answers, as a share of a bare form parser's in the same round.

`python -m bench.dials [--phones 64] [--requests 256] [--rounds 3]` starts the real service on each pair of
stores, as a process of its own, and files requests through its callback. Every reply is checked: the last
screen's reference must be the caller's own when the caller dials again. A figure of one machine says little:
compare the shares.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web

from tests.servers.ports import free_port
from tests.servers.postgres import Databases, in_own_loop, postgres_server
from tests.servers.valkey import valkey_server

KEYS = ("1", "120109", "1", "1", "5", "13", "1")
"""From the menu to the last screen: ask, commune, agree, contact, people, care, send."""
DIGITS = 9


@dataclass
class Tally:
    """What one run measured: the seconds of each reply, and the references given."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0

    def worst_of(self, share: float) -> float:
        """The seconds that this share of the turns did not exceed."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Phone:
    """One caller, who reads only what matters here."""

    def __init__(self, http: aiohttp.ClientSession, url: str, number: int, tally: Tally) -> None:
        self._http = http
        self._url = f"{url}/ussd/africastalking/demo"
        self._number = number
        self._tally = tally

    async def file(self) -> None:
        """A first dial in English, a request, and a second dial that must tell the same reference."""
        await self._turn("1", "")
        last = await self._walk("1", ("2", *KEYS))
        again = await self._walk("2", ("2",), from_start=True)
        reference = _reference(last)
        if not reference or reference != _reference(again):
            self._tally.wrong += 1

    async def _walk(self, session: str, keys: tuple[str, ...], from_start: bool = False) -> str:
        if from_start:
            await self._turn(session, "")
        pressed: list[str] = []
        body = ""
        for key in keys:
            pressed.append(key)
            body = await self._turn(session, "*".join(pressed))
        return body

    async def _turn(self, session: str, text: str) -> str:
        form = {
            "sessionId": f"{self._number}-{session}",
            "phoneNumber": f"+85512{self._number:06}",
            "networkCode": "99999",
            "serviceCode": "*384*2026#",
            "text": text,
        }
        started = time.perf_counter()
        async with self._http.post(self._url, data=form) as response:
            body = await response.text()
        self._tally.seconds.append(time.perf_counter() - started)
        return body


def _reference(body: str) -> str:
    digits = "".join(c for c in body.split(".")[1 if "Your number" in body else 0] if c.isdigit())
    return digits[:DIGITS]


async def _load(url: str, phones: int, requests: int, first: int) -> tuple[Tally, float]:
    tally = Tally()
    waiting = iter(range(first, first + requests))
    connector = aiohttp.TCPConnector(limit=phones)
    async with aiohttp.ClientSession(connector=connector) as http:

        async def work() -> None:
            for number in waiting:
                await Phone(http, url, number, tally).file()

        started = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(phones)))
        return tally, time.perf_counter() - started


@asynccontextmanager
async def _bare() -> AsyncIterator[str]:
    """A server that parses the form and answers a constant, as a process of its own."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench.dials", "--bare", str(port)])
    try:
        await _answers(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@asynccontextmanager
async def _service(**settings: str) -> AsyncIterator[str]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        environment = {
            **os.environ,
            "SAMNAEU_DATA_DIR": folder,
            "SAMNAEU_PORT": str(port),
            "SAMNAEU_LOG_LEVEL": "warning",
            **settings,
        }
        command = [str(Path(sys.executable).parent / "samnaeu"), "demo"]
        process = subprocess.Popen(command, env=environment, stdout=nowhere)
        try:
            await _answers(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


async def _answers(url: str) -> None:
    async with aiohttp.ClientSession() as http, asyncio.timeout(60):
        while True:
            try:
                async with http.get(url) as response:
                    if response.status < 500:
                        return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


@contextmanager
def _stores() -> Iterator[dict[str, dict[str, str]]]:
    with ExitStack() as stack:
        databases = Databases(stack.enter_context(postgres_server()))
        redis = stack.enter_context(valkey_server())
        url = in_own_loop(databases.create())
        stack.callback(lambda: in_own_loop(databases.drop(url)))
        yield {
            "SQLite": {},
            "PostgreSQL and Valkey": {
                "SAMNAEU_DATABASE_URL": url.render_as_string(hide_password=False),
                "SAMNAEU_REDIS_URL": redis,
            },
        }


async def _round(
    name: str, service: AbstractAsyncContextManager[str], phones: int, requests: int, first: int
) -> float:
    async with service as url:
        tally, seconds = await _load(url, phones, requests, first)
    rate = len(tally.seconds) / seconds
    print(
        f"{name:<24}{rate:8.0f} screens/s   median {statistics.median(tally.seconds) * 1000:6.1f} ms"
        f"   99 % {tally.worst_of(0.99) * 1000:6.1f} ms   wrong {tally.wrong}"
    )
    return rate


async def _main(phones: int, requests: int, rounds: int, stores: dict[str, dict[str, str]]) -> None:
    for number in range(rounds):
        first = number * requests
        bare = await _round("bare form parser", _bare(), phones, requests, first)
        for name, settings in stores.items():
            rate = await _round(name, _service(**settings), phones, requests, first)
            print(f"{'':<24}{rate / bare:8.2f} of the bare parser's")


def _serve_bare(port: int) -> None:
    async def answer(request: web.Request) -> web.Response:
        await request.post()
        return web.Response(text="CON 1.Yes")

    app = web.Application()
    app.router.add_post("/ussd/{gateway}/{secret}", answer)
    app.router.add_get("/healthz", answer)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=64)
    parser.add_argument("--requests", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--bare", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.bare:
        _serve_bare(chosen.bare)
    else:
        with _stores() as stores:
            asyncio.run(_main(chosen.phones, chosen.requests, chosen.rounds, stores))
