"""Keyboards as the client library makes them."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup


def inline(*labels: str) -> InlineKeyboardMarkup:
    """Buttons under a message, one a row; the data of each is its label."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label)] for label in labels])


def contact_key(label: str = "Share my number") -> ReplyKeyboardMarkup:
    """A key by which one shares one's number, once."""
    return ReplyKeyboardMarkup([[KeyboardButton(label, request_contact=True)]], one_time_keyboard=True)
