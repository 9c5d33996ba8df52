"""What was typed into a form: read field by field, kept for showing again, each slip named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeAlias, TypeVar

from aiohttp import web
from multidict import MultiDictProxy

from console.tongue import Tongue
from core.digits import fold_digits, is_ascii_digits
from core.places import Place, surest
from core.places.place import Level
from core.working_days import CAMBODIA
from flows.messages import N_

E = TypeVar("E", bound=StrEnum)
Posted: TypeAlias = MultiDictProxy[str | bytes | bytearray | web.FileField]

LONGEST = 100_000
"""Characters kept of one field when a form is shown again."""


class Mistyped(Exception):
    """A form with a slip in it; `wrong` says what to mend, by field."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(", ".join(wrong))
        self.wrong = dict(wrong)


class Form:
    """One posted form. Every method notes in `wrong` what is missing or cannot be read.

    `communes`: those that a typed name may mean, where it means several.
    """

    def __init__(self, data: Posted, _: Tongue) -> None:
        self.tongue = _
        self.communes: tuple[Place, ...] = ()
        self.wrong: dict[str, str] = {}
        self.typed = {
            name: " ".join(str(value) for value in data.getall(name) if isinstance(value, str))[:LONGEST]
            for name in data
            if name not in ("csrf", "version")
        }

    def text(self, name: str) -> str:
        """What was typed, without blanks around it."""
        return self.typed.get(name, "").strip()

    def needed(self, name: str, message: str) -> str:
        """What was typed; `message` where nothing was."""
        text = self.text(name)
        if not text:
            self.wrong[name] = self.tongue(message)
        return text

    def one_of(self, name: str, choices: type[E], message: str) -> E | None:
        """The choice that was made; `message` where none was."""
        try:
            return choices(self.text(name))
        except ValueError:
            self.wrong[name] = self.tongue(message)
            return None

    def moment(self, day: str, hour: str) -> datetime | None:
        """A day and a time in Cambodia, from two fields; Khmer digits are read."""
        on = self._day(day)
        at = self._time(hour)
        return datetime.combine(on, at, CAMBODIA) if on and at else None

    def commune(self, typed: str, field: str = "commune") -> Place | None:
        """The commune of that name or code; where it means several, the one chosen in `<field>_code`."""
        found = surest(self.tongue.places.search(typed, limit=20, levels=(Level.COMMUNE,)))
        chosen = self.text(f"{field}_code")
        place = next((each for each in found if each.code == chosen), found[0] if len(found) == 1 else None)
        if place is None:
            self.communes = tuple(found[:8])
            message = (
                N_("Several communes may be meant. Choose one.") if found else N_("No commune is called so.")
            )
            self.wrong[field] = self.tongue(message)
        return place

    def choices(self) -> tuple[tuple[str, str], ...]:
        """`communes` to choose from: code and words."""
        return tuple((place.code, self.tongue.whole_place(place.code)) for place in self.communes)

    def check(self) -> None:
        """Raises Mistyped when anything was wrong."""
        if self.wrong:
            raise Mistyped(self.wrong)

    def _day(self, name: str) -> date | None:
        text = fold_digits(self.text(name))
        for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"):
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no zone
            except ValueError:
                continue
        self.wrong[name] = self.tongue(N_("Give the day, as 31/12/2026."))
        return None

    def _time(self, name: str) -> time | None:
        text = fold_digits(self.text(name)).replace(".", ":")
        for form in ("%H:%M", "%H:%M:%S", "%H"):
            try:
                return datetime.strptime(text, form).time()  # noqa: DTZ007  the zone is put to it
            except ValueError:
                continue
        self.wrong[name] = self.tongue(N_("Give the time, as 14:30."))
        return None


async def form_of(request: web.Request, _: Tongue) -> Form:
    """The form that was posted."""
    return Form(await request.post(), _)


def version_of(request_form: Posted) -> int | None:
    """The version of the request that the page showed; None where there is none."""
    text = request_form.get("version")
    # int() refuses thousands of digits
    return int(text) if isinstance(text, str) and len(text) <= 9 and is_ascii_digits(text) else None
