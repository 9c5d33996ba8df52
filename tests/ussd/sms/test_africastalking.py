"""What we take an answer of the gateway for: it went, it surely did not, or nobody knows."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress

import pytest
from structlog.testing import capture_logs

from tests.servers.ports import free_port
from tests.servers.sms_api.gateway import API_KEY, USERNAME, SmsGateway, serve
from tests.servers.sms_api.mishaps import Mishap
from ussd.sms.africastalking import NO_ANSWER, NOT_REACHED, AfricasTalking
from ussd.sms.answers import judge
from ussd.sms.outcome import Accepted, Outcome, Refused, Unclear
from ussd.sms.posting import MOST_BYTES, Answer, Bounds, Messaging

Handle = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]]

PHONE, TEXT = "+85512345678", "សំណើរបស់អ្នកមានដំណឹង។"
BOUNDS = Bounds(connect=0.5, silence=0.3, answer=0.4)


@asynccontextmanager
async def calling(url: str, whole: float = 5.0, at_once: int = 2) -> AsyncIterator[AfricasTalking]:
    sender = AfricasTalking(Messaging(USERNAME, API_KEY, url, BOUNDS), "IDPoor", at_once, whole)
    try:
        yield sender
    finally:
        sender.close()


@asynccontextmanager
async def answering(handle: Handle) -> AsyncIterator[str]:
    """A server that answers as `handle` does, byte by byte; every line is closed at the end."""
    handled: list[asyncio.Task[None]] = []

    async def whole(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handled.append(asyncio.ensure_future(handle(reader, writer)))
        await handled[-1]
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    async with await asyncio.start_server(whole, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await asyncio.gather(*handled)


async def sent(mishap: Mishap) -> tuple[Outcome, SmsGateway]:
    gateway = SmsGateway(lambda _: mishap, late=1.0)
    async with serve(gateway) as url, calling(url) as sender:
        return await sender.send(PHONE, TEXT), gateway


async def test_a_text_goes_as_it_is_to_its_number_from_our_name() -> None:
    outcome, gateway = await sent(Mishap.NONE)
    [call] = gateway.calls
    assert (call.phone, call.text, call.sender) == (PHONE, TEXT, "IDPoor")
    assert outcome == Accepted(call.message_id)


@pytest.mark.parametrize("mishap", Mishap)
async def test_what_is_tried_again_surely_did_not_go(mishap: Mishap) -> None:
    outcome, _ = await sent(mishap)
    assert isinstance(outcome, Refused) == mishap.sure
    if isinstance(outcome, Accepted):
        assert mishap.taken


async def test_who_does_not_listen_took_nothing() -> None:
    async with calling(f"http://127.0.0.1:{free_port()}") as sender:
        assert await sender.send(PHONE, TEXT) == NOT_REACHED


async def test_who_listens_and_says_nothing_may_have_taken_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        async with calling(f"http://127.0.0.1:{deaf.getsockname()[1]}") as sender:
            assert await sender.send(PHONE, TEXT) == NO_ANSWER


async def test_an_answer_that_comes_byte_by_byte_is_not_waited_for_and_those_behind_it_never_began() -> None:
    enough = asyncio.Event()

    async def drips(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 201 Created\r\nX: ")
        while not enough.is_set():
            writer.write(b"x")
            await asyncio.sleep(0.05)

    async with answering(drips) as url, calling(url, whole=0.5, at_once=1) as sender:
        outcomes = await asyncio.gather(*(sender.send(phone, TEXT) for phone in (PHONE, "+85512345679")))
        enough.set()
    assert outcomes == [NO_ANSWER, NOT_REACHED]


async def test_an_answer_that_drips_behind_its_head_holds_no_thread() -> None:
    enough = asyncio.Event()

    async def drips(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 4000\r\n\r\n")
        while not enough.is_set():
            writer.write(b" ")
            await asyncio.sleep(0.05)

    async with answering(drips) as url, calling(url) as sender:
        outcome = await sender.send(PHONE, TEXT)
        enough.set()
    assert outcome == UNREAD


@pytest.mark.parametrize("key", ["key\N{ZERO WIDTH SPACE}", "key\n"])
async def test_a_key_that_no_header_holds_blames_no_number(key: str) -> None:
    sender = AfricasTalking(Messaging(USERNAME, key, f"http://127.0.0.1:{free_port()}", BOUNDS))
    assert await sender.send(PHONE, TEXT) == NOT_REACHED
    sender.close()


async def test_a_number_that_the_package_refuses_calls_nobody() -> None:
    gateway = SmsGateway()
    async with serve(gateway) as url, calling(url) as sender:
        assert await sender.send("012345678", TEXT) == Refused("invalid_number", again=False)
    assert gateway.calls == []


async def test_nothing_of_a_text_or_number_or_key_stands_in_the_log() -> None:
    with capture_logs() as lines:
        for mishap in (Mishap.ERROR_BEFORE, Mishap.BROKEN_AFTER, Mishap.NO_NUMBER, Mishap.HALF):
            await sent(mishap)
    said = json.dumps(lines, ensure_ascii=False)
    assert lines
    assert not [secret for secret in (PHONE, PHONE[1:], TEXT, API_KEY) if secret in said]


def recipients(*told: object) -> Answer:
    return Answer(201, json.dumps({"SMSMessageData": {"Message": "", "Recipients": list(told)}}).encode())


def recipient(code: object, number: str = PHONE, **more: object) -> dict[str, object]:
    return {"statusCode": code, "number": number, "messageId": "ATXid_1", **more}


UNREAD = Unclear("answer_unread")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (recipients(recipient(101)), Accepted("ATXid_1")),
        (recipients(recipient("102")), Accepted("ATXid_1")),
        (recipients(recipient(100, messageId="None")), Accepted(None)),
        (recipients(recipient(101, messageId=["x"])), Accepted(None)),
        (recipients(recipient(101, number="855 12 345 678")), Accepted("ATXid_1")),
        (recipients(recipient(500), recipient(101)), Accepted("ATXid_1")),
        (recipients(recipient(500), recipient(401)), Unclear("risk_hold", "ATXid_1")),
        (recipients(recipient(401, messageId="None")), Unclear("risk_hold")),
        (recipients(), Refused("gateway_refused", again=True)),
        (recipients(recipient(101, number="+85598765432")), UNREAD),
        (recipients(recipient(999)), Unclear("answer_unread", "ATXid_1")),
        (recipients(recipient(True)), Unclear("answer_unread", "ATXid_1")),
        (recipients("x"), UNREAD),
        (Answer(201, b""), UNREAD),
        (Answer(200, b"[]"), UNREAD),
        (Answer(201, b"[" * 50_000), UNREAD),
        (Answer(201, b"\xff"), UNREAD),
        (Answer(201, b"{}", whole=False), UNREAD),
        (Answer(302, b""), Refused("gateway_refused", again=True)),
        (Answer(400, b""), Refused("bad_request", again=False)),
        (Answer(401, b""), Refused("not_let_in", again=True)),
        (Answer(408, b""), Unclear("gateway_error")),
        (Answer(503, b""), Unclear("gateway_error")),
    ],
)
def test_an_answer_is_read_for_what_it_says_and_nothing_more(answer: Answer, outcome: Outcome) -> None:
    assert judge(answer, PHONE) == outcome


async def test_more_than_an_answer_holds_is_not_read() -> None:
    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 201 Created\r\n\r\n" + b" " * 2 * MOST_BYTES)

    async with answering(flood) as url, calling(url) as sender:
        assert await sender.send(PHONE, TEXT) == UNREAD
