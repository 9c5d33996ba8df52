"""The queue of what the bot was not told yet, or did not confirm."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tests.servers.bot_api.changes import Changes
from tests.servers.bot_api.shapes import Json

FIRST = 700_000_001


@dataclass(frozen=True)
class Update:
    """`lane` is the chat whose order must be kept."""

    number: int
    kind: str
    body: Json
    lane: int

    def as_json(self) -> Json:
        """The Bot API's `Update`."""
        return {"update_id": self.number, self.kind: self.body}


class UpdateQueue:
    """`pending` in order; `all` that ever were; `withheld` are those of kinds that the bot does not want."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self.wanted: Collection[str] = ()
        self.pending: list[Update] = []
        self.all: list[Update] = []
        self.withheld: list[Update] = []

    def put(self, kind: str, body: Json, lane: int) -> Update:
        """Something happened."""
        update = Update(FIRST + len(self.all), kind, body, lane)
        if self.wanted and kind not in self.wanted:
            self.withheld.append(update)
            return update
        self.all.append(update)
        self.again(update)
        return update

    def again(self, update: Update) -> None:
        """Hand it over, whether or not it was confirmed before: Telegram may do so."""
        self.pending.append(update)
        self._changes.tell()

    def confirm(self, update: Update) -> None:
        """It need not be told again."""
        if update in self.pending:
            self.pending.remove(update)
        self._changes.tell()

    def confirm_below(self, offset: int) -> None:
        """All before `offset` need not be told again; a negative one keeps that many from the end."""
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [update for update in self.pending if update.number >= offset]
        self._changes.tell()

    def drop(self) -> None:
        """Forget what is pending."""
        self.pending = []
        self._changes.tell()
