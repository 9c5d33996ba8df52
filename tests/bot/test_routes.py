"""What is posted to the door: only Telegram's updates come in, and whatever else comes breaks nothing."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chats import Unreachable
from bot.routes import MOST_BYTES, Routes
from bot.updates import NoUpdate, parsed
from core.unavailable import StoreUnavailable
from tests.bot.conftest import SECRET, Tally
from tests.examples import examples
from tests.servers.bot_api.posting import headers

SOKHA: dict[str, Any] = {"id": 7, "is_bot": False, "first_name": "Sokha"}
CHAT: dict[str, Any] = {"id": 7, "type": "private", "first_name": "Sokha"}
MESSAGE: dict[str, Any] = {"message_id": 3, "date": 1_790_000_000, "chat": CHAT, "from": SOKHA, "text": "one"}
UPDATE: dict[str, Any] = {"update_id": 5, "message": MESSAGE}
TAP: dict[str, Any] = {"id": "9", "from": SOKHA, "chat_instance": "1", "data": "a.0"}


class Posted:
    """Posts to the door's address, and what came through it."""

    def __init__(self, tally: Tally) -> None:
        self.routes = Routes(SECRET, tally)
        self.tally = tally
        self.taken: list[object] = []
        self.client: TestClient[web.Request, web.Application]
        self.raises: Exception | None = None

    async def take(self, body: object) -> None:
        happening = parsed(body)
        self.taken.append(happening.update if happening else None)
        if self.raises:
            raise self.raises

    async def __call__(self, body: object = None, **sent: str) -> int:
        data = json.dumps(UPDATE).encode() if body is None else body
        given = {**headers(SECRET), **{name.replace("_", "-"): value for name, value in sent.items()}}
        async with self.client.post("/telegram", data=data, headers=given) as reply:
            assert reply.status != 500
            return reply.status


@pytest_asyncio.fixture
async def post(tally: Tally) -> AsyncIterator[Posted]:
    posted, served = Posted(tally), web.Application()
    posted.routes.add_to(served)
    posted.routes.opened(posted.take)
    async with TestClient(TestServer(served)) as posted.client:
        yield posted


async def test_an_update_is_taken(post: Posted) -> None:
    assert await post() == 200
    assert await post(Content_Type="application/json; charset=utf-8") == 200
    assert post.taken == [5, 5]


@pytest.mark.parametrize(
    "secret", ["", "x", SECRET[:-1], SECRET + "x", SECRET.upper(), "ខ្មែរ", "é" * len(SECRET)]
)
async def test_without_the_secret_nothing_is_read(post: Posted, secret: str) -> None:
    assert await post(X_Telegram_Bot_Api_Secret_Token=secret) == 403
    assert post.taken == []
    assert post.tally.outcomes == ["refused"]


async def test_a_missing_secret_is_a_wrong_one(post: Posted) -> None:
    json_type = {"Content-Type": "application/json"}
    async with post.client.post("/telegram", data=b"{}", headers=json_type) as reply:
        assert reply.status == 403


async def test_the_secret_is_asked_for_before_the_body_comes(post: Posted) -> None:
    """The answer is there while the body is still on its way."""

    async def never_ends() -> AsyncIterator[bytes]:
        yield b"{"
        async with post.client.post("/telegram", data=b"{}") as other:  # whoever waits for us to finish
            assert other.status == 403
        yield b"}"

    assert await post(never_ends(), X_Telegram_Bot_Api_Secret_Token="wrong") == 403


async def test_secrets_are_compared_in_constant_time(post: Posted, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(given: bytes, secret: bytes) -> bool:
        compared.append((given, secret))
        return given == secret

    monkeypatch.setattr("bot.routes.compare_digest", compare)
    assert await post() == 200
    assert await post(X_Telegram_Bot_Api_Secret_Token="wrong") == 403
    assert compared == [(SECRET.encode(), SECRET.encode()), (b"wrong", SECRET.encode())]


async def test_until_the_bot_is_ready_telegram_is_to_come_again(tally: Tally) -> None:
    posted, served = Posted(tally), web.Application()
    posted.routes.add_to(served)
    async with TestClient(TestServer(served)) as posted.client:
        assert await posted() == 503
        assert await posted(X_Telegram_Bot_Api_Secret_Token="wrong") == 403
        posted.routes.opened(posted.take)
        assert await posted() == 200


def test_there_is_no_door_without_a_secret(tally: Tally) -> None:
    """A missing header would be as good as an empty one."""
    with pytest.raises(ValueError, match="no secret"):
        Routes("", tally)


@pytest.mark.parametrize("error", [StoreUnavailable("gone"), Unreachable("busy")])
async def test_what_could_not_be_done_is_to_come_again(post: Posted, error: Exception) -> None:
    post.raises = error
    assert await post() == 503
    assert post.tally.outcomes == ["unavailable"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "json", "a/b/c; ;"])
