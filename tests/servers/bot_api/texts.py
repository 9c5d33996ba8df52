"""What Telegram makes of a text, and which it refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tests.servers.bot_api.calls import Call
from tests.servers.bot_api.html import plain_html
from tests.servers.bot_api.markdown import plain_markdown, plain_markdown_v2
from tests.servers.bot_api.refusals import bad_request

TEXT_LETTERS = 4096
CAPTION_LETTERS = 1024

PARSERS: Mapping[str, Callable[[str], str]] = {
    "": lambda text: text,
    "html": plain_html,
    "markdown": plain_markdown,
    "markdownv2": plain_markdown_v2,
}

_DROPPED = re.compile("[\r\u2028-\u202e]")


def message_text(call: Call) -> str:
    """The text of a message as it will be shown. Refuses an empty one and one too long."""
    if not call.text("text"):
        raise bad_request("message text is empty")
    shown = _shown(call, "text")
    if not shown.replace("\u200b", ""):
        raise bad_request("text must be non-empty")
    if units(shown) > TEXT_LETTERS:
        raise bad_request("message is too long")
    return shown


def message_caption(call: Call) -> str:
    """The words under a file; there may be none. Refuses what is too long."""
    shown = _shown(call, "caption")
    if units(shown) > CAPTION_LETTERS:
        raise bad_request("message caption is too long")
    return shown


def units(text: str) -> int:
    """The length as Telegram counts, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _shown(call: Call, name: str) -> str:
    parse = PARSERS.get(call.text("parse_mode").lower())
    if parse is None:
        raise bad_request("unsupported parse_mode")
    return _DROPPED.sub("", parse(call.text(name))).strip()
