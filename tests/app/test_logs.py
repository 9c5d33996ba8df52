"""No phone number, name, token or secret ever stands in a log, whatever a line is given."""

from __future__ import annotations

import errno
import io
import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from textwrap import dedent
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from app import logs
from core.digits import fold_digits
from tests.plain_logs import logs_as_before

GATEWAY_SECRET = "Vx2-gateway-secret-under-test"
BOT_TOKEN = "123456789:AAF-notarealtokennotarealtokennotar"
SUBSCRIBER = "12345678"
NUMBERS = (
    "012345678",
    "012 345 678",
    "012-345-678",
    "(012) 345.678",
    "+85512345678",
    "+855 12 345 678",
    "0085512345678",
    "85512345678",
    "០១២៣៤៥៦៧៨",
    "+៨៥៥ ១២ ៣៤៥ ៦៧៨",
    "０１２３４５６７８",
    "0%32345678 12345678",
)
NAMES = ("សុខ សាន្ត", "Sok San", "Sok\u200bSan", "Chan-Dara")
SECRETS = (GATEWAY_SECRET, BOT_TOKEN, f"postgresql://me:{GATEWAY_SECRET}@db/x", f"/ussd/x/{GATEWAY_SECRET}")


@pytest.fixture(autouse=True)
def written() -> Iterator[io.StringIO]:
    """Everything logged during a test."""
    stream = io.StringIO()
    with logs_as_before():
        logs.configure("debug", secrets=[GATEWAY_SECRET], stream=stream)
        yield stream


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    """The lines, each of them JSON."""
    return [json.loads(line) for line in written.getvalue().splitlines()]


def leaks(text: str) -> bool:
    """Whether a number, a name or a secret of this test can be read in `text`."""
    bare = re.sub(r"[\s().+-]", "", fold_digits(text))
    named = any(word in text for name in NAMES for word in re.split(r"[^\w]", name) if word)
    return SUBSCRIBER in bare or GATEWAY_SECRET in text or BOT_TOKEN[:12] in text or named


def raise_with(text: str) -> None:
    """An error whose message, cause, notes and local variables hold `text`."""
    try:
        dict[str, str]()[text]
    except KeyError as cause:
        error = ValueError(f"no such household: {text}")
        error.add_note(text)
        raise error from cause


@pytest.mark.parametrize("text", [*NUMBERS, *NAMES, *SECRETS])
def test_nothing_personal_leaves_by_an_event_a_field_or_an_error(written: io.StringIO, text: str) -> None:
    log = structlog.get_logger("ussd.door")
    if text not in NAMES[1:]:  # a Latin name in an event is kept out by another test: events are literals
        log.info(f"dialled by {text}")
    log.info("dialled", phone=text, network=text, route=text, state=[text], reason={"who": text})
    log.info("dialled", **{text: 1})
    try:
        raise_with(text)
    except ValueError:
        log.exception("ussd.turn_failed", outcome=text)

    assert len(lines(written)) >= 3
    assert not any(leaks(str(line)) for line in lines(written))
    assert not leaks(written.getvalue())


@pytest.mark.parametrize("text", [*NUMBERS, *NAMES, *SECRETS])
def test_nothing_personal_leaves_by_what_a_library_logs(written: io.StringIO, text: str) -> None:
    library = logging.getLogger("some.library")
    library.error("could not send to %s", text)
    library.error("could not send to %s and %s", text)  # one argument too few
    library.error(f"could not send: {text}")
    library.error(f"could not send\nfuture: <Task exception=ValueError('{text}')>", extra={"who": text})
    try:
        raise_with(text)
    except ValueError:
        library.exception("could not send")

    assert len(lines(written)) == 5
    assert not leaks(written.getvalue())
    assert not any(leaks(str(line)) for line in lines(written))


@given(
    digits=st.lists(st.sampled_from("0123456789០១២៣៤៥៦៧៨៩"), min_size=7, max_size=15),
    gaps=st.lists(st.sampled_from(["", "", " ", "-", ".", ") ", " ("]), min_size=15, max_size=15),
    around=st.tuples(st.text(max_size=8), st.text(max_size=8)),
)
def test_no_long_number_survives_however_it_is_written(
    digits: list[str], gaps: list[str], around: tuple[str, str]
) -> None:
    number = "".join(digit + gap for digit, gap in zip(digits, gaps, strict=False))
    stream = io.StringIO()
    logs.configure("debug", stream=stream)
    log = structlog.get_logger("test")
    log.info(f"{around[0]} {number} {around[1]}", reason=number, count=int(fold_digits("".join(digits))))

    (line,) = stream.getvalue().splitlines()
    shown = json.loads(line)
    told = fold_digits(f"{shown['event']} {shown['reason']} {shown['count']}")
    assert len(re.findall(r"\d", told)) < 7 + len(re.findall(r"\d", fold_digits("".join(around))))


