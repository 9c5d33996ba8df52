"""How money is said: where to collect it, and with the PIN how much came when."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TypeAlias, cast

from babel.numbers import format_decimal

from core.registry.household import PaymentStatus
from flows.messages import N_
from flows.values import Json
from flows.wording import moments
from flows.wording.moments import LONGEST_DAYS
from flows.wording.programmes import LONGEST_CODE, short_name
from flows.wording.requests import TIE
from flows.wording.words import Words, said_as
from flows.wording.worst import these

Fields: TypeAlias = "dict[str, Json]"

_LATIN, _KHMER = ("DEMO agent of Prey Veng " * 9)[:60], ("ភ្នាក់ងារ" * 9)[:60]
"""As long as a registry may word where money waits (core.registry.importing.cells)."""
_MOST_RIELS = 100_000_000
_PLACES: list[Json] = [
    {"agent": agent, "until": until} for agent, until in product(("", _LATIN, _KHMER), (None, *LONGEST_DAYS))
]
_STATUS = {
    PaymentStatus.PLANNED: (N_("planned"), N_("planned for {day}")),
    PaymentStatus.ARRIVED: (N_("to be collected"), N_("to be collected until {day}")),
    PaymentStatus.COLLECTED: (N_("collected"), N_("paid on {day}, collected")),
    PaymentStatus.FAILED: (N_("not paid"), N_("not paid on {day}")),
    PaymentStatus.LAPSED: (N_("not collected in time"), N_("not collected until {day}")),
}
_BY_LAST_DAY = (PaymentStatus.ARRIVED, PaymentStatus.LAPSED)


MOST_OTHERS = 3
"""Payments that are told behind a key, after the one that is told at once: a call has no time for more."""


def _every(count: int, *ready: int | None) -> list[Json]:
    line: Fields = {"programme": LONGEST_CODE, "amount": _MOST_RIELS}
    return [
        {"ready": sum_, "lines": [{**line, "status": status.value, "day": day, "until": day}] * count}
        for sum_, status, day in product(ready, PaymentStatus, LONGEST_DAYS)
    ]


@said_as("collections", worst=these([], *([place] for place in _PLACES)))
def collections(words: Words, language: str, raw: Json) -> str:
    """Where and until when, a line a place (`agent`, `until`: an ISO day or None)."""
    return "\n".join(_place(words, language, place) for place in cast("list[Fields]", raw or []))


def _place(words: Words, language: str, place: Fields) -> str:
    agent, until = str(place["agent"] or ""), _day(language, place["until"])
    if agent and until:
        return words.say(language, N_("Collect it at {agent} until {day}."), agent=agent, day=until)
    if agent:
        return words.say(language, N_("Collect it at {agent}."), agent=agent)
    if until:
        return words.say(language, N_("Collect it until {day}."), day=until)
    return words.say(language, N_("Your commune office knows where to collect it."))


@said_as("payments", worst=these(None, {"ready": None, "lines": []}, *_every(1, None)))
def payments(words: Words, language: str, raw: Json) -> str:
    """What waits (`ready`, riels), then a line a payment (`lines`). Nothing once it is forgotten."""
    if not raw:
        return ""
    told = cast("Fields", raw)
    if not told["lines"]:
        return words.say(language, N_("No payment is known."))
    lines = [_payment(words, language, line) for line in cast("list[Fields]", told["lines"])]
    if told["ready"]:
        ready = riels(words, language, cast("int", told["ready"]))
        lines.insert(0, words.say(language, N_("To be collected in all: {amount}"), amount=ready))
    return "\n".join(lines)


@said_as("other_payments", worst=these(None, *_every(MOST_OTHERS, None, _MOST_RIELS)))
def other_payments(words: Words, language: str, raw: Json) -> str:
    """The same of those that are less pressing."""
    return payments(words, language, raw)


def _payment(words: Words, language: str, line: Fields) -> str:
    status = PaymentStatus(str(line["status"]))
    until = line["until"] if status in _BY_LAST_DAY else line["day"]
    undated, dated = _STATUS[status]
    how = words.say(language, dated, day=_day(language, until)) if until else words.say(language, undated)
    name, amount = short_name(language, str(line["programme"])), line["amount"]
    if amount is None:
        return words.say(language, N_("{programme}: {how}"), programme=name, how=how)
    said = riels(words, language, cast("int", amount))
    return words.say(language, N_("{programme} {amount}: {how}"), programme=name, amount=said, how=how)


def riels(words: Words, language: str, amount: int) -> str:
    """ "41,000 riels"."""
    return words.say(language, N_("{amount} riels"), amount=format_decimal(amount, locale=language))


def _day(language: str, iso: Json) -> str:
    """A day that no line breaks: a last day is not to be read by half."""
    return moments.day(language, date.fromisoformat(str(iso))).replace(" ", TIE) if iso else ""
