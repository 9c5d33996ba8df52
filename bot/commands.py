"""The commands of the bot: what each one does, and how Telegram lists them."""

from __future__ import annotations

from typing import TypeAlias

from flows.messages import N_
from flows.wording import Words

START, MENU, LANGUAGE, STOP, DELETE = "start", "menu", "language", "stop", "delete"
FLOWS = {"request": "request", "status": "my_request", "help": "office"}
"""Commands that lead to the start of a script."""

LISTED = {
    MENU: N_("Menu"),
    "request": N_("Ask for an assessment"),
    "status": N_("My request"),
    "help": N_("Help, my commune office"),
    LANGUAGE: N_("Choose a language"),
    STOP: N_("No more news here"),
    DELETE: N_("Delete what is known of me"),
    START: N_("Begin anew"),
}
"""What Telegram shows of them, in their order."""

Listed: TypeAlias = tuple[tuple[str, str], ...]


def listed(words: Words, language: str) -> Listed:
    """Each command and what it does, in a language."""
    return tuple((name, words.text(language, about).replace("\u200b", "")) for name, about in LISTED.items())
