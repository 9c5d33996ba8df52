"""The language of one page: its texts, days, times and names of places."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from core.places import Gazetteer, Kind, Place
from core.working_days import CAMBODIA, day_of
from flows.messages import N_, NC_
from flows.wording import Words

LANGUAGES = {"km": N_("Khmer"), "en": N_("English")}
"""The languages of the pages. On the switch each calls itself by its own name."""

_TITLED = {
    Kind.KHUM: N_("{name} commune"),
    Kind.SANGKAT: N_("Sangkat {name}"),
    Kind.SROK: N_("{name} district"),
    Kind.KRONG: N_("{name} town"),
    Kind.KHAN: N_("Khan {name}"),
    Kind.PROVINCE: N_("{name} province"),
    Kind.CAPITAL: N_("{name} capital"),
    Kind.PHUM: N_("{name} village"),
}
_VILLAGE = "Phum "
"""So many Latin names of villages begin, as Khmer ones with the title: "Phum Muoy", the first."""


class Tongue:
    """Says things in one language; called, it says a message: `_("Late by {days}", days=…)`."""

    def __init__(self, words: Words, code: str) -> None:
        self._words = words
        self.code = code if code in LANGUAGES else "km"

    def __call__(self, message: str, **parts: str) -> str:
        return self._words.say(self.code, message, **parts)

    def within(self, context: str, message: str, **parts: str) -> str:
        """A message that is said otherwise elsewhere; templates call it `pgettext`."""
        return self(NC_(context, message), **parts)

    @property
    def places(self) -> Gazetteer:
        """Where places are looked up."""
        return self._words.places

    def day(self, value: date) -> str:
        """ "Thursday 3 December 2026"."""
        return format_date(value, "EEEE d MMMM y", locale=self.code)

    def short_day(self, value: date) -> str:
        """ "3 December"; short, for lists."""
        return format_date(value, "d MMM y" if self.code == "en" else "d MMMM y", locale=self.code)

    def day_and_month(self, value: date) -> str:
        """ "3 Dec"; for the headings of columns."""
        return format_date(value, "d MMM", locale=self.code)

    def count(self, number: float) -> str:
        """ "1,234" or "2.5"."""
        return format_decimal(number, locale=self.code)

    def time(self, moment: datetime) -> str:
        """ "10:30", in Cambodia."""
        return format_time(moment.astimezone(CAMBODIA).time(), "HH:mm", locale=self.code)

    def moment(self, moment: datetime) -> str:
        """ "3 Dec 2026, 10:30", in Cambodia."""
        return self(N_("{day}, {time}"), day=self.short_day(day_of(moment)), time=self.time(moment))

    def appointment(self, moment: datetime) -> str:
        """ "Thursday 3 December 2026 at 10:30"."""
        return self(N_("{day} at {time}"), day=self.day(day_of(moment)), time=self.time(moment))

    def days(self, count: int) -> str:
        """ "1 day", "9 days"."""
        return self(N_("1 day")) if count == 1 else self(N_("{count} days"), count=str(count))

    def minutes(self, count: int) -> str:
        """ "1 minute", "9 minutes"."""
        return self(N_("1 minute")) if count == 1 else self(N_("{count} minutes"), count=str(count))

    @property
    def colon(self) -> str:
        """Between what something is called and what it is: Khmer has a sign of its own."""
        return "៖" if self.code == "km" else ":"

    def all_of(self, parts: list[str]) -> str:
        """One after the other: "older person, pregnant woman"."""
        return ", ".join(parts) if self.code == "en" else " · ".join(parts)

    def name(self, place: Place) -> str:
        """The bare name."""
        return place.km if self.code == "km" else place.en

    def place(self, code: str) -> str:
        """ "Banteay Neang commune"; the code itself where nothing is known of it."""
        place = self.places.get(code)
        return self._titled(place) if place else code

    def whole_place(self, code: str) -> str:
        """ "Banteay Neang commune, Mongkol Borei district, Banteay Meanchey province"."""
        place = self.places.get(code)
        said = []
        while place is not None:
            said.append(self._titled(place))
            place = self.places.parent(place)
        return (", " if self.code == "en" else " ").join(said) or code

    def _titled(self, place: Place) -> str:
        name = self.name(place)
        title = self(_TITLED[place.kind], name="").strip()
        return name if name.startswith((title, _VILLAGE)) else self(_TITLED[place.kind], name=name)
