"""`samnaeu demo` as somebody starts, tries and stops it."""

from __future__ import annotations

import asyncio
import re
import socket
import sqlite3
from contextlib import closing

from app.demo.cast import REQUESTS
from app.handset import Handset
from tests.whole.conftest import SERVICE_CODE, NewPhone
from tests.whole.service import Service


async def test_every_address_that_the_first_page_leads_to_answers(demo: Service) -> None:
    paths = set(re.findall(r'<a [^>]*href="(/[^"]*)"', await demo.get("/")))
    assert paths >= {"/simulator/", "/readyz", "/metrics"}
    for path in paths:
        await demo.get(path)


async def test_the_phone_in_the_terminal_calls_the_demo(demo: Service) -> None:
    called = demo.run("dial", "--url", demo.url, "--phone", "+85512777900", answers="2\n2\nq\n")
    assert called.returncode == 0
    assert "This number has no open request." in called.stdout


async def test_the_demo_tells_its_addresses_finishes_what_was_begun_and_seeds_once(
    service: Service, new_phone: NewPhone
) -> None:
    service.start()
    assert await service.requests() == len(REQUESTS)
    await stop_within_a_turn(service, new_phone(service))
    assert service.ended() == 0
    for told in (f"{service.url}/ ", f"{service.url}/simulator/", SERVICE_CODE, "officer-120109", "DEMO"):
        assert told in service.told

    service.start()
    assert await service.requests() == len(REQUESTS)


async def stop_within_a_turn(service: Service, phone: Handset) -> None:
    """Tell it to stop while a turn waits for the database: the phone still gets its screen."""
    await phone.dial()
    with closing(sqlite3.connect(service.data / "samnaeu.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # whoever writes has to wait for us
        turn = asyncio.create_task(phone.press("2"))
        await service.get("/healthz")
        service.tell_to_stop()
        await refusing(service)
        assert not turn.done()
        other.execute("ROLLBACK")
        assert "1." in (await turn).text


async def refusing(service: Service) -> None:
    """Returns when nobody can connect any more."""
    while True:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", service.port)) != 0:
                return
        await asyncio.sleep(0.01)


async def test_a_port_that_is_taken_is_said_in_a_line(demo: Service) -> None:
    second = demo.run("demo")
    assert second.returncode == 2
    assert second.stdout == ""
    assert second.stderr.strip() == f"cannot listen on 127.0.0.1:{demo.port}: Address already in use"
