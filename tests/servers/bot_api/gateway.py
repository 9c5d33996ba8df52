"""What a call is answered, whichever way it came."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.servers.bot_api.calls import Call
from tests.servers.bot_api.methods import METHODS
from tests.servers.bot_api.refusals import Refused
from tests.servers.bot_api.shapes import Json

if TYPE_CHECKING:
    from tests.servers.bot_api.world import Telegram


async def answer(telegram: Telegram, token: str, call: Call) -> tuple[int, Json]:
    """Status and body. Raises ConnectionLost where the caller is to hear nothing."""
    try:
        check(telegram, token)
        method = METHODS.get(call.method.lower())
        if method is None:
            raise Refused(404, "Not Found")
        return 200, {"ok": True, "result": await _result(telegram, method, call)}
    except Refused as refused:
        return refused.code, refused.as_json()


def check(telegram: Telegram, token: str) -> None:
    """Refuses a token that is not the bot's."""
    if not re.fullmatch(r"\d+:[\w-]+", token):
        raise Refused(404, "Not Found")
    if token != telegram.token:
        raise Refused(401, "Unauthorized")


async def _result(telegram: Telegram, method: Callable[[Telegram, Call], Any], call: Call) -> Any:
    telegram.calls.append(call)
    telegram.pace.record(call)
    telegram.changes.tell()

    async def effect() -> Any:
        result = method(telegram, call)
        result = await result if inspect.isawaitable(result) else result
        telegram.changes.tell()
        return result

    fault = telegram.faults.take(call)
    return await (fault.around(effect) if fault else effect())