async def test_another_kind_of_content_is_refused(post: Posted, kind: str) -> None:
    assert await post(Content_Type=kind) == 415
    assert post.tally.outcomes == ["refused"]


async def test_a_body_that_is_too_long_is_refused_however_it_comes(post: Posted) -> None:
    long = json.dumps({**UPDATE, "more": "x" * 300_000}).encode()

    async def in_chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(long), 10_000):
            yield long[start : start + 10_000]

    assert await post(long) == 413
    assert await post(in_chunks()) == 413
    assert post.taken == []
    assert post.tally.outcomes == ["refused"] * 2


async def test_an_update_in_chunks_of_the_largest_size_is_taken(post: Posted) -> None:
    body = json.dumps({**UPDATE, "more": ""}).encode()
    body = body.replace(b'"more": ""', b'"more": "' + b"x" * (MOST_BYTES - len(body)) + b'"')

    async def in_chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 7_000):
            yield body[start : start + 7_000]

    assert len(body) == MOST_BYTES
    assert await post(in_chunks()) == 200


BROKEN = [b"", b"{", b"nonsense", b"\xff\xfe", b"[" * 200_000, b'{"update_id": 5', b"\x00", b"9" * 5_000]


@pytest.mark.parametrize("body", BROKEN)
async def test_what_is_no_json_is_refused(post: Posted, body: bytes) -> None:
    assert await post(body) == 400
    assert post.tally.outcomes == ["refused"]


NONE = [
    None,
    [],
    [UPDATE],
    "update",
    5,
    1.5,
    True,
    {},
    {"message": MESSAGE},
    {"update_id": "five", "message": MESSAGE},
    {"update_id": None, "message": MESSAGE},
    {"update_id": 5, "message": []},
    {"update_id": 5, "message": "one"},
    {"update_id": 5, "message": {}},
    {"update_id": 5, "message": {**MESSAGE, "date": 10**30}},
    {"update_id": 5, "message": {**MESSAGE, "date": "today"}},
    {"update_id": 5, "message": {**MESSAGE, "chat": 7}},
    {"update_id": 5, "message": {**MESSAGE, "chat": {**CHAT, "id": "7"}}},
    {"update_id": 5, "message": {**MESSAGE, "text": ["one"]}},
    {"update_id": 5, "message": {**MESSAGE, "text": 1}},
    {"update_id": 5, "message": {**MESSAGE, "text": None, "contact": {"phone_number": 85512345678}}},
    {"update_id": 5, "callback_query": {}},
    {"update_id": 5, "callback_query": {**TAP, "data": 5}},
    {"update_id": 5, "callback_query": {**TAP, "from": "Sokha"}},
    {"update_id": 5, "callback_query": {**TAP, "message": {"message_id": 1}}},
    {"update_id": 5, "my_chat_member": {"chat": CHAT}},
]


@pytest.mark.parametrize("body", NONE, ids=lambda body: json.dumps(body)[:60])
async def test_json_that_is_no_update_is_refused(post: Posted, body: object) -> None:
    assert await post(json.dumps(body).encode()) == 400
    assert post.taken == []
    assert post.tally.outcomes == ["refused"]


@pytest.mark.parametrize("kind", ["message_reaction", "channel_post", "what_comes_next_year"])
async def test_an_update_of_another_kind_is_taken_and_means_nothing(post: Posted, kind: str) -> None:
    body = {"update_id": 5, kind: MESSAGE}
    assert parsed(body) is None
    assert await post(json.dumps(body).encode()) == 200


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
JSON: st.SearchStrategy[object] = st.deferred(
    lambda: LEAVES | st.lists(JSON, max_size=3) | st.dictionaries(st.text(max_size=5), JSON, max_size=3)
)
PARTS = ("update_id", "message", "edited_message", "callback_query", "my_chat_member")
WITHIN = ("message_id", "date", "chat", "from", "text", "contact", "voice", "data", "id", "type", "message")


@settings(max_examples=examples(300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {}, optional={name: st.dictionaries(st.sampled_from(WITHIN), JSON) | JSON for name in PARTS}
    )
)
def test_whatever_is_posted_is_an_update_or_none(body: dict[str, Any]) -> None:
    try:
        parsed(body)
    except NoUpdate:
        return


@settings(max_examples=examples(300), deadline=None)
@given(st.sampled_from(sorted(MESSAGE)), JSON)
def test_a_message_of_which_one_part_is_anything_is_an_update_or_none(part: str, value: object) -> None:
    try:
        parsed({"update_id": 5, "message": {**MESSAGE, part: value}})
    except NoUpdate:
        return
