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
from app.starting import OFFICER_VARIABLE
from core.lists import Filter
from core.officers import Officer
from core.requests import kinds, references
from core.requests.circumstances import HeadSex, Shock
from core.requests.errors import RequestError
from core.requests.facts import NO_FACTS, Facts
from core.requests.places import is_commune
from core.requests.questions import AnswerKind
from core.requests.request import Interview, InterviewPlace, Request
from core.requests.states import State
from core.roles import CASE_ROLES
from core.working_days import CAMBODIA

T = TypeVar("T")

CHANNEL = "terminal"
LISTED = 200

queue_app = typer.Typer(help="The queue, as one officer sees and works it.", no_args_is_help=True)
console = Console()

Reference = Annotated[str, typer.Argument(help="The request's number, with or without spaces")]
Head = Annotated[
    HeadSex | None, typer.Option(help="Who heads the household, if it was said; for figures alone")
]
Hit = Annotated[
    Shock | None, typer.Option("--shock", help="What hit the home lately, if it was said; for figures alone")
]
Reason = Annotated[str | None, typer.Option(help="Why, in a few words; kept with the step")]


@queue_app.callback()
def queue(
    context: typer.Context,
    officer: Annotated[
        str, typer.Option(envvar=OFFICER_VARIABLE, help="Username of the officer who is at work")
    ],
) -> None:
    """The queue, as one officer sees and works it."""
    context.obj = officer


def _as_officer(context: typer.Context, work: Callable[[House, Officer], Awaitable[T]]) -> T:
    async def inside(house: House) -> T:
        return await work(house, await _officer(house, context.obj))

    try:
        return in_house(inside)
    except RequestError as error:
        raise refused(plain(error)) from None
    except LookupError as error:
        raise refused(error) from None


async def _officer(house: House, username: str) -> Officer:
    officer = await house.officers.find(username)
    if officer is None:
        raise LookupError(f"there is no officer {username}: `samnaeu officers list` names them")
    if not officer.active:
        raise LookupError(f"{username} is shut out: `samnaeu officers enable {username}` lets them in again")
    if officer.role not in CASE_ROLES:
        role = officer.role.replace("_", " ")
        raise LookupError(f"{username} is {role} and sees no request: `samnaeu officers list` names who does")
    return officer


@queue_app.command("list")
def list_requests(
    context: typer.Context,
    state: Annotated[list[State] | None, typer.Option(help="Only these states; repeatable")] = None,
    kind: Annotated[str | None, typer.Option(help="Only requests of this kind, as lost_card")] = None,
) -> None:
    """The requests of one's area, in the order of the line."""
    if kind is not None and kind not in kinds.load():
        raise refused(LookupError(f"there is no kind {kind}: {', '.join(kinds.load())}"))
    wanted = Filter(states=frozenset(state) if state else None, kind=kind)

    async def work(house: House, officer: Officer) -> None:
        found = await house.queue.lists.page(officer, wanted, size=LISTED)
        print_queue(console, house.places, found.requests)

    _as_officer(context, work)


@queue_app.command("show")
def show(context: typer.Context, reference: Reference) -> None:
    """One request: its answers, its story, and what may be done next."""

    async def work(house: House, officer: Officer) -> None:
        dossier = await house.queue.show(officer, reference)
        usernames = {each.id: each.username for each in await house.officers.list()}
        print_dossier(console, house.places, dossier, officer, usernames)

    _as_officer(context, work)


@queue_app.command("next")
def take_next(context: typer.Context) -> None:
    """Take the request whose turn it is."""

    async def work(house: House, officer: Officer) -> Request | None:
        return await house.queue.take_next(officer, channel=CHANNEL)

    taken = _as_officer(context, work)
    if taken is None:
        typer.echo("nobody waits here")
    else:
        _done(taken)


@queue_app.command("take")
def take(
    context: typer.Context,
    reference: Reference,
    to: Annotated[
        str | None, typer.Option("--for", help="Username of the officer who gets it, from a supervisor")
    ] = None,
    reason: Reason = None,
) -> None:
    """Make this request one's own, or a supervisor gives it to an officer; `next` takes whose turn it is."""

    async def work(house: House, officer: Officer) -> Request:
        facts = Facts(officer=(await _officer(house, to)).id) if to else NO_FACTS
        return await house.queue.move(
            officer, reference, State.ASSIGNED, channel=CHANNEL, reason=reason, facts=facts
        )

    _act(context, work)


