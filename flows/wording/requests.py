"""How a request is said: its number, what was answered, and by when something happens."""

from __future__ import annotations

from datetime import date
from typing import cast

from core.requests import references
from flows.messages import N_
from flows.values import Json
from flows.wording.moments import day
from flows.wording.places import office_word, place
from flows.wording.words import Words, said_as

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


@said_as("reference")
def reference(words: Words, language: str, raw: Json) -> str:
    """ "123 456 789"."""
    return references.show(str(raw))


@said_as("request_choice", "reference", "own")
def request_choice(words: Words, language: str, raw: Json) -> str:
    """One of several requests (`reference`, `own`): its number, and whether it is for another home."""
    fields = cast("dict[str, Json]", raw)
    said = references.show(str(fields["reference"]))
    if fields["own"]:
        return said
    return words.say(language, N_("{reference} (helped)"), reference=said)


@said_as("request_summary", "commune", "people", "needs", "contact")
def request_summary(words: Words, language: str, raw: Json) -> str:
    """What is about to be sent (`commune`, `people`, `needs`, `contact`). What was not asked is not said."""
    fields = cast("dict[str, Json]", raw)
    contact = words.say(language, _CONTACTS[str(fields["contact"])])
    return f"{request_brief(words, language, raw)}\n{contact}"


@said_as("request_brief", "commune", "people", "needs")
def request_brief(words: Words, language: str, raw: Json) -> str:
    """The same without the contact, where there is little room."""
    fields = cast("dict[str, Json]", raw)
    lines = [place(words, language, fields["commune"])]
    if fields["people"] is not None:
        form = N_("{place}: {people} people")
        lines = [words.say(language, form, place=lines[0], people=str(fields["people"]))]
    needs = cast("list[str]", fields["needs"] or [])
    if needs:
        joiner = words.say(language, N_(", "))
        lines.append(joiner.join(words.say(language, _NEEDS[need]) for need in needs))
    return "\n".join(lines)


@said_as("promise", "due", "late")
def promise(words: Words, language: str, raw: Json) -> str:
    """By when (`due`, an ISO day) the next step is due, or that it is `late`; nothing without a promise."""
    fields = cast("dict[str, Json]", raw)
    if not fields["due"]:
        return ""
    if fields["late"]:
        return words.say(language, N_("It is late: you may ask at the commune office."))
    return words.say(language, N_("By {date}."), date=day(language, date.fromisoformat(str(fields["due"]))))


@said_as("venue", "commune", "interview_place")
def venue(words: Words, language: str, raw: Json) -> str:
    """Where the interview is (`interview_place`: office or home), by the office's word for this `commune`."""
    fields = cast("dict[str, Json]", raw)
    if fields["interview_place"] == "home":
        return words.say(language, N_("at your home"))
    return words.say(language, N_("at the {office}"), office=office_word(words, language, fields["commune"]))


@said_as("officer_words")
def officer_words(words: Words, language: str, raw: Json) -> str:
    """What an officer typed, in whichever language they typed it; empty once the case was anonymised."""
    return str(raw or "")


@said_as("phone")
def phone(words: Words, language: str, raw: Json) -> str:
    """A number as the settings give it."""
    return str(raw)
