"""A household that answers whatever it is asked, in English, by reading its screen."""

from __future__ import annotations

from tests.ussd.caller import Caller

ANSWERS = {
    "Type your 6-digit commune code": "120109",
    "We send this phone number and your answers to": "1",
    "May the commune use this number?": "1",
    "How many people live and eat in your home": "5",
    "Who lives in your home?": "13",
    "1.Send my request": "1",
}
"""What is read on the screen, and the key that answers it."""
PRIVATE = ("Tuol Tumpung", "Chamkar Mon", "Phnom Penh", "5 people", "disability, pregnant", "Call and text.")
"""What the answers above look like where a screen tells them."""


def answer(screen: str) -> str:
    """The key for this screen."""
    (key,) = [key for question, key in ANSWERS.items() if question in screen]
    return key


async def answer_all(caller: Caller) -> str:
    """Answer until the call ends; returns the last screen."""
    while not caller.final:
        await caller.press(answer(caller.screen))
    return caller.screen
