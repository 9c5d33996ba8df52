"""`samnaeu demo` as somebody starts, tries and stops it."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from contextlib import closing

from tests.whole.conftest import SERVICE_CODE, NewPhone
from tests.whole.service import Service


async def test_the_demo_tells_its_addresses_and_seeds_once(service: Service) -> None:
    service.start()
    filled = await service.requests()
    assert filled == 6
    service.tell_to_stop()
    assert service.ended() == 0
    for told in (f"{service.url}/ ", f"{service.url}/simulator/", SERVICE_CODE, "officer-120109", "DEMO"):
        assert told in service.told

    service.start()
    assert await service.requests() == filled


async def test_every_address_that_the_first_page_leads_to_answers(demo: Service) -> None:
    home = await demo.get("/")
    for path in ("/simulator/", "/readyz", "/metrics"):
        assert f'href="{path}"' in home
        await demo.get(path)


async def test_the_phone_in_the_terminal_calls_the_demo(demo: Service) -> None:
    called = demo.run("dial", "--url", demo.url, "--phone", "+85512777900", answers="2\n2\nq\n")
    assert called.returncode == 0
    assert "You have no request yet." in called.stdout


async def test_a_turn_under_way_is_finished_before_the_service_stops(
    service: Service, new_phone: NewPhone
) -> None:
    service.start()
    phone = new_phone(service)
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
    assert service.ended() == 0


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
