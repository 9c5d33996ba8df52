"""Which texts Telegram refuses, and how the others are shown."""

from __future__ import annotations

import pytest
from telegram import Bot

from tests.servers.bot_api.people import User
from tests.servers.proving.refusing import refused

SHOWN = [
    ("", " one\r\n\u202e", "one"),
    ("", "<b> & *_", "<b> & *_"),
    ("HTML", "<b>one <i>two</i></b> &lt;3 &amp;", "one two <3 &"),
    ("html", '<a href="https://a.example/">one</a>', "one"),
    ("Markdown", "*one* _two_ `a_b` [three](https://a.example) 2\\*2", "one two a_b three 2*2"),
    ("MarkdownV2", "*one _two_* __three__ ||four||", "one two three four"),
    ("MarkdownV2", "`a.b` [one](https://a.example)\\.", "a.b one."),
]  # fmt: skip

REFUSED = [
    ("", "", "Message text is empty"),
    ("", " \n", "Text must be non-empty"),
    ("", "\u200b", "Text must be non-empty"),
    ("", "ក" * 4097, "Message is too long"),
    ("", "🙏" * 2049, "Message is too long"),
    ("shouting", "one", "Unsupported parse_mode"),
    ("HTML", "<b>one", 'Can\'t find end tag corresponding to start tag "b"'),
    ("HTML", "<script>one</script>", 'Unsupported start tag "script" at byte offset 0'),
    ("HTML", "<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
    ("HTML", "ក < ខ", 'Unclosed start tag at byte offset 4'),
    ("HTML", "one</b>", "Unexpected end tag at byte offset 3"),
    ("Markdown", "*one", "Can't find end of the entity starting at byte offset 0"),
    ("Markdown", "one_two", "Can't find end of the entity starting at byte offset 3"),
    ("MarkdownV2", "*one", "Can't find end of Bold entity at byte offset 0"),
    ("MarkdownV2", "hello.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
    ("MarkdownV2", "a-b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
]  # fmt: skip


@pytest.mark.parametrize(("mode", "text", "shown"), SHOWN)
async def test_a_text_is_shown_without_its_marks(
    bot: Bot, sokha: User, mode: str, text: str, shown: str
) -> None:
    sent = await bot.send_message(sokha.id, text, parse_mode=mode or None)
    assert sent.text == sokha.sees() == shown


@pytest.mark.parametrize(("mode", "text", "why"), REFUSED)
async def test_a_text_is_refused(bot: Bot, sokha: User, mode: str, text: str, why: str) -> None:
    with refused(why):
        await bot.send_message(sokha.id, text, parse_mode=mode or None)
    assert sokha.chat.heard == []


async def test_the_longest_text_passes(bot: Bot, sokha: User) -> None:
    await bot.send_message(sokha.id, "ក" * 4096)
    assert sokha.sees() == "ក" * 4096
