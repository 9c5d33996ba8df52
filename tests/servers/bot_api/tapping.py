"""Taps on buttons."""

from __future__ import annotations

from tests.servers.bot_api.keyboards import Button
from tests.servers.bot_api.messages import Message
from tests.servers.bot_api.seen import plain
from tests.servers.bot_api.shapes import Json
from tests.servers.bot_api.sharing import Sharing
from tests.servers.bot_api.taps import Tap


class Tapping(Sharing):
    """Labels are compared without the marks where a line may break."""

    async def taps(self, label: str, on: Message | None = None) -> Tap:
        """Tap a button under a message: the newest that has it, or `on`. Fails where there is none."""
        message, button = self.button(label, on)
        assert button.data is not None, f"{label!r} opens a page; the bot hears nothing"
        return await self.forges_tap(button.data, message)

    async def presses(self, label: str) -> Message:
        """Press a key that stands in the place of the phone's keyboard. Fails where there is none."""
        keyboard = self.chat.reply_keyboard
        keys = [key for key in (keyboard.buttons if keyboard else []) if plain(key.label) == plain(label)]
        assert keyboard is not None, f"no keyboard for {label!r}"
        assert keys, f"no key {label!r} in {keyboard.labels}"
        if keys[0].asks == "contact":
            return await self.shares_contact()
        if keyboard.one_time:
            self.chat.put_keyboard_away()
        return await (self.sends_location() if keys[0].asks else self.says(keys[0].label))

    async def forges_tap(self, data: str, on: Message | None) -> Tap:
        """What a changed app can send: any data, for any message of the chat, a deleted one, or none."""
        tap = self.telegram.taps.new(data)
        self.tapped.append(tap)
        body: Json = {"id": tap.number, "from": self.as_json(), "chat_instance": f"{self.id}", "data": data}
        where = {"message": on.as_json()} if on else {"inline_message_id": "AAAAinline"}
        await self.does("callback_query", body | where)
        return tap

    def button(self, label: str, on: Message | None = None) -> tuple[Message, Button]:
        """Where a button is, and the button: what to give to `forges_tap` when it may be gone by then."""
        for message in [on] if on else reversed(self.chat.with_buttons):
            there = message.inline.buttons if message.inline else []
            found = [each for each in there if plain(each.label) == plain(label)]
            assert len(found) <= 1, f"{label!r} is on two buttons: {message.buttons}"
            if found:
                return message, found[0]
        raise AssertionError(f"no button {label!r}; there are {[m.buttons for m in self.chat.with_buttons]}")
