"""Taps on buttons, and what the bot answers them."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, CallbackQuery, Message, Update

from core.clock import FixedClock
from tests.servers.bot_api.people import User
from tests.servers.bot_api.refusals import OLD_QUERY
from tests.servers.proving.markup import contact_key, inline
from tests.servers.proving.refusing import refused


def query(update: Update) -> CallbackQuery:
    """The tap that an update tells of."""
    assert update.callback_query is not None
    return update.callback_query


async def test_a_tap_is_told_and_its_answer_seen(bot: Bot, sokha: User) -> None:
    sent = await bot.send_message(sokha.id, "go on?", reply_markup=inline("បាទ\u200bចាស", "ទេ"))
    tap = await sokha.taps("បាទចាស")
    (update,) = await bot.get_updates()
    told = query(update)
    assert isinstance(told.message, Message)
    assert (told.data, told.from_user.id) == ("បាទ\u200bចាស", sokha.id)
    assert told.message.message_id == sent.message_id
    assert not tap.answered

    await told.answer("thanks", show_alert=True)
    assert (tap.answered, tap.alert, sokha.toasts) == (True, True, ["thanks"])


async def test_a_tap_is_answered_once_and_soon(bot: Bot, sokha: User, clock: FixedClock) -> None:
    await bot.send_message(sokha.id, "go on?", reply_markup=inline("yes"))
    first, second = await sokha.taps("yes"), await sokha.taps("yes")
    await bot.answer_callback_query(first.number)
    with refused(OLD_QUERY):
        await bot.answer_callback_query(first.number)
    clock.advance(60)
    with refused(OLD_QUERY):
        await bot.answer_callback_query(second.number)
    with refused(OLD_QUERY):
        await bot.answer_callback_query("unknown")


async def test_a_toast_is_short(bot: Bot, sokha: User) -> None:
    tap = await sokha.forges_tap("x", None)
    with refused("MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(tap.number, "x" * 201)


async def test_two_taps_at_once_are_two_updates(bot: Bot, sokha: User) -> None:
    await bot.send_message(sokha.id, "go on?", reply_markup=inline("yes"))
    await asyncio.gather(sokha.taps("yes"), sokha.taps("yes"))
    assert [query(update).data for update in await bot.get_updates()] == ["yes", "yes"]


async def test_the_button_of_an_old_message_is_tapped_by_its_message(bot: Bot, sokha: User) -> None:
    await bot.send_message(sokha.id, "one?", reply_markup=inline("yes"))
    await bot.send_message(sokha.id, "two?", reply_markup=inline("yes"))
    await sokha.taps("yes", on=sokha.chat.heard[0])
    await sokha.taps("yes")
    told = [query(update).message for update in await bot.get_updates()]
    assert [each.text for each in told if isinstance(each, Message)] == ["one?", "two?"]


async def test_a_button_that_is_gone_is_tapped_by_an_app_that_has_not_seen_that(
    bot: Bot, sokha: User
) -> None:
    sent = await bot.send_message(sokha.id, "go on?", reply_markup=inline("yes"))
    message, button = sokha.button("yes")
    await bot.delete_message(sokha.id, sent.message_id)
    assert button.data is not None
    await sokha.forges_tap(button.data, message)
    await sokha.forges_tap("anything", None)
    deleted, nowhere = map(query, await bot.get_updates())
    assert deleted.message is not None
    assert not deleted.message.is_accessible
    assert (nowhere.message, nowhere.data) == (None, "anything")


async def test_nobody_taps_what_is_not_there(bot: Bot, sokha: User) -> None:
    await bot.send_message(sokha.id, "go on?", reply_markup=inline("yes"))
    with pytest.raises(AssertionError, match="no button 'no'; there are"):
        await sokha.taps("no")
    with pytest.raises(AssertionError, match="no keyboard for"):
        await sokha.presses("yes")


async def test_a_key_for_the_contact_shares_it_and_goes(bot: Bot, sokha: User) -> None:
    await bot.send_message(sokha.id, "who?", reply_markup=contact_key())
    await sokha.presses("Share my number")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.contact is not None
    assert update.message.contact.user_id == sokha.id
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.text == "who?"
    assert not sokha.is_asked_for_contact
