"""The Telegram door: the same conversations in a chat, with buttons."""
