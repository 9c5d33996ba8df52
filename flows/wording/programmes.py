"""How programmes of assistance are said: by the words of their files (`core.programmes`)."""

from __future__ import annotations

from babel.numbers import format_decimal

from core.programmes import Document, Programme, load
from flows.messages import N_
from flows.values import Json
from flows.wording.moments import long_day
from flows.wording.words import Words, said_as
from flows.wording.worst import these

SHOWN = load().shown
LONGEST_CODE = max(SHOWN, key=lambda code: len(load()[code].short.km))
DOCUMENTS = {
    Document.EQUITY_CARD: N_("Equity Card"),
    Document.KHMER_ID: N_("identity card"),
    Document.BIRTH_CERTIFICATE: N_("birth certificate"),
    Document.DISABILITY_CARD: N_("disability card"),
}
_EACH = these(*SHOWN)


def short_name(language: str, code: str) -> str:
    """ "Family Package"."""
    return load()[code].short.said(language)


@said_as("programme", worst=_EACH)
def programme(words: Words, language: str, raw: Json) -> str:
    """Its short name, as lists say it."""
    return short_name(language, str(raw))


@said_as("programme_name", worst=_EACH)
def programme_name(words: Words, language: str, raw: Json) -> str:
    """Its whole name."""
    return _of(raw).name.said(language)


@said_as("programmes_chosen", worst=these(None, [], [*SHOWN]))
def programmes_chosen(words: Words, language: str, raw: Json) -> str:
    """Several by their short names."""
    codes = raw if isinstance(raw, list) else []
    return words.say(language, N_(", ")).join(short_name(language, str(code)) for code in codes)


@said_as("programme_for_whom", worst=_EACH)
def for_whom(words: Words, language: str, raw: Json) -> str:
    """Whom it is for."""
    return _of(raw).for_whom.said(language)


@said_as("programme_enrol", worst=_EACH)
def enrol(words: Words, language: str, raw: Json) -> str:
    """How to enrol, and when where that is known."""
    told = _of(raw)
    return "\n".join(part.said(language) for part in (told.enrol, told.window) if part)


@said_as("programme_brings", worst=_EACH)
def brings(words: Words, language: str, raw: Json) -> str:
    """What is to be brought, a line for each set of documents of which one is enough."""
    sets = [_set_of(words, language, documents) for documents in _of(raw).brings]
    if not sets:
        return words.say(language, N_("Ask where you enrol what to bring."))
    first = words.say(language, N_("Bring: {documents}"), documents=sets[0])
    return "\n".join(
        [first, *(words.say(language, N_("or: {documents}"), documents=each) for each in sets[1:])]
    )


def _set_of(words: Words, language: str, documents: tuple[Document, ...]) -> str:
    return words.say(language, N_(", ")).join(words.say(language, DOCUMENTS[each]) for each in documents)


@said_as("programme_amounts", worst=_EACH)
def amounts(words: Words, language: str, raw: Json) -> str:
    """How much for what, with who told it and when; says so where nobody published it."""
    told = _of(raw).amounts
    if not told:
        return words.say(language, N_("The amount was not published."))
    form = N_("{what}: {amount} riels")
    lines = [
        words.say(
            language,
            form,
            what=each.what.said(language),
            amount=format_decimal(each.riels, locale=language),
        )
        for each in told
    ]
    source = told[0].source
    told_by = words.say(
        language, N_("Told by {source}, {day}"), source=source.name, day=long_day(language, source.as_of)
    )
    return "\n".join([*lines, told_by])


def _of(raw: Json) -> Programme:
    return load()[str(raw)]
