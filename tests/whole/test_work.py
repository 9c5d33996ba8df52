"""`samnaeu work` as an operator runs it: it sends what waits, logs nobody's number, stops when told to."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from app.house import open_house
from app.settings import Settings
from core.outbox import Status
from tests.servers.ports import free_port
from tests.servers.sms_api.gateway import API_KEY, USERNAME, SmsGateway, serve
from tests.servers.sms_api.post import texts_wait
from tests.whole.service import INHERITED, PROGRAM

SECRET = "the-secret-of-a-gateway-of-this-test"


@asynccontextmanager
async def running(command: str, folder: Path, given: Mapping[str, str]) -> AsyncIterator[None]:
    """The program, once it says that it runs. It must end well when it is told to."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    names = {f"SAMNAEU_{name}": value for name, value in given.items()}
    with (folder / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            PROGRAM,
            command,
            cwd=folder,
            env=kept | names,
            stderr=log,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
        )
    try:
        assert process.stdout is not None
        assert await asyncio.wait_for(process.stdout.readline(), 90), (folder / "log").read_text()
        yield
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0, (folder / "log").read_text()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def settings_of(folder: Path, gateway: str) -> dict[str, str]:
    return {
        "DATA_DIR": str(folder / "data"),
        "PORT": str(free_port()),
        "METRICS_PORT": str(free_port()),
        "USSD_SECRETS": SECRET,
        "USSD_SERVICE_CODE": "*384*7#",
        "SMS_USERNAME": USERNAME,
        "SMS_API_KEY": API_KEY,
        "SMS_API_URL": gateway,
    }


async def test_texts_are_sent_by_a_worker_of_its_own_while_the_service_leaves_them_alone(
    tmp_path: Path,
) -> None:
    gateway = SmsGateway()
    async with serve(gateway) as url:
        given = settings_of(tmp_path, url)
        async with open_house(Settings.model_validate({"data_dir": given["DATA_DIR"]})) as house:
            phones = await texts_wait(house, 5)
            door = given | {"SERVE_SENDS": "no", "SMS_SENDER": "Door"}
            worker = given | {"SMS_SENDER": "Worker"}
            async with running("serve", tmp_path, door), running("work", tmp_path, worker):
                assert await gateway.called(5 - len(gateway.calls), seconds=60)
            counts = await house.outbox.counts()
    assert counts[Status.SENT] == 5
    assert sorted(gateway.phones) == phones
    assert {call.sender for call in gateway.calls} == {"Worker"}
    assert "*384*7#" in gateway.calls[0].text
    logged = (tmp_path / "log").read_text()
    assert not [secret for secret in (*phones, API_KEY, SECRET) if secret.strip("+") in logged]
