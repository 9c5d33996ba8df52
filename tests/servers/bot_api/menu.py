"""The list of commands that a person's app offers, by scope and language."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.servers.bot_api.calls import Call
from tests.servers.bot_api.refusals import bad_request
from tests.servers.bot_api.shapes import Json

MOST_COMMANDS = 100
DESCRIPTION_LETTERS = 256


class Menu:
    """What was set, for each scope and language."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, str], list[Json]] = {}

    def set(self, call: Call) -> None:
        """Refuses a command that is none, and a language of other than two letters."""
        commands = call.parsed("commands")
        if not isinstance(commands, list) or not all(isinstance(each, dict) for each in commands):
            raise bad_request("can't parse list of bot commands JSON object")
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self._lists[_key(call)] = [_checked(each) for each in commands]

    def get(self, call: Call) -> list[Json]:
        """The list of exactly this scope and language."""
        return self._lists.get(_key(call), [])

    def seen_by(self, language: str, chat: int) -> list[Json]:
        """What somebody sees in their private chat: the narrowest scope, the own language first."""
        scopes: list[Json] = [
            {"chat_id": chat, "type": "chat"},
            {"type": "all_private_chats"},
            {"type": "default"},
        ]
        keys = [(_canonical(scope), spoken) for scope in scopes for spoken in (language[:2], "")]
        return next((self._lists[key] for key in keys if self._lists.get(key)), [])


def _key(call: Call) -> tuple[str, str]:
    language = call.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return _canonical(call.parsed("scope") or {"type": "default"}), language


def _canonical(scope: Any) -> str:
    if not isinstance(scope, dict) or "type" not in scope:
        raise bad_request("can't parse BotCommandScope")
    return json.dumps(scope, sort_keys=True)


def _checked(command: Json) -> Json:
    name, description = str(command.get("command", "")), str(command.get("description", ""))
    if not re.fullmatch("/?[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= DESCRIPTION_LETTERS:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}
