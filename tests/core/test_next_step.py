"""Each row of the queue names one next step: something that its reader may do, or whom it waits for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from core.acts import Act
from core.next_step import NextStep, next_step
from core.officers import Officer
from core.requests.case import Rules
from core.requests.request import Interview, InterviewAnswer, InterviewPlace, Outcome
from core.requests.states import ENDED, ONWARD, State
from core.roles import CASE_ROLES, Role
from core.working_days import day_of
from tests.core.test_policy import COMMUNE, NOW, POLICY, request, story

# The act that does what the row asks for.
DONE_BY = {
    NextStep.VERIFY: Act.VERIFY,
    NextStep.TAKE: Act.TAKE,
    NextStep.ASSIGN: Act.ASSIGN,
    NextStep.SCHEDULE: Act.SCHEDULE,
    NextStep.SCHEDULE_ANOTHER_DAY: Act.SCHEDULE,
    NextStep.HOLD_INTERVIEW: Act.INTERVIEWED,
    NextStep.RECORD_INTERVIEW: Act.INTERVIEWED,
    NextStep.TRY_AGAIN: Act.SCHEDULE,
    NextStep.DECIDE: Act.DECIDE,
    NextStep.ORDER_CARD: Act.ORDER_CARD,
    NextStep.CLOSE: Act.CLOSE,
    NextStep.RECORD_CARD: Act.CARD_READY,
    NextStep.HAND_OUT_CARD: Act.CARD_COLLECTED,
    NextStep.ANSWER_APPEAL: Act.UPHOLD,
}


@pytest.mark.parametrize("role", sorted(CASE_ROLES))
def test_what_a_row_asks_for_may_be_done_by_its_reader(role: Role) -> None:
    reader = Officer("me", "me", "-", role, frozenset({COMMUNE}))
    for state, holder, answer, outcome, hours in product(
        State, ("me", "another"), (None, *InterviewAnswer), (None, *Outcome), (-1, 1)
    ):
        case = replace(
            request(state, holder),
            interview=Interview(NOW + timedelta(hours=hours), InterviewPlace.OFFICE),
            interview_answer=answer,
            outcome=outcome or Outcome.POOR_1,
        )
        step = next_step(case, reader, NOW, Rules())
        if act := DONE_BY.get(step):
            assert POLICY.may(reader, act, case, story(holder)), f"{step} in {state}"


def test_somebody_has_a_next_step_wherever_a_request_rests() -> None:
    for state in set(State) - ENDED - set(ONWARD) - {State.DRAFT, State.NEEDS_INFO}:
        steps = {
            next_step(
                request(state, holder), Officer("me", "me", "-", role, frozenset({COMMUNE})), NOW, Rules()
            )
            for role in CASE_ROLES
            for holder in ("me", "another")
        }
        assert steps & set(DONE_BY), state


def test_what_is_over_asks_for_nothing() -> None:
    reader = Officer("me", "me", "-", Role.COMMUNE_CHIEF, frozenset({COMMUNE}))
    assert {next_step(request(state, None), reader, NOW, Rules()) for state in ENDED} == {NextStep.NONE}


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.NOT_IDENTIFIED}))
def test_after_a_decision_with_a_card_the_card_is_asked_for(outcome: Outcome) -> None:
    reader = Officer("me", "me", "-", Role.COMMUNE_OFFICER, frozenset({COMMUNE}))
    case = replace(request(State.DECIDED, "me"), outcome=outcome)
    assert next_step(case, reader, NOW + timedelta(days=60), Rules()) is NextStep.ORDER_CARD


@pytest.mark.parametrize(
    ("days", "step"), [(0, NextStep.AWAIT_APPEAL), (7, NextStep.AWAIT_APPEAL), (7.1, NextStep.CLOSE)]
)
def test_without_a_card_nothing_is_to_be_done_until_the_time_to_appeal_is_over(
    days: float, step: NextStep
) -> None:
    reader = Officer("me", "me", "-", Role.COMMUNE_OFFICER, frozenset({COMMUNE}))
    case = replace(request(State.DECIDED, "me"), outcome=Outcome.NOT_IDENTIFIED)
    assert next_step(case, reader, NOW + timedelta(days=days), Rules(appeal_days=7)) is step


@pytest.mark.parametrize(
    ("days", "step"), [(0, NextStep.AWAIT_APPEAL), (2, NextStep.CLOSE), (3, NextStep.CLOSE)]
)
def test_without_a_card_closing_is_the_work_of_the_day_that_was_set_for_it(days: int, step: NextStep) -> None:
    reader = Officer("me", "me", "-", Role.COMMUNE_OFFICER, frozenset({COMMUNE}))
    due = day_of(NOW) + timedelta(days=2)
    case = replace(request(State.DECIDED, "me"), outcome=Outcome.NOT_IDENTIFIED, due=due)
    assert next_step(case, reader, NOW + timedelta(days=days), Rules(appeal_days=30)) is step
