"""The language of one officer: that of their pages, Khmer until they choose."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import ceil

from babel.dates import format_date

from core.requests import references
from core.requests.request import Request
from core.working_days import CAMBODIA
from flows.messages import N_
from flows.wording import LANGUAGES, Words
from flows.wording.moments import moment
from flows.wording.places import office_word, place_in_district
from flows.wording.states import WORDS


class Tongue:
    """Says messages and values; called, it says a message: `_("Late: {count}", count="3")`."""

    def __init__(self, words: Words, code: str) -> None:
        self._words = words
        self.code = code if code in LANGUAGES else LANGUAGES[0]

    def __call__(self, message: str, **parts: str) -> str:
        return self._words.say(self.code, message, **parts)

    def reference(self, request: Request) -> str:
        """ "123 456 789"."""
        return references.show(request.reference)

    def commune(self, code: str) -> str:
        """ "Banteay Neang commune, Mongkol Borei"."""
        return place_in_district(self._words, self.code, code)

    def office(self, code: str) -> str:
        """ "commune office"."""
        return office_word(self._words, self.code, code)

    def state(self, request: Request) -> str:
        """ "Waiting for an officer"."""
        return self(WORDS[request.state])

    def day(self, value: date) -> str:
        """ "Thursday 3 December"."""
        return format_date(value, "EEEE d MMMM", locale=self.code)

    def brief_day(self, value: date) -> str:
        """ "Thu 3 Dec", for a button."""
        return format_date(value, "EEE d MMM", locale=self.code)

    def moment(self, at: datetime) -> str:
        """ "3 December at 09:00", in Cambodia."""
        return moment(self._words, self.code, at.astimezone(CAMBODIA).isoformat())

    def wait(self, lasts: timedelta) -> str:
        """ "1 minute", "9 minutes"; at least one."""
        count = max(1, ceil(lasts.total_seconds() / 60))
        return self(N_("1 minute")) if count == 1 else self(N_("{count} minutes"), count=str(count))


def in_each(words: Words, message: str) -> str:
    """In every language, one under the other: to somebody whose language nobody knows."""
    return "\n".join(words.text(language, message) for language in LANGUAGES)
