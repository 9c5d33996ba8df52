"""Requests as a terminal shows them. No phone number: seeing one is an act of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.commands.story import Usernames, moment, told, wish, words
from app.commands.ways import ways_on
from core.acts import Act
from core.dossiers import Dossier
from core.officers import Officer
from core.places import Gazetteer
from core.requests import kinds, references
from core.requests.kinds import Ask
from core.requests.request import Answers, InterviewAnswer, Request, Step, StepKind
from core.working_days import CAMBODIA

_WIDE = 100
"""Columns that it takes to name the communes of a list."""


def print_queue(console: Console, places: Gazetteer, found: Sequence[Request]) -> None:
    """A table of requests, in the order given. Names in Latin letters: few terminals measure Khmer alike."""
    table = Table(box=None, pad_edge=False)
    for head in ("number", "state", "since", "due", "kind"):
        table.add_column(head, no_wrap=True)
    table.add_column("commune", overflow="fold")
    for request in found:
        place = places.get(request.commune)
        table.add_row(
            references.show(request.reference),
            request.state,
            _day(request.queued_at or request.submitted_at),
            _due(request),
            words(request.kind),
            f"{request.commune} {place.en}" if place and console.width >= _WIDE else request.commune,
        )
    console.print(table if found else "nobody waits here")


def print_dossier(
    console: Console, places: Gazetteer, dossier: Dossier, reader: Officer, officers: Usernames
) -> None:
    """One request, its story and the ways on."""
    for name, value in _facts(places, dossier, officers).items():
        _say(console, f"{name:<14}{value}")
    _say(console)
    for step in dossier.steps:
        for line in told(step, officers):
            _say(console, line)
    _say(console)
    ways = ways_on(dossier, reader.role) or ["nothing, in your role"]
    for number, way in enumerate(ways):
        _say(console, f"{'' if number else 'next':<14}{way}")


def _say(console: Console, line: str = "") -> None:
    """One line as it is: what a terminal is too narrow for, it folds itself."""
    console.print(Text(line), soft_wrap=True)


def _facts(places: Gazetteer, dossier: Dossier, officers: Usernames) -> dict[str, str]:
    request = dossier.request
    place = places.get(request.commune)
    facts = {
        "number": references.show(request.reference),
        "kind": words(request.kind),
        "state": str(request.state),
        "commune": f"{request.commune} {place.km} {place.en}" if place else request.commune,
        "for": "their own home" if request.own else f"a home that they help, as {words(request.helper_role)}",
        "contact": words(request.contact),
        "due": _due(request, year=True),
    }
    if request.holder:
        facts["held by"] = officers.get(request.holder, "an officer who is gone")
    if Act.DECIDE in dossier.acts:
        facts["outcomes"] = " ".join(result.code for result in kinds.of(request.kind).outcomes)
    return facts | _interview(dossier) | _answers(places, request)


def _interview(dossier: Dossier) -> dict[str, str]:
    """Its day and place, what the household said to it, and what came of it."""
    request, facts = dossier.request, dict[str, str]()
    if request.interview:
        facts["interview"] = f"{moment(request.interview.at)} at the {request.interview.place}"
    if request.interview and request.interview_answer is InterviewAnswer.CONFIRMED:
        facts["household"] = "will come"
    if request.interview and request.interview_answer is InterviewAnswer.OTHER_DAY:
        facts["household"] = f"asks for another day{wish(_last_wish(dossier.steps))}"
    if request.identity.tablet:
        facts["on the tablet"] = request.identity.tablet
    if request.identity.head:
        facts["head"] = request.identity.head
    if request.identity.shock:
        facts["shock"] = words(request.identity.shock)
    if request.outcome:
        facts["outcome"] = words(request.outcome)
    return facts


def _last_wish(steps: Sequence[Step]) -> Step | None:
    return next((step for step in reversed(steps) if step.kind is StepKind.OTHER_DAY_ASKED), None)


def _answers(places: Gazetteer, request: Request) -> dict[str, str]:
    answers = request.answers
    if answers is None:
        return {"answers": "no longer kept"}
    village = places.get(answers.village) if answers.village else None
    asked = _asked(answers)
    return {
        **dict(asked[ask] for ask in kinds.of(request.kind).asks),
        "village": f"{village.km} {village.en}" if village else "not told",
        "ask for": words(answers.ask_for) if answers.ask_for else "not told",
    }


def _asked(answers: Answers) -> dict[Ask, tuple[str, str]]:
    """What some kinds ask."""
    care = "not asked" if answers.needs is None else ", ".join(sorted(answers.needs)) or "no one"
    return {
        Ask.PEOPLE: ("people", str(answers.people or "not asked")),
        Ask.NEEDS: ("care", care),
        Ask.PROGRAMMES: ("programmes", ", ".join(map(words, answers.programmes or ())) or "not asked"),
        Ask.MATTER: ("wrong", words(answers.matter) if answers.matter else "not told"),
        Ask.CARD_LAST4: ("card ends in", answers.card_last4 or "not told"),
    }


def _day(at: datetime) -> str:
    return f"{at.astimezone(CAMBODIA):%d %b}"


def _due(request: Request, year: bool = False) -> str:
    if request.due is None:
        return "-"
    return f"{_date(request.due, year)} LATE" if request.late else _date(request.due, year)


def _date(day: date, year: bool) -> str:
    return str(day) if year else f"{day:%d %b}"
