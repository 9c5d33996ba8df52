"""The real program on a data folder of its own, which a test may kill and start again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Self

import aiohttp

from app.handset import Handset
from tests.servers import child
from tests.servers.ports import free_port

PROGRAM = Path(sys.executable).with_name("samnaeu")
CALLBACK = "/ussd/africastalking/demo"
TALLY = "samnaeu_requests{"
INHERITED = ("PATH", "PYTHONPATH")


class Service:
    """`samnaeu demo`, or another command that serves, with what it printed and logged.

    It runs in `folder`, where no `.env` of a developer lies, and inherits nothing but where programs are.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.logged = folder / "log"
        self.port = free_port()
        self.told = ""
        self._settings = dict(settings or {})
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def url(self) -> str:
        """Where it listens: the same port after each start."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What the program is given."""
        fixed = {"SAMNAEU_DATA_DIR": str(self.data), "SAMNAEU_PORT": str(self.port)}
        inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
        return {**inherited, "COLUMNS": "80", **fixed, **self._settings}

    def given(self, settings: Mapping[str, str]) -> Self:
        """With more settings, from its next start on."""
        self._settings |= settings
        return self

    def start(self, command: str = "demo") -> Self:
        """Start it and return when it has told its address. Its log goes on in the same file."""
        with self.logged.open("ab") as log:
            self._process = subprocess.Popen(
                [PROGRAM, command],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                preexec_fn=child.die_with_parent,  # noqa: PLW1509  one C call, which takes no lock
            )
        self.told = self._read_to(self._running.stdout, self.url)
        return self

    def kill(self) -> None:
        """As the machine's end does: no warning, nothing is tidied up."""
        if self._process is not None:
            self._process.kill()
            self._ended()

    def tell_to_stop(self) -> None:
        """As an operator does."""
        self._running.send_signal(signal.SIGTERM)

    def ended(self, seconds: float = 20) -> int:
        """Its exit code, when it has stopped."""
        self._running.wait(seconds)
        return self._ended()

    def restart(self) -> Self:
        """Killed, and started on the same data."""
        self.kill()
        return self.start()

    def run(self, *arguments: str, answers: str = "") -> subprocess.CompletedProcess[str]:
        """Another command of the program on the same data, to its end; `answers` is what is typed."""
        return subprocess.run(
            [PROGRAM, *arguments],
            cwd=self.folder,
            env=self.environment,
            input=answers,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    async def get(self, path: str) -> str:
        """What it answers a browser; 200 is expected."""
        async with aiohttp.request("GET", f"{self.url}{path}") as reply:
            assert reply.status == 200, f"{path}: {reply.status}"
            return await reply.text()

    async def turn(self, fields: Mapping[str, str]) -> str:
        """What it answers a gateway, on a connection of its own."""
        async with aiohttp.request("POST", f"{self.url}{CALLBACK}", data=fields) as reply:
            assert reply.status == 200
            return await reply.text()

    async def requests(self) -> int:
        """How many requests there are, in whatever state."""
        figures = await self.get("/metrics")
        return sum(int(float(line.split()[-1])) for line in figures.splitlines() if line.startswith(TALLY))

    @property
    def _running(self) -> subprocess.Popen[str]:
        assert self._process is not None, "it was not started"
        return self._process

    def _ended(self) -> int:
        process, self._process = self._running, None
        rest, _ = process.communicate()
        self.told += rest
        return process.returncode

    def _read_to(self, told: IO[str] | None, address: str) -> str:
        assert told is not None
        lines = []
        for line in told:
            lines.append(line)
            if address in line:
                return "".join(lines)
        raise AssertionError(f"it ended with {self._ended()}:\n{self.logged.read_text('utf-8')}")


def turn_of(phone: Handset, key: str | None) -> dict[str, str]:
    """What the gateway posts when this key is pressed next."""
    return {
        "sessionId": phone.session_id,
        "phoneNumber": phone.phone,
        "networkCode": phone.network_code,
        "serviceCode": phone.service_code,
        "text": f"{phone.text}*{key}",
    }
