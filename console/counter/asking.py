"""Reads what the form of one kind of request asks besides who asks, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from console.forms import Form
from core import programmes
from core.digits import fold_digits, is_ascii_digits
from core.requests import kinds
from core.requests.kinds import Ask, Kind
from core.requests.request import PEOPLE, Answers, Need
from flows.messages import N_


def kind_named(code: str) -> Kind:
    """The kind of this code; an assessment where it is none of ours."""
    known = kinds.load()
    return known.get(code, known[kinds.ASSESSMENT])


def kind_of(form: Form) -> Kind:
    """The kind that the form is of."""
    return kind_named(form.text("kind"))


def asked(form: Form, kind: Kind) -> Answers:
    """What was told of what this kind asks; the rest of the form is left out."""
    told: dict[str, Any] = {ask.value: _READ[ask](form, kind) for ask in kind.asks}
    return Answers(**told)


def _people(form: Form, _kind: Kind) -> int | None:
    typed = fold_digits(form.text("people"))
    if not typed:
        return None
    if is_ascii_digits(typed) and len(typed) <= 4 and int(typed) in PEOPLE:
        return int(typed)
    least, most = str(PEOPLE.start), str(PEOPLE.stop - 1)
    form.wrong["people"] = form.tongue(N_("A number from {least} to {most}."), least=least, most=most)
    return None


def _needs(form: Form, _kind: Kind) -> frozenset[Need]:
    return frozenset(Need(word) for word in form.text("needs").split() if word in set(Need))


def _programmes(form: Form, _kind: Kind) -> tuple[str, ...] | None:
    chosen = form.needed("programmes", N_("Choose what the household asks for.")).split()
    return tuple(dict.fromkeys(chosen)) or None


def _matter(form: Form, kind: Kind) -> str | None:
    if kind.matter(form.text("matter")) is None:
        form.wrong["matter"] = form.tongue(N_("Choose what is wrong."))
        return None
    return form.text("matter")


def _card_last4(form: Form, _kind: Kind) -> str | None:
    typed = fold_digits(form.text("card_last4"))
    if typed and not (is_ascii_digits(typed) and len(typed) == 4):
        form.wrong["card_last4"] = form.tongue(N_("The last four digits, as 1234."))
    return typed or None


_READ: Mapping[Ask, Callable[[Form, Kind], object]] = MappingProxyType(
    {
        Ask.PEOPLE: _people,
        Ask.NEEDS: _needs,
        Ask.PROGRAMMES: _programmes,
        Ask.MATTER: _matter,
        Ask.CARD_LAST4: _card_last4,
    }
)


def offered() -> list[str]:
    """Codes of the programmes that may be asked for: none that tells an illness."""
    known = programmes.load()
    return [code for code in known if code not in known.sensitive]
