"""Telegram for who does not read: what is asked can be heard, and what is to be said can be spoken."""
