"""Requests as a terminal shows them. No phone number: seeing one is an act of its own."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from core.places import Gazetteer
from core.queue import Dossier
from core.requests import references
from core.requests.request import Request
from core.requests.states import State
from core.working_days import CAMBODIA


def print_queue(console: Console, places: Gazetteer, found: Sequence[Request]) -> None:
    """A table of requests, in the order given."""
    table = Table(box=None, pad_edge=False)
    table.add_column("number", no_wrap=True, min_width=11)
    for head in ("state", "commune", "waiting since", "due"):
        table.add_column(head, overflow="fold")
    for request in found:
        table.add_row(
            references.show(request.reference),
            request.state,
            _place(places, request.commune),
            _day(request),
            _due(request),
        )
    console.print(table if found else "nothing waits here")


def print_dossier(console: Console, places: Gazetteer, dossier: Dossier) -> None:
    """One request, its story and the ways on."""
    request = dossier.request
    for name, value in _facts(places, request).items():
        console.print(f"{name:<14}{value}", highlight=False)
    console.print()
    for step in dossier.steps:
        at = step.at.astimezone(CAMBODIA)
        why = f"  ({step.reason})" if step.reason else ""
        told = f"{at:%Y-%m-%d %H:%M}  {step.kind:<8} {step.source} → {step.target}  by {step.actor.role}{why}"
        console.print(told, highlight=False, markup=False)
    console.print()
    ways = ", ".join(row.target for row in dossier.next) or "nothing, by your role"
    console.print(f"next: {ways}", highlight=False)


def _facts(places: Gazetteer, request: Request) -> dict[str, str]:
    answers = request.answers
    facts = {
        "number": references.show(request.reference),
        "state": str(request.state),
        "commune": _place(places, request.commune),
        "for": "their own home" if request.own else f"a home that they help, as {request.helper_role}",
        "contact": request.contact.replace("_", " "),
        "due": _due(request),
    }
    if answers is not None:
        village = places.get(answers.village) if answers.village else None
        facts["people"] = str(answers.people or "not asked")
        facts["care"] = _needs(request)
        facts["village"] = f"{village.km} {village.en}" if village else "not told"
        facts["ask for"] = str(answers.ask_for or "not told").replace("_", " ")
    if request.interview and request.state is State.INTERVIEW_SCHEDULED:
        at = request.interview.at.astimezone(CAMBODIA)
        facts["interview"] = f"{at:%Y-%m-%d %H:%M} at the {request.interview.place}"
    return facts


def _needs(request: Request) -> str:
    needs = request.answers.needs if request.answers else None
    if needs is None:
        return "not asked"
    return ", ".join(sorted(needs)) or "no one"


def _place(places: Gazetteer, code: str) -> str:
    place = places.get(code)
    return f"{code} {place.km} {place.en}" if place else code


def _day(request: Request) -> str:
    return f"{(request.queued_at or request.submitted_at).astimezone(CAMBODIA):%Y-%m-%d}"


def _due(request: Request) -> str:
    if request.due is None:
        return "-"
    return f"{request.due} LATE" if request.late else str(request.due)
