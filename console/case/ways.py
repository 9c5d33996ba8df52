"""What an officer may do to a request, as the page offers it: a button, its fields, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from aiohttp import web

from console.forms import Form
from console.tongue import Tongue
from core.acts import Act
from core.requests import questions
from core.requests.circumstances import HeadSex, Shock
from core.requests.errors import InvalidFiling, TooLong
from core.requests.facts import NO_FACTS, Facts
from core.requests.questions import AnswerKind
from core.requests.request import Interview, InterviewPlace
from flows.messages import N_


@dataclass(frozen=True)
class Given:
    """What a form gave."""

    reason: str | None = None
    facts: Facts = NO_FACTS


_UNFIT = {
    "question_menu": N_(
        "A number with a dot or a bracket looks like a key of the service. Write it without."
    ),
    "question_phone": N_("Write no phone number. The household answers on its phone, with a key."),
}

_CHOOSE = N_("Choose one of the words.")

Reader = Callable[[Form, bool], Given]
"""Reads a form; the second argument tells whether the act takes a reason as things stand."""


@dataclass(frozen=True)
class Way:
    """One act. `label` stands on its button, `done` above the page after it."""

    act: Act
    label: str
    done: str
    read: Reader


def _reason(form: Form, needed: bool) -> Given:
    reason = form.needed("reason", N_("Write why, in a few words.")) if needed else form.text("reason")
    return Given(reason or None)


def _officer(form: Form, needed: bool) -> Given:
    officer = form.needed("officer", N_("Choose who shall have it."))
    return replace(_reason(form, needed), facts=Facts(officer=officer))


def _commune(form: Form, needed: bool) -> Given:
    typed = form.needed("commune", N_("Type the commune's name or its six digits."))
    place = form.commune(typed) if typed else None
    return replace(_reason(form, needed), facts=Facts(commune=place.code if place else None))


def _question(form: Form, needed: bool) -> Given:
    text = form.needed("reason", N_("Write the question."))
    try:
        questions.put(text)
    except TooLong as long:
        form.wrong["reason"] = form.tongue(N_("At most {count} letters."), count=str(long.limit))
    except InvalidFiling as refused:
        form.wrong["reason"] = form.tongue(_UNFIT[refused.field])
    kind = form.one_of("answer", AnswerKind, N_("Choose how it can be answered."))
    return Given(text, Facts(answer=kind))


def _interview(form: Form, needed: bool) -> Given:
    at = form.moment("day", "time")
    place = form.one_of("place", InterviewPlace, N_("Choose where it will be."))
    given = _reason(form, needed)
    if at is None or place is None:
        return given
    return replace(
        given,
        facts=Facts(
            interview=Interview(at, place),
            any_day=form.text("any_day") == "yes",
            any_hour=form.text("any_hour") == "yes",
        ),
    )


def _tablet(form: Form, needed: bool) -> Given:
    given = _described(form, needed)
    return replace(given, facts=replace(given.facts, tablet=form.text("tablet") or None))


def _described(form: Form, needed: bool) -> Given:
    facts = Facts(
        head=form.one_of("head", HeadSex, _CHOOSE) if form.text("head") else None,
        shock=form.one_of("shock", Shock, _CHOOSE) if form.text("shock") else None,
    )
    return replace(_reason(form, needed), facts=facts)


def _kept(form: Form, needed: bool) -> Given:
    kept = form.needed("kept", N_("Choose the request that goes on."))
    return replace(_reason(form, needed), facts=Facts(kept=kept))


def _decision(form: Form, needed: bool) -> Given:
    outcome = form.needed("outcome", N_("Choose what was decided."))
    given = _described(form, needed)
    return replace(given, facts=replace(given.facts, outcome=outcome or None))


_ALL = (
    Way(Act.VERIFY, N_("The phone is the household's"), N_("It joined the line of the commune."), _reason),
    Way(Act.TAKE, N_("Take this request"), N_("It is yours now."), _reason),
    Way(Act.ASSIGN, N_("Give it to an officer"), N_("It was given to them."), _officer),
    Way(Act.SCHEDULE, N_("Set the interview"), N_("The interview is set."), _interview),
    Way(Act.ASK, N_("Ask the household a question"), N_("The question was put to the household."), _question),
    Way(Act.RESUME, N_("Write down their answer"), N_("The answer was written down."), _reason),
    Way(Act.INTERVIEWED, N_("The interview was held"), N_("It waits for the decision now."), _tablet),
    Way(Act.MISSED, N_("Nobody came"), N_("It was written down that nobody came."), _reason),
    Way(Act.DECIDE, N_("Write down the decision"), N_("The decision was written down."), _decision),
    Way(Act.ORDER_CARD, N_("The card was asked for"), N_("The card was asked for."), _reason),
    Way(
        Act.CARD_READY, N_("The card is at the office"), N_("The household hears that it may come."), _reason
    ),
    Way(Act.CARD_COLLECTED, N_("The card was collected"), N_("The card was collected."), _reason),
    Way(Act.UPHOLD, N_("Keep the decision"), N_("The review was answered."), _reason),
    Way(
        Act.RE_INTERVIEW,
        N_("Order another interview"),
        N_("It is in the line of the commune again."),
        _reason,
    ),
    Way(Act.NOTE, N_("Write a note"), N_("The note was written."), _reason),
    Way(Act.DESCRIBE, N_("Mend what figures count"), N_("It was mended."), _described),
    Way(Act.HAND_OVER, N_("Hand over to a colleague"), N_("It was handed over."), _officer),
    Way(Act.HAND_BACK, N_("Hand back to the line"), N_("It is in the line again, at its place."), _reason),
    Way(Act.SKIP, N_("Pass over for now"), N_("It was passed over. Your supervisor sees why."), _reason),
    Way(Act.TRANSFER, N_("Move to another commune"), N_("It was moved to the other commune."), _commune),
    Way(Act.MERGE, N_("It is the same household"), N_("The two are one now."), _kept),
    Way(Act.UNMERGE, N_("It is another household after all"), N_("The two are parted again."), _reason),
    Way(Act.GIVE_UP, N_("Give up: not reached"), N_("It was given up."), _reason),
    Way(Act.EXPIRE, N_("Let it lapse"), N_("It lapsed."), _reason),
    Way(Act.CLOSE, N_("Close the request"), N_("It was closed."), _reason),
    Way(Act.REOPEN, N_("Take it up again"), N_("It was taken up again."), _reason),
)
WAYS: Mapping[Act, Way] = MappingProxyType({way.act: way for way in _ALL})
"""In the order in which a page offers them."""


_DONE = {
    "filed": N_("The request was filed. Tell the household its number."),
    "sent_again": N_("It is sent again."),
    "told_another_way": N_("It is written down that the household was told."),
}


def done_in(request: web.Request, _: Tongue) -> str:
    """What the address says was just done; empty where it says nothing of ours."""
    name = request.query.get("done", "")
    if name in _DONE:
        return _(_DONE[name])
    way = way_of(name)
    return _(way.done) if way else ""


def way_of(name: str) -> Way | None:
    """The way that an address names."""
    return WAYS[Act(name)] if name in WAYS else None
