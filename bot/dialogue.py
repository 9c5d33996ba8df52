"""A chat as it is remembered between two updates."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import ConfigDict, TypeAdapter, with_config

from bot.parcel import Parcel
from core.digits import is_ascii_digits
from flows.state import State

LIFETIME = 24 * 60 * 60
"""Seconds that a chat is remembered, as long as its unfinished form."""
MOST_DIGITS = 3
"""Of a button's place on its page."""
PARCELS_KEPT = 3
UPDATES_KEPT = 16
"""Updates that may come again and do nothing: Telegram sends on only after it was answered."""


class Asked(StrEnum):
    """What is asked: by the conversation, or by the bot itself before and beside it."""

    NOTHING = ""
    CONVERSATION = "conversation"
    LANGUAGE = "language"
    NUMBER = "number"
    OTHER_NUMBER = "other_number"
    OTHER_ACCOUNT = "other_account"
    DELETION = "deletion"
    VOICE = "voice"


@with_config(ConfigDict(strict=True))
@dataclass(frozen=True)
class Dialogue:
    """One chat.

    `state` is None before the conversation began. `token` and `choices` belong to the buttons shown: what
    each one means, in their order. `live` is the message that carries them, None where none does.
    """

    started_at: str
    asked: Asked = Asked.NOTHING
    state: State | None = None
    commune: str | None = None
    """That of the link by which they came; six digits."""
    token: str = ""
    choices: tuple[str, ...] = ()
    page: int = 0
    ticks: tuple[str, ...] = ()
    live: int | None = None
    parcels: tuple[Parcel, ...] = ()
    """What the last updates were to show, as far as nobody noted that it was shown."""
    about: dict[str, str] = field(default_factory=dict)
    """What the bot's own question is about: a number to be confirmed, a recording."""
    updates: tuple[int, ...] = ()
    """The updates that were done last."""
    secrets: tuple[int, ...] = ()
    """Messages of theirs that hold a secret, until they are deleted."""
    covered_at: str | None = None
    """When the page shown is to be covered, since it tells what is for them alone; None for any other."""

    @classmethod
    def begun(cls, now: datetime) -> Self:
        """A chat that says its first word."""
        return cls(started_at=now.isoformat())

    @property
    def began(self) -> datetime:
        """When it said its first word."""
        return datetime.fromisoformat(self.started_at)

    def asking(self, asked: Asked, **about: str) -> Self:
        """The bot's own question, from now on."""
        return replace(self, asked=asked, about=about, page=0, ticks=())

    def meaning_of(self, data: str) -> str | None:
        """What a button of the page shown means; None for any other, and for what we never made."""
        token, _, number = data.rpartition(".")
        if not token or token != self.token or not is_ascii_digits(number) or len(number) > MOST_DIGITS:
            return None
        place = int(number)
        return self.choices[place] if place < len(self.choices) else None

    def done(self, parcel: Parcel) -> Self:
        """One more update was done, and is to be shown."""
        parcels = (*self.parcels, parcel)[-PARCELS_KEPT:]
        return replace(self, updates=(*self.updates, parcel.update)[-UPDATES_KEPT:], parcels=parcels)

    def shown(self, update: int, live: int | None) -> Self:
        """What the update was to show stands in the chat; `live` carries the buttons."""
        left = tuple(parcel for parcel in self.parcels if parcel.update != update)
        return replace(self, parcels=left, live=live, secrets=())

    def covered(self) -> Self:
        """What the page shown told is gone, also from what the conversation knows."""
        state = self.state and replace(self.state, private={}, missing=tuple(sorted(self.state.private)))
        return replace(self, state=state, parcels=(), live=None, token="", choices=(), covered_at=None)

    def to_show(self, update: int) -> Parcel | None:
        """What is still to be shown of an update; without its page, once there is a later one."""
        parcel = next((each for each in self.parcels if each.update == update), None)
        if parcel is None or parcel.token == self.token:
            return parcel
        return replace(parcel, page=None)

    def in_state(self, state: State) -> Self:
        """The same where the conversation stands there."""
        return replace(self, state=state)

    def to_bytes(self) -> bytes:
        """For the draft store, unsealed."""
        fields = vars(self) | {"state": self.state.to_json() if self.state else None}
        return json.dumps(fields, default=vars, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Dialogue:
        """The chat that `to_bytes` wrote. Raises ValueError, KeyError or TypeError for anything else."""
        fields = json.loads(raw)
        state = fields.pop("state")
        read = _READER.validate_json(json.dumps(fields))
        return replace(read, state=State.from_json(state) if state else None)


_READER = TypeAdapter(Dialogue)
