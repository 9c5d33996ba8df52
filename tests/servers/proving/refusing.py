"""Calls that are to be refused, and those that the client library would not make."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter


@contextmanager
def refused(words: str, kind: type[TelegramError] = BadRequest) -> Iterator[None]:
    """What is done within raises `kind` with these words; the library changes the case of some."""
    with pytest.raises(TelegramError) as raised:
        yield
    assert type(raised.value) is kind
    assert words.casefold() in str(raised.value).casefold()


async def raw_call(bot: Bot, method: str, **fields: Any) -> Any:
    """Call a method with whatever fields, past the checks of `Bot`."""
    parameters = [RequestParameter.from_input(name, value) for name, value in fields.items()]
    return await bot.request.post(f"{bot.base_url}/{method}", RequestData(parameters))
