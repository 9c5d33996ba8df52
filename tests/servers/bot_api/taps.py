"""Taps on buttons under messages, which the bot must answer once and soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.clock import Clock
from tests.servers.bot_api.calls import Call
from tests.servers.bot_api.refusals import OLD_QUERY, bad_request

PATIENCE = timedelta(seconds=60)
TOAST_LETTERS = 200


@dataclass(eq=False)
class Tap:
    """`toast` is what was shown for it, empty where it was answered without words, None before."""

    number: str
    data: str
    at: datetime
    toast: str | None = None
    alert: bool = False

    @property
    def answered(self) -> bool:
        """Whether the clock on the button has stopped."""
        return self.toast is not None


class Taps:
    """All of them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._taps: dict[str, Tap] = {}

    def new(self, data: str) -> Tap:
        """Somebody tapped."""
        tap = Tap(str(4_000_000_001 + len(self._taps)), data, self._clock.now())
        self._taps[tap.number] = tap
        return tap

    def answer(self, call: Call) -> None:
        """Refuses a second answer, a late one, and one to an unknown tap."""
        tap = self._taps.get(call.text("callback_query_id"))
        if tap is None or tap.answered or self._clock.now() - tap.at >= PATIENCE:
            raise bad_request(OLD_QUERY)
        if len(call.text("text")) > TOAST_LETTERS:
            raise bad_request("MESSAGE_TOO_LONG")
        tap.toast, tap.alert = call.text("text"), call.flag("show_alert")
