"""The callback over HTTP: who may post, what they may post, and what stays of it."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import AsyncIterator
from urllib.parse import quote, urlencode

import pytest

from app.house import House
from tests.ussd.conftest import SECRETS
from tests.ussd.gateway import EVENT, TURN, Gateway, log_lines, rows, service
from ussd import posted
from ussd.africastalking import MOST_BYTES

WELCOME = "CON IDPoor ឥតគិតថ្លៃ / Free\n1.ខ្មែរ (Khmer)\n2.English"


@pytest.fixture
async def gateway(small_house: House) -> AsyncIterator[Gateway]:
    async with service(small_house, SECRETS[0]) as gateway:
        yield gateway


async def test_a_turn_is_answered_in_plain_utf_8_and_nothing_before_con(gateway: Gateway) -> None:
    answer = await gateway.turn()
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert await answer.read() == WELCOME.encode()


async def test_a_call_goes_on_turn_by_turn_and_ends(gateway: Gateway) -> None:
    await gateway.turn()
    said = [await (await gateway.turn(text=text)).text() for text in ("2", "2*1", "2*1*0", "2*1*0*x")]
    assert [text[:4] for text in said] == ["CON "] * 4
    assert "END Ask someone to help" in await (await gateway.turn(text="2*1*0*x*x*x")).text()


async def test_both_live_secrets_are_taken(gateway: Gateway) -> None:
    for gateway.secret in SECRETS:
        assert (await gateway.turn()).status == 200


@pytest.mark.parametrize(
    "wrong", ["demo", "guessed", SECRETS[0][:-1], SECRETS[0] + "x", SECRETS[0].upper(), "សម្ងាត់"]
)
async def test_another_secret_finds_nothing_and_is_not_repeated(gateway: Gateway, wrong: str) -> None:
    gateway.secret = quote(wrong)
    with log_lines() as logged:
        for answer in (await gateway.turn(), await gateway.event()):
            assert answer.status == 404
            assert await answer.text() == "404: Not Found"
            assert wrong not in str(answer.headers)
    assert wrong not in logged.getvalue()
    assert gateway.secret not in logged.getvalue()


async def test_another_gateway_finds_nothing(gateway: Gateway) -> None:
    for path in ("/ussd/africatalking/", "/ussd/AFRICASTALKING/", "/ussd/%00/"):
        assert (await gateway.client.post(path + gateway.secret, data=TURN)).status == 404


async def test_every_live_secret_is_compared_in_constant_time(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[bytes] = []

    def spy(given: bytes, known: bytes) -> bool:
        compared.append(known)
        return hmac.compare_digest(given, known)

    monkeypatch.setattr(posted, "compare_digest", spy)
    for gateway.secret in (SECRETS[0], SECRETS[1], "neither"):
        compared.clear()
        await gateway.turn()
        assert compared == [secret.encode() for secret in SECRETS]


async def test_the_body_of_whoever_lacks_the_secret_is_not_read(gateway: Gateway) -> None:
    asked = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b"text="
        await asked.wait()  # a server that wants the rest waits for ever

    gateway.secret = "neither"
    assert (await gateway.raw(body())).status == 404
    asked.set()


async def test_the_demo_secret_is_the_demos_alone(small_house: House) -> None:
    async with service(small_house, "demo") as gateway:
        assert (await gateway.turn()).status == 404
    async with service(small_house, "demo", demo=True) as gateway:
        assert (await gateway.turn()).status == 200


@pytest.mark.parametrize(
    "path", [b"\xff\xfe", b"%ff%fe", b"%00", b"%ed%a0%80", b"..", b"x" * 5000, b"%", b"\xe1\x9f\x81"]
)
async def test_no_path_breaks_the_service(gateway: Gateway, path: bytes) -> None:
    """Byte for byte, as no client of ours would send it."""
    server = gateway.client.server
    body = urlencode(TURN).encode()
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write(b"POST /ussd/africastalking/%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" % path)
    writer.write(b"Content-Type: %s\r\nContent-Length: %d\r\n\r\n" % (posted.FORM.encode(), len(body)))
    writer.write(body)
    status = await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert status.split()[1].startswith(b"4")


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", "", "x"]
)
async def test_only_a_form_is_taken(gateway: Gateway, small_house: House, kind: str) -> None:
    body = urlencode(TURN).encode()
    assert (await gateway.raw(body, kind=kind)).status == 415
    assert (await gateway.raw(body, kind=kind, path="/events")).status == 415
    assert await rows(small_house) == {}


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded; charset=utf-8", "Application/X-WWW-Form-URLEncoded"]
)
async def test_a_form_may_name_its_charset(gateway: Gateway, kind: str) -> None:
    assert (await gateway.raw(urlencode(TURN).encode(), kind=kind)).status == 200


def padded(length: int) -> bytes:
    """A turn's form of exactly this many bytes."""
    body = urlencode(TURN | {"padding": ""}).encode()
    return body + b"x" * (length - len(body))


async def in_pieces(body: bytes) -> AsyncIterator[bytes]:
    """A body without a length: chunked."""
    for start in range(0, len(body), 1000):
        yield body[start : start + 1000]


