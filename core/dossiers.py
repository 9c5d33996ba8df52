"""What an officer sees of one request: its story, what they may do with it, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from core import turns
from core.acts import Act
from core.next_step import NextStep, in_the_chiefs_stead, next_step
from core.office import Office
from core.officers import Officer
from core.requests import questions, transitions
from core.requests.questions import Question
from core.requests.request import Request, Step, StepKind
from core.requests.transitions import Transition
from core.requests.urgency import Urgency, urgency_of


@dataclass(frozen=True)
class Dossier:
    """All that an officer sees of one request.

    `next`: the steps that the table leaves to their role; `acts`: what they may do now, by policy, and
    `asks_why` those of them that take a reason as things stand. `out_of_turn`: taking it needs a reason too,
    since another waits longer or more urgently. `skipped` steps are among `steps` only for those above, and
    for who made them.
    """

    request: Request
    steps: tuple[Step, ...]
    next: tuple[Transition, ...]
    acts: frozenset[Act]
    asks_why: frozenset[Act]
    urgency: Urgency
    next_step: NextStep
    questions: tuple[Question, ...]
    out_of_turn: bool = False

    @property
    def notes(self) -> tuple[Step, ...]:
        """The notes, oldest first; the text is the step's reason."""
        return tuple(step for step in self.steps if step.kind is StepKind.NOTED)


async def dossier(office: Office, connection: AsyncConnection, officer: Officer, request: Request) -> Dossier:
    """That of a request of their area."""
    steps = await office.store.steps(connection, request.id)
    acts = office.policy.acts(officer, request, steps)
    later = Act.TAKE in acts and await turns.is_out_of_turn(office, connection, officer, request)
    return Dossier(
        request=request,
        steps=office.story(officer, request, steps),
        next=transitions.steps_from(request.state, officer.role, request.life)
        if request.answers is not None
        else (),
        acts=acts,
        asks_why=office.policy.asks_why(officer, request, steps, acts),
        urgency=urgency_of(request.answers, request.kind),
        next_step=in_the_chiefs_stead(next_step_of(office, request, officer), acts),
        questions=tuple(questions.asked(steps)),
        out_of_turn=later,
    )


def next_step_of(office: Office, request: Request, officer: Officer) -> NextStep:
    """The one obvious next step."""
    return next_step(request, officer, office.store.clock.now(), office.store.rules)
