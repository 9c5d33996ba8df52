"""What follows a touch."""

from __future__ import annotations

from dataclasses import dataclass

from bot.message import Message


@dataclass(frozen=True)
class Answer:
    """`toast` passes by, in words; `message`: what the touched one says from now on, None: as before."""

    toast: str = ""
    message: Message | None = None