async def test_a_body_of_4_kib_is_read_and_no_byte_more(gateway: Gateway, small_house: House) -> None:
    for path in ("", "/events"):
        assert (await gateway.raw(padded(MOST_BYTES + 1), path=path)).status == 413
        assert (await gateway.raw(in_pieces(padded(MOST_BYTES + 1)), path=path)).status == 413
        assert (await gateway.raw(padded(MOST_BYTES * 100), path=path)).status == 413
    assert await rows(small_house) == {}
    assert (await gateway.raw(in_pieces(padded(MOST_BYTES)))).status == 200
    assert (await gateway.raw(padded(MOST_BYTES))).status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"text=1",
        b"{}",
        b"text=%ed%a0%80&" + urlencode(TURN).encode(),
        "text=១".encode(),
        urlencode(TURN).encode() + b"&text=1",
        urlencode(TURN | {"text": "1" * 1025}).encode(),
        urlencode(TURN | {"networkCode": "456-01"}).encode(),
        urlencode(TURN | {"serviceCode": "384"}).encode(),
        urlencode(TURN | {"sessionId": ""}).encode(),
    ],
)
async def test_what_no_gateway_posts_is_told_off_counted_and_not_kept(
    gateway: Gateway, small_house: House, body: bytes
) -> None:
    answer = await gateway.raw(body)
    assert answer.status == 400
    assert gateway.counted("turns", "malformed") == 1
    assert await rows(small_house) == {}


async def test_what_is_no_form_or_too_long_is_counted_as_well(gateway: Gateway) -> None:
    await gateway.raw(b"{}", kind="application/json")
    await gateway.raw(padded(MOST_BYTES + 1))
    assert gateway.counted("turns", "malformed") == 2


@pytest.mark.parametrize("number", ["", "anonymous", "85512345678", " 85512345678", "+855"])
async def test_a_phone_that_hides_its_number_is_told_where_to_go(
    gateway: Gateway, small_house: House, number: str
) -> None:
    answer = await gateway.turn(phoneNumber=number)
    assert answer.status == 200
    assert await answer.text() == "END មើលមិនឃើញលេខទូរសព្ទ។ សូមហៅម្ដងទៀត ឬទៅសាលាឃុំ។"
    assert gateway.counted("turns", "no_number") == 1
    assert await rows(small_house) == {}


@pytest.mark.parametrize(
    "typed", ["\x00", "👪", "**", "*", "𝟙", "\u202e1", "1\r\nEND", "1" * 900, "1*" * 500]
)
async def test_whatever_is_typed_gets_a_screen(gateway: Gateway, typed: str) -> None:
    await gateway.turn()
    for text in (typed, f"2*{typed}"):
        answer = await gateway.turn(text=text)
        assert answer.status == 200
        assert (await answer.text())[:4] in ("CON ", "END ")


async def test_an_ending_is_counted_and_nothing_of_it_kept(gateway: Gateway, small_house: House) -> None:
    """First, late, twice or never: it changes no session."""
    with log_lines() as logged:
        assert (await gateway.event()).status == 200  # before its session
        first = await (await gateway.turn()).text()
        kept = await rows(small_house)
        for _ in range(2):
            answer = await gateway.event(status="Incomplete")
            assert (answer.status, await answer.read()) == (200, b"")
        await gateway.event(status="+85512345678")
        assert await rows(small_house) == kept
        assert await (await gateway.turn()).text() == first  # the same turn again: still the same reply
        assert (await (await gateway.turn(text="2")).text()).startswith("CON IDPoor, free service")
    assert gateway.counted("endings", "Success") == 1
    assert gateway.counted("endings", "Incomplete") == 2
    assert gateway.counted("endings", "other") == 1
    for told in ("12345678", EVENT["input"], "120109", "123 456 789", "ATUid", gateway.secret):
        assert told not in logged.getvalue()


@pytest.mark.parametrize("missing", ["sessionId", "status"])
async def test_an_ending_without_its_fields_is_told_off(gateway: Gateway, missing: str) -> None:
    body = urlencode({name: value for name, value in EVENT.items() if name != missing}).encode()
    assert (await gateway.raw(body, path="/events")).status == 400
    assert gateway.counted("endings", "malformed") == 0


async def test_a_call_leaves_nobodys_number_and_no_secret_in_the_logs(gateway: Gateway) -> None:
    with log_lines() as logged:
        await gateway.turn()
        await gateway.turn(text="2")
        await gateway.turn(text="2*012345678")
        await gateway.turn(text="2", phoneNumber="+85512345679")
        await gateway.turn(phoneNumber="12345678")
        await gateway.turn(networkCode="12 345 678")
    assert "ussd" in logged.getvalue()
    for told in ("12345678", "12345679", "012345678", gateway.secret, "ATUid"):
        assert told not in logged.getvalue()


async def test_only_post_is_answered(gateway: Gateway) -> None:
    assert (await gateway.client.get(f"/ussd/africastalking/{gateway.secret}")).status == 405
