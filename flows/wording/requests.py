"""How a request is said: its number, what was answered, and by when something happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from core.places import Level
from core.requests import kinds, references
from core.requests.questions import QUESTION_LENGTH
from core.requests.request import PEOPLE, InterviewPlace
from flows.messages import N_
from flows.offices import LONGEST_NUMBER
from flows.values import KEPT, Json
from flows.wording.earlier import kept_said, told_of
from flows.wording.moments import day, every_day
from flows.wording.places import office_word, place
from flows.wording.words import Words, said_as
from flows.wording.worst import Worst, combined, longest, one_of_each_kind, these

_NEEDS = {
    "disability": N_("disability"),
    "older": N_("60+"),
    "pregnant": N_("pregnant"),
    "infant": N_("under 2"),
}
_CONTACTS = {
    "call_and_text": N_("Call and text."),
    "call_only": N_("Call only."),
    "none": N_("No calls or texts."),
}


TIE = "\u00a0"
"""A space at which no line may break."""


_REFERENCE = these("888888888")
_OFFICES = one_of_each_kind(Level.COMMUNE)
_WHO_LIVES_THERE = [code for code, kind in kinds.load().items() if kind.asks_for(kinds.Ask.PEOPLE)]
_BRIEF: Mapping[str, Worst] = {
    "commune": lambda words, language: [KEPT, *longest(words, language, "place")],
    "kind": these(*_WHO_LIVES_THERE),
    "people": these(None, KEPT, 1, PEOPLE[-1]),
    "needs": these(None, [], list(_NEEDS)),
}
_QUESTIONS = these(
    None,
    ("\u1780\u17d2\u179a" * QUESTION_LENGTH)[:QUESTION_LENGTH],
    ("Have you moved? " * QUESTION_LENGTH)[:QUESTION_LENGTH],
)
"""In Khmer and in Latin letters, whichever the household reads: an officer writes in their own language."""


def _every_day(words: Words, language: str) -> Iterable[Json]:
    return [None, *every_day()]


@said_as("reference", worst=_REFERENCE)
def reference(words: Words, language: str, raw: Json) -> str:
    """ "123 456 789", which no line breaks."""
    return references.show(str(raw)).replace(" ", TIE)


@said_as(
    "request_choice",
    *("reference", "own", "kind"),
    worst=combined(reference=_REFERENCE, own=these(True, False), kind=these(*kinds.load())),
)
def request_choice(words: Words, language: str, raw: Json) -> str:
    """One of several requests (`reference`, `own`, `kind`): its number, what for, and for whom."""
    fields = cast("dict[str, Json]", raw)
    said = reference(words, language, fields["reference"])
    kind = kinds.of(str(fields["kind"])).short.said(language)
    form = N_("{reference} {kind}") if fields["own"] else N_("{reference} {kind} (helped)")
    return words.say(language, form, reference=said, kind=kind)


@said_as(
    "request_summary",
    *("commune", "whose", "kind", "people", "needs", "contact"),
    worst=combined(**_BRIEF, contact=these(*_CONTACTS, KEPT), whose=these("own", "helped")),
)
def request_summary(words: Words, language: str, raw: Json) -> str:
    """What is about to be sent, by name of the answer. What was not asked is not said."""
    told = told_of(raw)
    lines = [
        *_where_and_how_many(words, language, told),
        *_what_for(language, told),
        *_who(words, language, told),
        *contact_said(words, language, told["contact"]),
    ]
    if told["whose"] == "helped":
        lines.insert(0, words.say(language, N_("For another home:")))
    return "\n".join([*lines, *kept_said(words, language, raw)])


def contact_said(words: Words, language: str, contact: Json) -> list[str]:
    """A line: how the household may be reached, "Call only."; none where that is not told."""
    return [words.say(language, _CONTACTS[str(contact)])] if contact else []


@said_as("request_brief", *("commune", "kind", "people", "needs"), worst=combined(**_BRIEF))
def request_brief(words: Words, language: str, raw: Json) -> str:
    """For little room: the place, how many, and what for; who lives there where nothing else must stand."""
    told = told_of(raw)
    must = [*_what_for(language, told), *kept_said(words, language, raw)]
    return "\n".join([*_where_and_how_many(words, language, told), *(must or _who(words, language, told))])


def _what_for(language: str, told: Mapping[str, Json]) -> list[str]:
    """That an assessment is asked for goes without saying."""
    kind = told["kind"]
    return [] if kind in (None, kinds.ASSESSMENT) else [kinds.of(str(kind)).short.said(language)]


def _who(words: Words, language: str, told: Mapping[str, Json]) -> list[str]:
    needs = cast("list[str]", told["needs"] or [])
    return [words.say(language, N_(", ")).join(words.say(language, _NEEDS[need]) for need in needs)] * bool(
        needs
    )


def _where_and_how_many(words: Words, language: str, told: Mapping[str, Json]) -> list[str]:
    where = [place(words, language, told["commune"])] if told["commune"] else []
    if told["people"] is None:
        return where
    people, alone = str(told["people"]), told["people"] == 1
    if not where:
        return [words.say(language, N_("1 person") if alone else N_("{people} people"), people=people)]
    form = N_("{place}: 1 person") if alone else N_("{place}: {people} people")
    return [words.say(language, form, place=where[0], people=people)]


@said_as(
    "promise",
    "commune",
    "due",
    "late",
    worst=combined(commune=_OFFICES, due=_every_day, late=these(False, True)),
)
def promise(words: Words, language: str, raw: Json) -> str:
    """By when (`due`, an ISO day) the next step is due, or that it is `late` and which office may be asked.

    Nothing without a promise.
    """
    fields = cast("dict[str, Json]", raw)
    if not fields["due"]:
        return ""
    if fields["late"]:
        office = office_word(words, language, fields["commune"])
        return words.say(language, N_("It is late: you may ask at the {office}."), office=office)
    return words.say(
        language, N_("At the latest on {date}."), date=day(language, date.fromisoformat(str(fields["due"])))
    )


@said_as("promise_above", "due", "late", worst=combined(due=_every_day, late=these(False, True)))
def promise_above(words: Words, language: str, raw: Json) -> str:
    """The same of what the commune does not see: who is late is asked above it."""
    fields = cast("dict[str, Json]", raw)
    if not fields["due"]:
        return ""
    if fields["late"]:
        return words.say(language, N_("It is late: you may ask at the district or the province."))
    return words.say(
        language, N_("At the latest on {date}."), date=day(language, date.fromisoformat(str(fields["due"])))
    )


@said_as(
    "venue",
    "commune",
    "interview_place",
    worst=combined(commune=_OFFICES, interview_place=these(*InterviewPlace)),
)
def venue(words: Words, language: str, raw: Json) -> str:
    """Where the interview is (`interview_place`: office or home), by the office's word for this `commune`."""
    fields = cast("dict[str, Json]", raw)
    if fields["interview_place"] == "home":
        return words.say(language, N_("at your home"))
    return words.say(language, N_("at the {office}"), office=office_word(words, language, fields["commune"]))


@said_as("officer_words", worst=_QUESTIONS)
def officer_words(words: Words, language: str, raw: Json) -> str:
    """What an officer typed, in whichever language they typed it; empty once the case was anonymised."""
    return str(raw or "")


@said_as("phone", worst=these("0" * LONGEST_NUMBER))
def phone(words: Words, language: str, raw: Json) -> str:
    """A number as the settings give it."""
    return str(raw)
