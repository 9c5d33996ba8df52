"""`parse_mode=HTML`, as far as it refuses."""

from __future__ import annotations

import re

from tests.servers.bot_api.refusals import Refused, bad_request

TAGS = frozenset(
    {"a", "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler", "tg-emoji"}
    | {"code", "pre", "blockquote"}
)
ESCAPES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}

_TAG = re.compile(r"<(/?)([^\s>]*)([^>]*)(>?)")


def unparsable(why: str) -> Refused:
    """The refusal of a text whose marks are wrong."""
    return bad_request(f"can't parse entities: {why}")


def plain_html(text: str) -> str:
    """What is shown of `text`. Refuses unknown tags and such as are not closed in order."""
    opened: list[str] = []

    def judge(tag: re.Match[str]) -> str:
        at = len(text[: tag.start()].encode())
        if not tag[4]:
            raise unparsable(f"Unclosed {'end' if tag[1] else 'start'} tag at byte offset {at}")
        _close(opened, tag[2].lower(), at) if tag[1] else _open(opened, tag[2].lower(), at)
        return ""

    shown = _TAG.sub(judge, text)
    if opened:
        raise unparsable(f'Can\'t find end tag corresponding to start tag "{opened[-1]}"')
    return re.sub("|".join(ESCAPES), lambda found: ESCAPES[found[0]], shown)


def _open(opened: list[str], name: str, at: int) -> None:
    if name not in TAGS:
        raise unparsable(f'Unsupported start tag "{name}" at byte offset {at}')
    opened.append(name)


def _close(opened: list[str], name: str, at: int) -> None:
    if not opened:
        raise unparsable(f"Unexpected end tag at byte offset {at}")
    expected = opened.pop()
    if name != expected:
        raise unparsable(
            f'Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{name}>"'
        )
