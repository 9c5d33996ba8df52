"""The keyboards that a message may bring along, read and judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.servers.bot_api.refusals import bad_request
from tests.servers.bot_api.shapes import Json

DATA_BYTES = 64
MOST_BUTTONS = 100
# one of these makes a button under a message do something
INLINE_ACTIONS = ("callback_data", "url", "login_url", "web_app", "copy_text", "switch_inline_query")


@dataclass(frozen=True)
class Button:
    """`data` comes back when it is tapped; `asks` is what the person shares by it; `given` is as it came."""

    label: str
    data: str | None = None
    asks: Literal["contact", "location", ""] = ""
    given: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Keyboard:
    """`inline` ones stand under their message; `reply` ones in the place of the phone's keyboard."""

    kind: Literal["inline", "reply", "remove", "force"]
    rows: tuple[tuple[Button, ...], ...] = ()
    one_time: bool = False

    @property
    def labels(self) -> list[list[str]]:
        """What stands on the buttons."""
        return [[button.label for button in row] for row in self.rows]

    @property
    def buttons(self) -> list[Button]:
        """All of them, from the first row down."""
        return [button for row in self.rows for button in row]

    def as_json(self) -> Json:
        """An inline keyboard as the Bot API shows it in a message."""
        return {"inline_keyboard": [[button.given for button in row] for row in self.rows]}


def keyboard(markup: Any, *, private: bool = True) -> Keyboard | None:
    """What `reply_markup` asks for, None where it asks for nothing. Refuses what is ill-formed."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup, "inline_keyboard", _inline_button)
        return Keyboard("inline", rows) if rows else None
    if "keyboard" in markup:
        return _reply_keyboard(markup, private=private)
    if _flag(markup, "remove_keyboard"):
        return Keyboard("remove")
    return Keyboard("force") if _flag(markup, "force_reply") else None


def inline_keyboard(markup: Any) -> Keyboard | None:
    """As `keyboard`, where only one under the message will do: when it is edited."""
    found = keyboard(markup)
    if found and found.kind != "inline":
        raise bad_request("inline keyboard expected")
    return found


def _reply_keyboard(markup: Json, *, private: bool) -> Keyboard:
    one_time = _flag(markup, "one_time_keyboard")
    for name in ("is_persistent", "resize_keyboard", "selective"):
        _flag(markup, name)
    found = Keyboard("reply", _rows(markup, "keyboard", _reply_button), one_time)
    if not private and any(button.asks == "contact" for button in found.buttons):
        raise bad_request("phone number can be requested in private chats only")
    return found


def _rows(markup: Json, name: str, read: Callable[[Any], Button]) -> tuple[tuple[Button, ...], ...]:
    rows = _array(markup[name], f'field "{name}" must be of type Array')
    kind = name.replace("_", " ")
    cells = [_array(row, f"can't parse {kind}: row must be an Array") for row in rows]
    if sum(map(len, cells)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return tuple(tuple(map(read, row)) for row in cells if row)


def _array(value: Any, otherwise: str) -> Sequence[Any]:
    if not isinstance(value, list):
        raise bad_request(otherwise)
    return value


def _flag(markup: Json, name: str) -> bool:
    value = markup.get(name, False)
    if not isinstance(value, bool):
        raise bad_request(f'field "{name}" must be of type Boolean')
    return value


def _inline_button(given: Any) -> Button:
    label = _label(given, "inline keyboard button")
    if not any(given.get(name) for name in INLINE_ACTIONS):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = given.get("callback_data")
    if data is not None and (not isinstance(data, str) or len(data.encode()) > DATA_BYTES):
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(label, data, given=given)


def _reply_button(given: Any) -> Button:
    given = {"text": given} if isinstance(given, str) else given
    label = _label(given, "keyboard button")
    if _flag(given, "request_contact"):
        return Button(label, asks="contact")
    return Button(label, asks="location" if _flag(given, "request_location") else "")


def _label(given: Any, kind: str) -> str:
    if not isinstance(given, dict):
        raise bad_request(f"can't parse {kind}: object expected")
    if "text" not in given:
        raise bad_request(f"can't parse {kind}: Can't find field \"text\"")
    if not isinstance(given["text"], str):
        raise bad_request(f'can\'t parse {kind}: Field "text" must be of type String')
    if not given["text"].strip():
        raise bad_request(f"{kind} text must be non-empty")
    return given["text"]
