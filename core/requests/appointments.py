"""What a household says to an appointment: it will be there, or it asks for another day, twice at most."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from core.requests.case import this_round
from core.requests.errors import NotAllowed, Stale
from core.requests.request import InterviewAnswer, Request, StepKind
from core.requests.states import State
from core.requests.storing import Store
from core.roles import Actor


class DayWish(StrEnum):
    """What would suit the household better."""

    SOONER = "sooner"
    LATER = "later"
    MORNING = "morning"
    AFTERNOON = "afternoon"


async def confirm(
    store: Store,
    connection: AsyncConnection,
    request: Request,
    actor: Actor,
    channel: str,
    seen: datetime | None,
) -> Request:
    """The household will be there. Raises NotAllowed, Stale."""
    _check(request, seen, store.clock.now())
    if request.interview_answer is InterviewAnswer.CONFIRMED:
        return request
    return await store.act(
        connection,
        request,
        actor,
        StepKind.INTERVIEW_CONFIRMED,
        channel=channel,
        interview_answer=InterviewAnswer.CONFIRMED,
    )


async def ask_another_day(
    store: Store,
    connection: AsyncConnection,
    request: Request,
    actor: Actor,
    channel: str,
    seen: datetime | None,
    wish: DayWish | None,
) -> Request:
    """The household cannot come then. Raises NotAllowed ("asked_often_enough" the third time), Stale."""
    _check(request, seen, store.clock.now())
    if request.interview_answer is InterviewAnswer.OTHER_DAY:
        return request
    steps = await store.steps(connection, request.id)
    asked = sum(step.kind is StepKind.OTHER_DAY_ASKED for step in this_round(steps))
    if asked >= store.rules.other_days:
        raise NotAllowed("asked_often_enough", request.state)
    return await store.act(
        connection,
        request,
        actor,
        StepKind.OTHER_DAY_ASKED,
        channel=channel,
        facts={"wish": str(wish)} if wish else {},
        interview_answer=InterviewAnswer.OTHER_DAY,
    )


def _check(request: Request, seen: datetime | None, now: datetime) -> None:
    if request.state is not State.INTERVIEW_SCHEDULED or request.interview is None:
        raise NotAllowed("no_interview", request.state)
    if seen is not None and seen != request.interview.at:
        raise Stale(request.version)
    if request.interview.at <= now:
        raise NotAllowed("interview_in_the_past", request.state)
