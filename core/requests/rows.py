"""A request and its steps as rows, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row

from core.clocks import Clocks, counted_from
from core.requests.circumstances import HeadSex, Shock
from core.requests.due import with_due
from core.requests.request import (
    NOBODY,
    Answers,
    AskFor,
    Contact,
    HelperRole,
    Identity,
    Interview,
    InterviewAnswer,
    InterviewPlace,
    Need,
    Request,
    Step,
    StepKind,
)
from core.requests.states import State
from core.roles import Actor, ActorKind, Role
from core.sealing import CaseSealer

_WORDS: Mapping[str, type[HeadSex | Shock]] = MappingProxyType({"head": HeadSex, "shock": Shock})


def values(request: Request) -> dict[str, Any]:
    """The columns that a step may change."""
    interview = request.interview
    return {
        "state": request.state,
        "version": request.version,
        "commune_code": request.commune,
        "district_code": request.commune[:4],
        "province_code": request.commune[:2],
        "contact": request.contact,
        "urgency_rank": request.urgency_rank,
        "queued_at": request.queued_at,
        "waits_since": request.waits_since,
        "state_since": request.state_since,
        "step_from": request.step_from,
        "queue_from": request.queue_from,
        "counts_from": counted_from(request.state, request.step_from, request.queue_from),
        "resume_state": request.resume_state,
        "ended_at": request.ended_at,
        "holder": request.holder,
        "held_until": request.held_until,
        "interview_at": interview.at if interview else None,
        "interview_place": interview.place if interview else None,
        "interview_answer": request.interview_answer,
        "outcome": request.outcome,
        "duplicate_of": request.duplicate_of,
        "erasure_asked_at": request.erasure_asked_at,
    }


def request(row: Row[Any], case: CaseSealer | None, clocks: Clocks, now: datetime) -> Request:
    """The request of a row; without its case's sealer, without its answers."""
    read = Request(
        id=row.id,
        reference=row.reference,
        person_id=row.person_id,
        own=row.own,
        helper_role=HelperRole(row.helper_role) if row.helper_role else None,
        state=State(row.state),
        version=row.version,
        commune=row.commune_code,
        contact=Contact(row.contact),
        answers=answers(row, case),
        channel=row.channel,
        language=row.language,
        submitted_at=row.submitted_at,
        queued_at=row.queued_at,
        state_since=row.state_since,
        step_from=row.step_from,
        queue_from=row.queue_from,
        resume_state=State(row.resume_state) if row.resume_state else None,
        ended_at=row.ended_at,
        holder=row.holder,
        interview=Interview(row.interview_at, InterviewPlace(row.interview_place))
        if row.interview_at
        else None,
        outcome=row.outcome,
        due=None,
        late=False,
        urgency_rank=row.urgency_rank,
        held_until=row.held_until,
        interview_answer=InterviewAnswer(row.interview_answer) if row.interview_answer else None,
        duplicate_of=row.duplicate_of,
        filed_by=row.filed_by,
        identity=identity(row, case),
        erasure_asked_at=row.erasure_asked_at,
        kind=row.kind,
    )
    return with_due(read, clocks, now)


def sealed_answers(answers: Answers, request_id: str, case: CaseSealer) -> bytes:
    """The answers under the case's own key."""
    told = {
        "people": answers.people,
        "needs": sorted(answers.needs) if answers.needs is not None else None,
        "village": answers.village,
        "ask_for": answers.ask_for,
        "programmes": answers.programmes,
        "matter": answers.matter,
        "card_last4": answers.card_last4,
    }
    plain = json.dumps({name: value for name, value in told.items() if value is not None})
    return case.seal(plain.encode(), **_answers_place(request_id))


def sealed_identity(identity: Identity, request_id: str, case: CaseSealer) -> bytes | None:
    """The identity under the case's own key; None for none."""
    told = {name: value for name, value in asdict(identity).items() if value is not None}
    if not told:
        return None
    return case.seal(json.dumps(told).encode(), **_identity_place(request_id))


def identity(row: Row[Any], case: CaseSealer | None) -> Identity:
    """The identity of a row (`id`, `identity_sealed`); NOBODY without its case's sealer."""
    if case is None or row.identity_sealed is None:
        return NOBODY
    told = json.loads(case.open(row.identity_sealed, **_identity_place(row.id)))
    for name, words in _WORDS.items():
        if name in told:
            told[name] = words(told[name])
    return Identity(**told)


def _identity_place(request_id: str) -> dict[str, str]:
    return {"table": "requests", "column": "identity_sealed", "row": request_id}


def answers(row: Row[Any], case: CaseSealer | None) -> Answers | None:
    """The answers of a row (`id`, `answers_sealed`); None without its case's sealer."""
    if case is None or row.answers_sealed is None:
        return None
    told = json.loads(case.open(row.answers_sealed, **_answers_place(row.id)))
    needs, programmes = told.get("needs"), told.get("programmes")
    return Answers(
        people=told.get("people"),
        needs=frozenset(map(Need, needs)) if needs is not None else None,
        village=told.get("village"),
        ask_for=AskFor(told["ask_for"]) if "ask_for" in told else None,
        programmes=tuple(programmes) if programmes is not None else None,
        matter=told.get("matter"),
        card_last4=told.get("card_last4"),
    )


def _answers_place(request_id: str) -> dict[str, str]:
    return {"table": "requests", "column": "answers_sealed", "row": request_id}


def step_values(step: Step, case: CaseSealer | None) -> dict[str, Any]:
    """The row of a step; a reason needs the case's sealer."""
    reason = None
    if step.reason and case:
        reason = case.seal(step.reason.encode(), **_reason_place(step.request_id, step.version))
    return {
        "request_id": step.request_id,
        "version": step.version,
        "kind": step.kind,
        "from_state": step.source,
        "to_state": step.target,
        "actor": step.actor.kind,
        "actor_id": step.actor.id,
        "role": step.actor.role,
        "channel": step.channel,
        "reason_sealed": reason,
        "facts": step.facts,
        "at": step.at,
    }


def step(row: Row[Any], case: CaseSealer | None) -> Step:
    """The step of a row; without its case's sealer, without its reason."""
    reason = None
    if row.reason_sealed is not None and case:
        reason = case.open(row.reason_sealed, **_reason_place(row.request_id, row.version)).decode()
    return Step(
        request_id=row.request_id,
        version=row.version,
        kind=StepKind(row.kind),
        source=State(row.from_state),
        target=State(row.to_state),
        actor=Actor(ActorKind(row.actor), row.actor_id, Role(row.role)),
        channel=row.channel,
        reason=reason,
        facts=row.facts,
        at=row.at,
    )


def _reason_place(request_id: str, version: int) -> dict[str, str]:
    return {"table": "request_steps", "column": "reason_sealed", "row": f"{request_id}.{version}"}
