"""What only the way over HTTP has: bodies of each kind, and a server that goes and comes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from telegram.error import NetworkError

from tests.servers.bot_api.bots import bot_by_http
from tests.servers.bot_api.http import serve
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram
from tests.servers.ports import free_port


@pytest_asyncio.fixture
async def client(telegram: Telegram, api: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"{api}/bot{telegram.token}/") as session:
        yield session


async def test_json_a_form_and_the_query_mean_the_same(client: aiohttp.ClientSession, sokha: User) -> None:
    markup = {"inline_keyboard": [[{"text": "yes", "callback_data": "1"}]]}
    await client.post("sendMessage", json={"chat_id": sokha.id, "text": "one", "reply_markup": markup})
    assert (sokha.sees(), sokha.buttons()) == ("one", [["yes"]])
    await client.post("SENDMESSAGE", data={"chat_id": str(sokha.id), "text": "two"})
    assert sokha.sees() == "two"
    await client.get("sendMessage", params={"chat_id": sokha.id, "text": "three"})
    assert sokha.sees() == "three"


@pytest.mark.parametrize("body", ["{", "[]"])
async def test_what_is_no_json_object_is_refused(client: aiohttp.ClientSession, body: str) -> None:
    answer = await client.post("sendMessage", data=body, headers={"Content-Type": "application/json"})
    assert answer.status == 400
    assert (await answer.json())["error_code"] == 400


async def test_a_refusal_says_why_and_what_to_do(
    client: aiohttp.ClientSession, telegram: Telegram, sokha: User
) -> None:
    telegram.faults.flood("sendMessage", retry_after=7)
    answer = await client.post("sendMessage", data={"chat_id": str(sokha.id), "text": "one"})
    assert answer.status == 429
    assert await answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }


async def test_the_server_goes_and_comes_back_with_all_it_knew(telegram: Telegram, sokha: User) -> None:
    port = free_port()
    async with serve(telegram, port) as api:
        bot = bot_by_http(api, telegram.token)
        await bot.initialize()
        await sokha.says("one")
    with pytest.raises(NetworkError):
        await bot.get_updates()
    async with serve(telegram, port):
        assert len(await bot.get_updates()) == 1
        await bot.shutdown()
