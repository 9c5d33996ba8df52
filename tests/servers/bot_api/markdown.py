"""`parse_mode=Markdown` and `MarkdownV2`, as far as they refuse."""

from __future__ import annotations

import re

from tests.servers.bot_api.html import unparsable

NAMES = {
    "*": "Bold",
    "_": "Italic",
    "__": "Underline",
    "~": "Strikethrough",
    "||": "Spoiler",
    "`": "Code",
    "```": "Pre",
    "[": "TextUrl",
}

_OLD = re.compile(
    r"\\([_*`\[])|```(.*?)```|`([^`]*)`|\*([^*]*)\*|_([^_]*)_|\[([^\]]*)\](?:\([^)]*\))?|([_*`\[])", re.DOTALL
)
_NEW = re.compile(r"\\([!-/:-@\[-`{-~])|```|__|\|\||\]\([^()\s]*\)|[_*\[\]()~`>#+\-=|{}.!]")


def plain_markdown(text: str) -> str:
    """What is shown of `text` in the old dialect. Refuses a mark that is never closed."""

    def judge(mark: re.Match[str]) -> str:
        if mark.lastindex == 7:  # none of the pairs before it fitted
            raise unparsable(f"Can't find end of the entity starting at byte offset {_at(mark)}")
        return mark[mark.lastindex or 0]

    return _OLD.sub(judge, text)


def plain_markdown_v2(text: str) -> str:
    """What is shown of `text`. Refuses marks not closed in order and reserved letters not escaped."""
    opened: list[tuple[str, int]] = []

    def judge(mark: re.Match[str]) -> str:
        if mark[1]:
            return mark[1]
        within = opened[-1][0] if opened else ""
        if within == mark[0] or (within == "[" and mark[0].startswith("](")):
            opened.pop()
            return ""
        if within in ("`", "```"):
            return mark[0]
        return _opening(mark, opened)

    shown = _NEW.sub(judge, text)
    if opened:
        mark, at = opened[-1]
        raise unparsable(f"Can't find end of {NAMES[mark]} entity at byte offset {at}")
    return shown


def _opening(mark: re.Match[str], opened: list[tuple[str, int]]) -> str:
    if mark[0] in NAMES:
        opened.append((mark[0], _at(mark)))
        return ""
    if mark[0] == ">" and (mark.start() == 0 or mark.string[mark.start() - 1] == "\n"):
        return ""
    raise unparsable(f"Character '{mark[0][0]}' is reserved and must be escaped with the preceding '\\'")


def _at(mark: re.Match[str]) -> int:
    return len(mark.string[: mark.start()].encode())
