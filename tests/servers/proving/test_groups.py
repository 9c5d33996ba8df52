"""Groups and channels."""

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import Forbidden

from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram
from tests.servers.proving.refusing import refused


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_the_bot_is_told_that_it_was_added_and_can_leave(
    bot: Bot, telegram: Telegram, sokha: User, kind: str
) -> None:
    group = telegram.group(kind=kind)
    await group.adds_bot(by=sokha)
    added = (await bot.get_updates())[0].my_chat_member
    assert added is not None
    assert (added.chat.id, added.chat.type) == (group.chat.id, kind)
    assert added.new_chat_member.status == ("administrator" if kind == "channel" else "member")

    await bot.send_message(group.chat.id, "good bye")
    await bot.leave_chat(group.chat.id)
    assert not group.has_bot
    assert group.chat.heard[-1].text == "good bye"
    left = (await bot.get_updates())[-1].my_chat_member
    assert left is not None
    assert (left.from_user.id, left.new_chat_member.status) == (telegram.me["id"], "left")
    with refused("bot is not a member of the", Forbidden):
        await bot.send_message(group.chat.id, "and another thing")


async def test_what_is_said_there_is_told_while_the_bot_is_in(
    bot: Bot, telegram: Telegram, sokha: User
) -> None:
    group = telegram.group()
    await sokha.says("too early", in_group=group)
    await group.adds_bot(by=sokha)
    await sokha.sends_command("start", in_group=group)
    await group.removes_bot(by=sokha)
    await sokha.says("too late", in_group=group)
    updates = await bot.get_updates()
    assert [each.message.text for each in updates if each.message] == [None, "/start"]
    with refused("bot was kicked from the supergroup chat", Forbidden):
        await bot.send_message(group.chat.id, "hello")


async def test_a_channel_posts_without_a_person(bot: Bot, telegram: Telegram, sokha: User) -> None:
    channel = telegram.group(kind="channel")
    await channel.adds_bot(by=sokha)
    await sokha.says("news", in_group=channel)
    post = (await bot.get_updates())[-1].channel_post
    assert post is not None
    assert (post.text, post.from_user) == ("news", None)


async def test_a_private_chat_cannot_be_left(bot: Bot, sokha: User) -> None:
    with refused("chat member status can't be changed in private chats"):
        await bot.leave_chat(sokha.id)