@given(st.text(), st.text())
def test_a_line_stays_one_line_of_printable_json(event: str, value: str) -> None:
    stream = io.StringIO()
    logs.configure("debug", stream=stream)
    structlog.get_logger("test").info(event, reason=value, other=value)

    text = stream.getvalue()
    assert text.isascii()
    assert text[:-1].isprintable()
    assert set(json.loads(text)) == {"event", "level", "logger", "reason", "other", "timestamp"}


def test_a_forged_line_does_not_become_one(written: io.StringIO) -> None:
    structlog.get_logger("test").info('ok"}\n{"event": "paid", "level": "info"}\x1b[2J')
    assert [line["level"] for line in lines(written)] == ["info"]


def test_what_an_operator_needs_is_shown(written: io.StringIO) -> None:
    log = structlog.get_logger("ussd.door")
    log.warning("outbox.stuck", kind="request_received", count=3, commune="120101", request="0" * 32)
    log.info("http", method="POST", route="/ussd/{gateway}/{secret}", status=200, duration_ms=12.5)
    log.info("listening", host="192.168.100.200", port=8080)

    stuck, http, listening = ({k: v for k, v in line.items() if k != "timestamp"} for line in lines(written))
    assert stuck == {
        "event": "outbox.stuck",
        "level": "warning",
        "logger": "ussd.door",
        "kind": "request_received",
        "count": 3,
        "commune": "120101",
        "request": "0" * 32,
    }
    assert (http["route"], http["status"], http["duration_ms"]) == ("/ussd/{gateway}/{secret}", 200, 12.5)
    assert (listening["host"], listening["port"]) == ("192.168.100.200", 8080)


def test_an_error_is_told_by_its_classes_and_places(written: io.StringIO) -> None:
    try:
        raise_with("012345678")
    except ValueError:
        structlog.get_logger("test").exception("failed")

    (line,) = lines(written)
    assert line["error"] == "ValueError"
    assert [place.split(":")[-1].split(" ")[-1] for place in line["trace"]] == [
        "ValueError",
        "test_an_error_is_told_by_its_classes_and_places",
        "raise_with",
        "KeyError",
        "raise_with",
    ]


def test_what_libraries_do_between_is_left_out_of_an_error(written: io.StringIO) -> None:
    try:
        json.loads("no", object_hook=dict)
    except ValueError:
        structlog.get_logger("test").exception("failed")

    (line,) = lines(written)
    places = [place.split(":")[0].strip() for place in line["trace"][1:]]
    assert places[0].endswith("test_logs")
    assert places[1:] == ["json.decoder"]


def test_libraries_are_quiet_below_a_warning(written: io.StringIO) -> None:
    for name in ("httpx", "aiohttp.access", "asyncio", "sqlalchemy.engine"):
        logging.getLogger(name).info("GET https://api.telegram.org/bot%s/getMe", BOT_TOKEN)
    assert written.getvalue() == ""


def test_errors_are_counted_by_who_logged_them() -> None:
    counted: list[str] = []
    logs.configure(stream=io.StringIO(), counted=counted.append)
    structlog.get_logger("ussd.door").error("failed")
    structlog.get_logger("ussd.door").warning("odd")
    logging.getLogger("asyncio").error("lost")
    assert counted == ["ussd.door", "asyncio"]


def test_what_nobody_caught_is_logged_without_its_message() -> None:
    program = """
        import asyncio, gc, threading
        from app import logs

        WHO = "Sok San 012 345 678"

        class Lost:
            def __del__(self):
                raise ValueError(WHO)

        def die(who):
            raise ValueError(who)

        async def main():
            asyncio.get_running_loop().call_soon(die, WHO)
            task = asyncio.create_task(asyncio.to_thread(die, WHO))
            await asyncio.wait([task])
            del task
            gc.collect()

        logs.configure()
        logs.catch_strays()
        Lost()
        thread = threading.Thread(target=die, args=(WHO,), name=WHO)
        thread.start()
        thread.join()
        asyncio.run(main())
        die(WHO)
    """
    ran = subprocess.run([sys.executable, "-c", dedent(program)], capture_output=True, text=True, check=False)
    told = [json.loads(line) for line in ran.stderr.splitlines()]

    assert ran.returncode == 1
    assert sorted(line["error"] for line in told) == ["ValueError"] * 5
    assert not leaks(ran.stdout + ran.stderr)


def test_on_a_terminal_the_same_is_told_in_words() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    logs.configure(stream=stream, secrets=[GATEWAY_SECRET])
    try:
        raise_with("Sok San 012 345 678")
    except ValueError:
        structlog.get_logger("ussd.door").exception("ussd.turn_failed", phone="012 345 678")

    assert "raise_with" in stream.getvalue()
    assert not leaks(stream.getvalue())


def test_a_line_that_cannot_be_written_stops_nobody() -> None:
    closed = io.StringIO()
    logs.configure(stream=closed)
    closed.close()

    structlog.get_logger("console").warning("console.denied")
    logging.getLogger("aiohttp.server").error("gone")


def test_a_full_disk_stops_nobody() -> None:
    class Full(io.StringIO):
        def write(self, line: str) -> int:
            raise OSError(errno.ENOSPC, line)

    logs.configure(stream=Full())
    structlog.get_logger("console").warning("console.denied")
