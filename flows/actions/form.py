"""The answers of the request form as core takes them. A draft may come from another release: see `read`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from core import programmes
from core.consents import Consent
from core.digits import is_ascii_digits
from core.places import Gazetteer, Level
from core.requests import kinds
from core.requests.kinds import ASSESSMENT, Ask
from core.requests.request import PEOPLE, Contact, HelperRole, Need
from flows.actions.consents import about, consent_of
from flows.values import Json

KINDS = kinds.load()
ABOUT = ("kind", "matter", "programmes", "home")
"""What is known of a request before its form begins: what for, and where its home is registered."""
CARD_END = "card_end"
"""The last digits of the card that it is about. They are in no draft: who resumes a form names no card."""
UNSAID = "ask"
"""In place of a matter that the form is still to ask for."""
SPARE = ("people", "needs")
"""Left out when time is short: the officer can ask for them (SCREENS.md, "Order of the request")."""
WHOSE = {"own": False, "helped": True}
"""Whether the home is one that the caller helps."""
TAKES: Mapping[str, Iterable[str]] = {
    "whose": WHOSE,
    "helper_role": HelperRole,
    "contact": Contact,
    "needs": Need,
    "kind": KINDS,
    "matter": (UNSAID, *(matter.code for kind in KINDS.values() for matter in kind.matters)),
}
"""What the answers of the form may hold; scripts are held to it."""
T = TypeVar("T")


@dataclass(frozen=True)
class Form:
    """What was answered; None for what was not, or not in a way that this release understands."""

    kind: str
    commune: str | None
    village: str | None
    consent: Consent | None
    helped: bool | None
    helper_role: HelperRole | None
    helper_consent: Consent | None
    contact: Contact | None
    people: int | None
    needs: frozenset[Need] | None
    programmes: tuple[str, ...] | None
    matter: str | None
    card_last4: str | None

    @classmethod
    def read(cls, answers: Mapping[str, Json], places: Gazetteer) -> Form:
        """The form that `answers` fill in. An agreement names a place, so another commune needs another."""
        commune = _read(lambda code: _commune(code, places), answers.get("commune"))
        kind = kind_of(answers)
        return cls(
            kind=kind,
            commune=commune,
            village=_read(lambda code: _village(code, commune, places), answers.get("village")),
            consent=_agreed(answers.get("consent"), "request", commune),
            helped=_read(WHOSE.__getitem__, answers.get("whose")),
            helper_role=_read(HelperRole, answers.get("helper_role")),
            helper_consent=_agreed(answers.get("helper_consent"), "helped_household", commune),
            contact=_read(Contact, answers.get("contact")),
            people=_read(_people, answers.get("people")),
            needs=_read(_needs, answers.get("needs")),
            programmes=_read(_programmes, answers.get("programmes")),
            matter=_read(lambda code: _matter(kind, code), answers.get("matter")),
            card_last4=_read(_last4, answers.get("card_end")),
        )

    def missing(self) -> list[str]:
        """The answers still to be given, in the order in which they are asked."""
        given = {
            "commune": self.commune,
            "consent": self.consent,
            "whose": self.helped,
            **(
                {"helper_role": self.helper_role, "helper_consent": self.helper_consent}
                if self.helped
                else {}
            ),
            "programmes": self.programmes,
            "matter": self.matter,
            "contact": self.contact,
            "people": self.people,
            "needs": self.needs,
        }
        return [name for name, answer in given.items() if answer is None and self._asks(name)]

    def told(self, ask: Ask) -> Any:
        """What was told of something that only some kinds ask; None where this kind does not."""
        return getattr(self, ask) if KINDS[self.kind].asks_for(ask) else None

    def _asks(self, name: str) -> bool:
        return name not in frozenset(Ask) or KINDS[self.kind].asks_for(Ask(name))


def kind_of(answers: Mapping[str, Json]) -> str:
    """The kind of request that the form is for; an assessment unless it says otherwise."""
    kind = answers.get("kind")
    return kind if isinstance(kind, str) and kind in KINDS else ASSESSMENT


def _read(reader: Callable[[Any], T], answer: Json) -> T | None:
    try:
        return None if answer is None else reader(answer)
    except (ValueError, TypeError, LookupError):
        return None


def _village(code: str, commune: str | None, places: Gazetteer) -> str | None:
    place = places.get(code)
    inside = place is not None and place.level is Level.VILLAGE and place.commune == commune
    return place.code if place is not None and inside else None


def _commune(code: str, places: Gazetteer) -> str | None:
    place = places.get(code)
    return place.code if place is not None and place.level is Level.COMMUNE else None


def _agreed(answer: Json, purpose: str, commune: str | None) -> Consent | None:
    """What was agreed to; None where it was agreed for another commune."""
    if answer is None or about(answer) != commune:
        return None
    return _read(lambda kept: consent_of(kept, purpose), answer)


def _people(answer: int) -> int | None:
    return answer if answer in PEOPLE else None


def _needs(answer: Json) -> frozenset[Need]:
    return frozenset(Need(need) for need in cast("list[str]", answer))


def _programmes(answer: Json) -> tuple[str, ...] | None:
    known = programmes.load()
    codes = dict.fromkeys(str(code) for code in cast("list[str]", answer))
    return tuple(code for code in codes if code in known and not known[code].sensitive) or None


def _matter(kind: str, code: str) -> str | None:
    return code if KINDS[kind].matter(code) else None


def _last4(answer: str) -> str | None:
    return answer if len(answer) == 4 and is_ascii_digits(answer) else None
