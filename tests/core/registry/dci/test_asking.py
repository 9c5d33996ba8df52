"""When a question is sent again, when the registry is left alone, and what goes along with a question."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest
from aiohttp import web

from core.clock import FixedClock
from core.registry.dci.breaker import FAILURES, REST
from core.registry.dci.faults import NoAnswer, Resting
from tests.core.registry.dci.conftest import Join
from tests.core.registry.households import RICH
from tests.servers.dci import spoils
from tests.servers.dci.rig import Rig, Spoil
from tests.servers.dci.spoils import sent

assert RICH.card
CARD = RICH.card.number
DOWN = sent(b"", status=503)
WORDS = sent(b"{")
REFUSED = sent(b'{"message": {"error": {"code": "err.signature.invalid"}}}', status=401)


async def fail(joined: Rig, spoil: Spoil, times: int) -> None:
    """Ask so often while this goes wrong."""
    joined.then(spoil)
    for _ in range(times):
        with pytest.raises(NoAnswer):
            await joined.registry.by_card(CARD)


@pytest.mark.parametrize("spoil", [DOWN, spoils.hung_up, spoils.in_pieces])
async def test_a_connection_that_broke_is_tried_once_more(joined: Rig, spoil: Spoil) -> None:
    joined.then(spoil, None)
    assert await joined.registry.by_card(CARD) == RICH
    assert len(joined.asked) == 2


async def test_each_try_is_a_message_of_its_own(joined: Rig) -> None:
    joined.then(DOWN, None)
    await joined.registry.by_card(CARD)
    sent = [json.loads(each) for each in joined.asked]
    assert len({each["header"]["message_id"] for each in sent}) == 2
    assert len({each["message"]["transaction_id"] for each in sent}) == 2


async def test_it_is_tried_twice_at_most(joined: Rig) -> None:
    await fail(joined, DOWN, 1)
    assert len(joined.asked) == 2


@pytest.mark.parametrize("spoil", [WORDS, REFUSED, spoils.redirected, sent(b"", status=500)])
async def test_what_would_not_change_is_not_tried_again(joined: Rig, spoil: Spoil) -> None:
    await fail(joined, spoil, 1)
    assert len(joined.asked) == 1


async def test_a_redirect_is_not_followed(joined: Rig) -> None:
    await fail(joined, spoils.redirected, 1)
    assert len(joined.asked) == 1


async def test_the_registrys_own_code_is_why(joined: Rig) -> None:
    joined.then(REFUSED)
    with pytest.raises(NoAnswer, match=r"err\.signature\.invalid"):
        await joined.registry.by_card(CARD)


async def test_headers_of_the_way_go_along(joined: Rig) -> None:
    await joined.registry.by_card(CARD)
    (headers,) = joined.headers
    assert headers["X-Road-Client"] == "KH/GOV/1"
    assert headers["Accept-Encoding"] == "identity"


async def test_no_proxy_of_the_environment_is_asked(joined: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert await joined.registry.by_card(CARD) == RICH


@pytest.mark.parametrize("spoil", [DOWN, WORDS])
async def test_a_registry_that_keeps_failing_is_left_alone(joined: Rig, spoil: Spoil) -> None:
    await fail(joined, spoil, FAILURES)
    asked = len(joined.asked)
    joined.then(None)
    with pytest.raises(Resting):
        await joined.registry.by_card(CARD)
    assert len(joined.asked) == asked


async def test_one_question_finds_out_whether_it_is_back(joined: Rig, clock: FixedClock) -> None:
    await fail(joined, DOWN, FAILURES)
    clock.advance(REST.total_seconds())
    joined.then(None)
    assert await joined.registry.by_card(CARD) == RICH
    assert not joined.breaker.is_open


async def test_while_one_finds_out_nobody_else_asks(join: Join, clock: FixedClock) -> None:
    async with join() as joined:
        await fail(joined, DOWN, FAILURES)
        clock.advance(REST.total_seconds())
        arrived = asyncio.Event()

        async def mute(request: web.Request, rig: Rig) -> web.StreamResponse:
            arrived.set()
            return await spoils.mute(request, rig)

        joined.then(mute)
        probe = asyncio.create_task(joined.registry.by_card(CARD))
        await arrived.wait()
        with pytest.raises(Resting):
            await joined.registry.by_card(CARD)
        probe.cancel()
        await asyncio.wait([probe])
        joined.then(None)
        assert await joined.registry.by_card(CARD) == RICH, "a probe that was given up holds up nobody"


async def test_a_probe_that_fails_lets_it_rest_again(joined: Rig, clock: FixedClock) -> None:
    await fail(joined, DOWN, FAILURES)
    clock.advance(REST.total_seconds())
    await fail(joined, DOWN, 1)
    clock.advance((REST - timedelta(seconds=1)).total_seconds())
    with pytest.raises(Resting):
        await joined.registry.by_card(CARD)


async def test_what_one_caller_asks_shuts_out_nobody_else(joined: Rig) -> None:
    """Rejected questions and unreadable households are of the question, not of the registry."""
    rejected = spoils.altered(
        lambda header, message: message["search_response"][0].update(
            status="rjct", status_reason_code="rjct.filter.invalid"
        )
    )
    unreadable = spoils.altered(
        lambda header, message: spoils.record_of(message).update(additional_attributes=[])
    )
    for spoil in (rejected, unreadable, REFUSED):
        await fail(joined, spoil, FAILURES * 2)
    joined.then(None)
    assert await joined.registry.by_card(CARD) == RICH


async def test_it_answers_a_ping_also_by_refusing_it(joined: Rig) -> None:
    await joined.registry.ping()
    joined.then(REFUSED)
    await joined.registry.ping()
    joined.then(DOWN)
    with pytest.raises(NoAnswer):
        await joined.registry.ping()


async def test_what_is_no_phone_number_is_not_asked(joined: Rig) -> None:
    assert await joined.registry.by_phone("012 000 501") == ()
    assert await joined.registry.by_card("  - ") is None
    assert joined.asked == []