@queue_app.command("interview")
def interview(
    context: typer.Context,
    reference: Reference,
    at: Annotated[datetime, typer.Option(help="When, in Cambodia: 2026-12-01T10:30")],
    place: Annotated[InterviewPlace, typer.Option(help="Where")] = InterviewPlace.OFFICE,
    any_day: Annotated[bool, typer.Option("--any-day", help="Even on a day off, or late")] = False,
    any_hour: Annotated[bool, typer.Option("--any-hour", help="Even before 6:00 or after 18:00")] = False,
    reason: Reason = None,
) -> None:
    """Set the day of the interview, or another day."""
    facts = Facts(interview=Interview(at.replace(tzinfo=CAMBODIA), place), any_day=any_day, any_hour=any_hour)
    _move(context, reference, State.INTERVIEW_SCHEDULED, reason, facts)


@queue_app.command("interviewed")
def interviewed(
    context: typer.Context,
    reference: Reference,
    tablet: Annotated[str | None, typer.Option(help="The interview's reference on the IDPoor tablet")] = None,
    reason: Annotated[str | None, typer.Option(help="Why it was held before the time that was set")] = None,
    head: Head = None,
    shock: Hit = None,
) -> None:
    """Say that the interview was held."""
    _move(context, reference, State.INTERVIEWED, reason, Facts(tablet=tablet, head=head, shock=shock))


@queue_app.command("decide")
def decide(
    context: typer.Context,
    reference: Reference,
    outcome: Annotated[str, typer.Option(help="What was decided: one of the outcomes that `show` lists")],
    reason: Annotated[str, typer.Option(help="Why, in a few words; kept with the step")],
    head: Head = None,
    shock: Hit = None,
) -> None:
    """Write down the decision; never by the one who alone interviewed."""
    _move(context, reference, State.DECIDED, reason, Facts(outcome=outcome, head=head, shock=shock))


@queue_app.command("describe")
def describe(context: typer.Context, reference: Reference, head: Head = None, shock: Hit = None) -> None:
    """Mend what was written down for the figures, once the interview or the decision is over."""

    async def work(house: House, officer: Officer) -> Request:
        describing = house.queue.describing
        return await describing.describe(officer, reference, channel=CHANNEL, head=head, shock=shock)

    _act(context, work)


@queue_app.command("move")
def move(
    context: typer.Context,
    reference: Reference,
    to: Annotated[State, typer.Argument(help="The next state")],
    reason: Reason = None,
    commune: Annotated[str | None, typer.Option(help="Where to, for a transfer: six digits")] = None,
    kept: Annotated[
        str | None, typer.Option(help="The number of the request that a duplicate goes on as")
    ] = None,
    answer: Annotated[AnswerKind | None, typer.Option(help="How a question can be answered")] = None,
) -> None:
    """Any other step; `show` lists those that one may make now."""

    async def work(house: House, officer: Officer) -> Request:
        if commune is not None and not is_commune(house.places, commune):
            raise LookupError(f"there is no commune {commune}: give the six digits of another one, as 120101")
        facts = Facts(commune=commune, kept=kept, answer=answer)
        return await house.queue.move(officer, reference, to, channel=CHANNEL, reason=reason, facts=facts)

    _act(context, work)


@queue_app.command("skip")
def skip(
    context: typer.Context,
    reference: Reference,
    reason: Annotated[str, typer.Option(help="Why; those above the commune see it")],
) -> None:
    """Pass it over for now: it is not offered to oneself again for a while."""
    _act(
        context,
        lambda house, officer: house.queue.skip(officer, reference, channel=CHANNEL, reason=reason),
    )


@queue_app.command("hand-over")
def hand_over(
    context: typer.Context,
    reference: Reference,
    to: Annotated[str, typer.Argument(help="Username of the officer who gets it")],
    reason: Reason = None,
) -> None:
    """Give what one holds to a colleague of its commune; a supervisor, what anybody holds."""

    async def work(house: House, officer: Officer) -> Request:
        colleague = await _officer(house, to)
        return await house.queue.hand_over(officer, reference, colleague.id, channel=CHANNEL, reason=reason)

    _act(context, work)


@queue_app.command("note")
def note(
    context: typer.Context,
    reference: Reference,
    text: Annotated[str, typer.Argument(help="For colleagues; the household does not see it")],
) -> None:
    """Write a note into its story."""
    _act(context, lambda house, officer: house.queue.note(officer, reference, text, channel=CHANNEL))


def _move(
    context: typer.Context,
    reference: str,
    to: State,
    reason: str | None = None,
    facts: Facts = NO_FACTS,
) -> None:
    async def work(house: House, officer: Officer) -> Request:
        return await house.queue.move(officer, reference, to, channel=CHANNEL, reason=reason, facts=facts)

    _act(context, work)


def _act(context: typer.Context, work: Callable[[House, Officer], Awaitable[Request]]) -> None:
    _done(_as_officer(context, work))


def _done(moved: Request) -> None:
    typer.echo(f"{references.show(moved.reference)}: {moved.state}")
