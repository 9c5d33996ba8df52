"""`samnaeu queue`: the queue as an officer works it, in the terminal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from app.commands.casefile import print_dossier, print_queue
from app.commands.refusals import plain
from app.commands.starting import in_house, refused
from app.house import House
from core.officers import Officer
from core.requests.errors import RequestError
from core.requests.facts import Facts
from core.requests.request import Interview, InterviewPlace, Outcome, Request
from core.requests.states import State
from core.working_days import CAMBODIA

T = TypeVar("T")

CHANNEL = "terminal"

queue_app = typer.Typer(help="The queue, as one officer sees and works it.", no_args_is_help=True)
console = Console()

Reference = Annotated[str, typer.Argument(help="The request's number, with or without spaces")]
Reason = Annotated[str | None, typer.Option(help="Why, in a few words; kept with the step")]


@queue_app.callback()
def queue(
    context: typer.Context,
    officer: Annotated[
        str, typer.Option(envvar="SAMNAEU_OFFICER", help="Username of the officer who is at work")
    ],
) -> None:
    """The queue, as one officer sees and works it."""
    context.obj = officer


def _as_officer(context: typer.Context, work: Callable[[House, Officer], Awaitable[T]]) -> T:
    async def inside(house: House) -> T:
        officer = await house.officers.find(context.obj)
        if officer is None or not officer.active:
            raise LookupError(f"there is no officer {context.obj}")
        return await work(house, officer)

    try:
        return in_house(inside)
    except RequestError as error:
        raise refused(plain(error)) from None
    except LookupError as error:
        raise refused(error) from None


@queue_app.command("list")
def list_requests(
    context: typer.Context,
    state: Annotated[list[State] | None, typer.Option(help="Only these states; repeatable")] = None,
) -> None:
    """The requests of one's area, the longest waiting first."""

    async def work(house: House, officer: Officer) -> None:
        found = await house.queue.listing(officer, state)
        print_queue(console, house.places, found)

    _as_officer(context, work)


@queue_app.command("show")
def show(context: typer.Context, reference: Reference) -> None:
    """One request: its answers, its story, and what may be done next."""

    async def work(house: House, officer: Officer) -> None:
        dossier = await house.queue.show(officer, reference)
        print_dossier(console, house.places, dossier)

    _as_officer(context, work)


@queue_app.command("take")
def take(context: typer.Context, reference: Reference) -> None:
    """Make a waiting request one's own."""
    _move(context, reference, State.ASSIGNED)


@queue_app.command("interview")
def interview(
    context: typer.Context,
    reference: Reference,
    at: Annotated[datetime, typer.Option(help="When, in Cambodia: 2026-12-01T10:30")],
    place: Annotated[InterviewPlace, typer.Option(help="Where")] = InterviewPlace.OFFICE,
    reason: Reason = None,
) -> None:
    """Set the day of the interview, or another day."""
    facts = Facts(interview=Interview(at.replace(tzinfo=CAMBODIA), place))
    _move(context, reference, State.INTERVIEW_SCHEDULED, reason, facts)


@queue_app.command("interviewed")
def interviewed(context: typer.Context, reference: Reference) -> None:
    """Say that the interview was held."""
    _move(context, reference, State.INTERVIEWED)


@queue_app.command("decide")
def decide(
    context: typer.Context,
    reference: Reference,
    outcome: Annotated[Outcome, typer.Option(help="What the commune decided")],
    reason: Annotated[str, typer.Option(help="Why, in a few words; kept with the step")],
) -> None:
    """Write down the decision; never by the one who alone interviewed."""
    _move(context, reference, State.DECIDED, reason, Facts(outcome=outcome))


@queue_app.command("move")
def move(
    context: typer.Context,
    reference: Reference,
    to: Annotated[State, typer.Argument(help="The next state, of those that `show` lists")],
    reason: Reason = None,
    commune: Annotated[str | None, typer.Option(help="Where to, for a transfer: six digits")] = None,
) -> None:
    """Any other step: card_pending, card_ready, card_collected, closed, needs_info, missed, transferred …"""
    _move(context, reference, to, reason, Facts(commune=commune))


def _move(
    context: typer.Context,
    reference: str,
    to: State,
    reason: str | None = None,
    facts: Facts | None = None,
) -> None:
    async def work(house: House, officer: Officer) -> Request:
        return await house.queue.move(
            officer, reference, to, channel=CHANNEL, reason=reason, facts=facts or Facts()
        )

    moved = _as_officer(context, work)
    console.print(f"{moved.reference[:3]} {moved.reference[3:6]} {moved.reference[6:]}: {moved.state}")
