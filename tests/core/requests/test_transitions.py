"""The one table, walked at random: no walk leaves it, and whatever happens the rules about people hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clocks import PROPOSED, Clocks
from core.notices import NoticeKind
from core.requests.case import Case, Rules
from core.requests.errors import FactNeeded, NotAllowed, ReasonNeeded
from core.requests.facts import NO_FACTS, Facts
from core.requests.leases import RUNS
from core.requests.moving import Moved, move
from core.requests.request import (
    Answers,
    Contact,
    Interview,
    InterviewPlace,
    Outcome,
    Request,
    Step,
)
from core.requests.states import ENDED, ONWARD, OPEN, State
from core.requests.transitions import TABLE, permitted, steps_from
from core.roles import CALLERS, SYSTEM, Actor, ActorKind, Role
from core.working_days import WorkingDays, day_of
from tests.examples import examples

START = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
CLOCKS = Clocks(WorkingDays(), PROPOSED)
RULES = Rules()
HOUSEHOLD = Actor(ActorKind.PERSON, "household", Role.HOUSEHOLD)


def officer(name: str, role: Role = Role.COMMUNE_OFFICER) -> Actor:
    return Actor(ActorKind.OFFICER, name, role)


ACTORS = [
    SYSTEM,
    HOUSEHOLD,
    officer("verifier", Role.VERIFIER),
    officer("sok"),
    officer("chan"),
    officer("chief", Role.COMMUNE_CHIEF),
    officer("other chief", Role.COMMUNE_CHIEF),
    officer("supervisor", Role.SUPERVISOR),
    officer("reviewer", Role.PDOP_REVIEWER),
    officer("viewer", Role.MINISTRY_VIEWER),
    officer("admin", Role.ADMINISTRATOR),
]


class Desk:
    """A request in memory, moved by the one function that moves requests."""

    def __init__(self) -> None:
        self.now = START
        self.steps: tuple[Step, ...] = ()
        self.notices: list[NoticeKind] = []
        self.request = Request(
            id="r",
            reference="123456789",
            person_id="household",
            own=True,
            helper_role=None,
            state=State.DRAFT,
            version=0,
            commune="120101",
            contact=Contact.CALL_AND_TEXT,
            answers=Answers(),
            channel="ussd",
            language="km",
            submitted_at=START,
            queued_at=None,
            state_since=START,
            step_from=day_of(START),
            queue_from=None,
            resume_state=None,
            ended_at=None,
            holder=None,
            interview=None,
            outcome=None,
            due=None,
            late=False,
        )

    def try_move(self, actor: Actor, to: State, reason: str | None, facts: Facts) -> Moved:
        case = Case(self.request, self.steps, actor, to, facts, self.now, RULES)
        return move(case, CLOCKS, channel="test", reason=reason)

    def move(self, actor: Actor, to: State, reason: str | None = None, facts: Facts = NO_FACTS) -> Request:
        moved = self.try_move(actor, to, reason, facts)
        self.request = moved.request
        self.steps += moved.steps
        self.notices += moved.notices
        return self.request

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)

    def interview(self, hours: float = 24) -> Facts:
        return Facts(interview=Interview(self.now + timedelta(hours=hours), InterviewPlace.OFFICE))


@pytest.fixture
def desk() -> Desk:
    """A request that stands in the queue."""
    queued = Desk()
    queued.move(HOUSEHOLD, State.SUBMITTED)
    queued.move(SYSTEM, State.QUEUED)
    return queued


def interviewed(desk: Desk, by: Actor) -> None:
    desk.move(by, State.ASSIGNED)
    desk.move(by, State.INTERVIEW_SCHEDULED, facts=desk.interview())
    desk.wait(days=2)
    desk.move(by, State.INTERVIEWED)


def decided(desk: Desk, outcome: Outcome = Outcome.POOR_1) -> None:
    interviewed(desk, officer("sok"))
    desk.move(officer("chief", Role.COMMUNE_CHIEF), State.DECIDED, "interview", Facts(outcome=outcome))


# --- the table itself


def test_every_step_is_written_once() -> None:
    steps = [(row.source, row.target) for row in TABLE]
    assert len(steps) == len(set(steps))


def test_every_state_is_reached_and_every_open_one_is_left() -> None:
    assert {row.target for row in TABLE} == set(State) - {State.DRAFT}
    assert {row.source for row in TABLE} >= OPEN


def test_a_household_may_withdraw_from_every_state_before_the_decision_and_no_other() -> None:
    withdrawn = {row.source for row in TABLE if row.target is State.WITHDRAWN}
    assert withdrawn == {
        State.SUBMITTED,
        State.PENDING_VERIFICATION,
        State.QUEUED,
        State.ASSIGNED,
        State.NEEDS_INFO,
        State.INTERVIEW_SCHEDULED,
        State.MISSED,
        State.INTERVIEWED,
        State.TRANSFERRED,
        State.RE_INTERVIEW,
    }
    assert all(row.by == {Role.HOUSEHOLD, Role.HELPER} for row in TABLE if row.target is State.WITHDRAWN)


def test_who_sees_no_requests_moves_none_but_those_of_an_officer_whom_they_shut_out() -> None:
    assert not any(Role.MINISTRY_VIEWER in row.by for row in TABLE)
    steps = {(row.source, row.target) for row in TABLE if Role.ADMINISTRATOR in row.by}
    assert steps == {(source, State.QUEUED) for source in RUNS}


def test_only_a_chief_or_the_supervisor_in_their_stead_decides_and_only_the_province_answers_an_appeal() -> (
    None
):
    by = {(row.source, row.target): row.by for row in TABLE}
    assert by[State.INTERVIEWED, State.DECIDED] == {Role.COMMUNE_CHIEF, Role.SUPERVISOR}
    answers = [row.by for row in TABLE if row.source is State.APPEALED]
    assert answers
    assert all(roles == {Role.PDOP_REVIEWER} for roles in answers)


def test_what_is_passed_through_is_left_by_the_system() -> None:
    assert all(Role.SYSTEM in permitted(source, target, Role.SYSTEM).by for source, target in ONWARD.items())


def test_the_next_steps_of_a_role_are_those_of_the_table() -> None:
    assert [row.target for row in steps_from(State.QUEUED, Role.COMMUNE_OFFICER)] == [
        State.ASSIGNED,
        State.TRANSFERRED,
        State.DUPLICATE,
    ]


# --- random walks

FACTS = st.builds(
    Facts,
    officer=st.sampled_from([None, "sok", "chan"]),
    commune=st.sampled_from([None, "170404"]),
    interview=st.one_of(
        st.none(),
        st.builds(
            Interview,
            st.integers(-30, 60).map(lambda days: START + timedelta(days=days)),
            st.sampled_from(InterviewPlace),
        ),
    ),
    outcome=st.sampled_from([None, *Outcome]),
    kept=st.sampled_from([None, "other"]),
)
# Half of the steps are drawn from the table, or a walk would hardly ever get beyond the queue.
ATTEMPT = st.tuples(
    st.sampled_from(ACTORS), st.one_of(st.integers(0, 9), st.sampled_from(State)), st.booleans(), FACTS
)


def target(desk: Desk, chosen: int | State) -> State:
    if isinstance(chosen, State):
        return chosen
    rows = [row.target for row in TABLE if row.source is desk.request.state]
    return rows[chosen % len(rows)] if rows else State.QUEUED


@settings(max_examples=examples(120), deadline=None)
@given(st.lists(st.tuples(ATTEMPT, st.integers(0, 20)), max_size=40))
def test_no_walk_leaves_the_table(
    attempts: Sequence[tuple[tuple[Actor, int | State, bool, Facts], int]],
) -> None:
    desk = Desk()
    for (actor, chosen, with_reason, facts), days in attempts:
        before, to = desk.request, target(desk, chosen)
        try:
            moved = desk.try_move(actor, to, "because" if with_reason else None, facts)
        except NotAllowed:
            assert desk.request is before
        else:
            permitted(before.state, to, actor.role)
            desk.request, desk.steps = moved.request, desk.steps + moved.steps
            check(before, desk, moved)
        desk.wait(days=days)


def check(before: Request, desk: Desk, moved: Moved) -> None:
    after = moved.request
    assert after.state not in ONWARD
    assert after.version == before.version + len(moved.steps)
    assert [step.version for step in desk.steps] == list(range(1, after.version + 1))
    assert all(later.source is step.target for step, later in zip(desk.steps, desk.steps[1:], strict=False))
    assert after.ended == (after.state in ENDED) == (after.ended_at is not None)
    assert (after.resume_state is not None) == (after.state in (State.NEEDS_INFO, State.DUPLICATE))
    assert (after.duplicate_of is not None) == (after.state is State.DUPLICATE)
    if after.state in (State.ASSIGNED, State.INTERVIEW_SCHEDULED, State.MISSED, State.INTERVIEWED):
        assert after.holder is not None
    if after.state is State.QUEUED:
        assert after.holder is None
        assert after.queued_at is not None
    if moved.steps[0].target is State.DECIDED:
        interviewers = [s.actor.id for s in desk.steps if s.target is State.INTERVIEWED]
        assert interviewers[-1] != moved.steps[0].actor.id


# --- what each step asks for


def test_a_step_that_asks_for_a_reason_is_not_made_without(desk: Desk) -> None:
    for reason in (None, "", "  "):
        with pytest.raises(ReasonNeeded):
            desk.move(officer("sok"), State.TRANSFERRED, reason, Facts(commune="170404"))


def test_a_step_that_asks_for_a_fact_is_not_made_without(desk: Desk) -> None:
    with pytest.raises(FactNeeded, match="commune_needed"):
        desk.move(officer("sok"), State.TRANSFERRED, "they moved")


def test_an_officer_moves_only_what_they_hold(desk: Desk) -> None:
    desk.move(officer("sok"), State.ASSIGNED)
    with pytest.raises(NotAllowed, match="held_by_another"):
        desk.move(officer("chan"), State.NEEDS_INFO, "which house?")
    with pytest.raises(NotAllowed, match="held_by_another"):
        desk.move(officer("chan"), State.QUEUED, "give it to me")


def test_an_officer_cannot_give_a_request_to_another_but_a_supervisor_can(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="not_your_role"):
        desk.move(officer("sok"), State.ASSIGNED, facts=Facts(officer="chan"))
    supervisor = officer("supervisor", Role.SUPERVISOR)
    with pytest.raises(NotAllowed, match="officer_needed"):
        desk.move(supervisor, State.ASSIGNED)
    assert desk.move(supervisor, State.ASSIGNED, facts=Facts(officer="chan")).holder == "chan"


def test_an_interview_is_written_down_before_its_time_only_with_the_reason(desk: Desk) -> None:
    desk.move(officer("sok"), State.ASSIGNED)
    desk.move(officer("sok"), State.INTERVIEW_SCHEDULED, facts=desk.interview(hours=24))
    desk.wait(hours=23, minutes=59)
    for reason in (None, "", " \n"):
        with pytest.raises(ReasonNeeded, match="interview_held_sooner"):
            desk.move(officer("sok"), State.INTERVIEWED, reason)
    with pytest.raises(NotAllowed, match="held_by_another"):
        desk.move(officer("chan"), State.INTERVIEWED, "they came today")
    early = desk.try_move(officer("sok"), State.INTERVIEWED, "they came today", NO_FACTS)
    assert early.steps[0].reason == "they came today"
    desk.wait(minutes=1)
    assert desk.move(officer("sok"), State.INTERVIEWED).state is State.INTERVIEWED


def test_the_one_who_alone_interviewed_does_not_decide(desk: Desk) -> None:
    chief = officer("chief", Role.COMMUNE_CHIEF)
    interviewed(desk, chief)
    with pytest.raises(NotAllowed, match="interviewed_alone_by_you"):
        desk.move(chief, State.DECIDED, "interview", Facts(outcome=Outcome.POOR_1))
    other = officer("other chief", Role.COMMUNE_CHIEF)
    assert (
        desk.move(other, State.DECIDED, "interview", Facts(outcome=Outcome.POOR_1)).outcome is Outcome.POOR_1
    )


def test_the_supervisor_decides_where_the_chief_interviewed_and_nowhere_else(desk: Desk) -> None:
    chief, supervisor = officer("chief", Role.COMMUNE_CHIEF), officer("supervisor", Role.SUPERVISOR)
    waiting, steps, now = desk.request, desk.steps, desk.now
    interviewed(desk, officer("sok"))
    with pytest.raises(NotAllowed, match="chief_decides"):
        desk.move(supervisor, State.DECIDED, "interview", Facts(outcome=Outcome.POOR_1))
    desk.request, desk.steps, desk.now = waiting, steps, now
    interviewed(desk, chief)
    told = desk.move(supervisor, State.DECIDED, "interview", Facts(outcome=Outcome.POOR_1))
    assert told.state is State.DECIDED


def test_an_answer_puts_it_back_where_it_was_asked_with_the_clock_paused_meanwhile(desk: Desk) -> None:
    taken = desk.move(officer("sok"), State.ASSIGNED)
    asked = desk.move(officer("sok"), State.NEEDS_INFO, "which house?")
    assert asked.due is None
    with pytest.raises(NotAllowed, match="came_from_elsewhere"):
        desk.move(HOUSEHOLD, State.PENDING_VERIFICATION)
    desk.wait(days=7)
    back = desk.move(HOUSEHOLD, State.ASSIGNED)
    assert back.holder == "sok"
    assert taken.due is not None
    assert back.due == taken.due + timedelta(days=7)


def test_a_transfer_keeps_its_place_in_the_line_and_its_clock(desk: Desk) -> None:
    before = desk.request
    desk.wait(days=2)
    desk.move(officer("sok"), State.ASSIGNED)
    desk.wait(days=2)
    after = desk.move(officer("sok"), State.TRANSFERRED, "they moved", Facts(commune="170404"))
    assert (after.state, after.commune, after.holder) == (State.QUEUED, "170404", None)
    assert (after.queued_at, after.due, after.late) == (before.queued_at, before.due, True)
    assert [step.target for step in desk.steps[-2:]] == [State.TRANSFERRED, State.QUEUED]


def test_handing_back_buys_no_time(desk: Desk) -> None:
    before = desk.request
    desk.move(officer("sok"), State.ASSIGNED)
    desk.wait(days=2)
    after = desk.move(officer("sok"), State.QUEUED, "on leave")
    assert (after.queued_at, after.due) == (before.queued_at, before.due)


def test_an_appointment_lies_ahead_and_is_missed_only_when_it_is_over(desk: Desk) -> None:
    sok = officer("sok")
    desk.move(sok, State.ASSIGNED)
    with pytest.raises(NotAllowed, match="interview_in_the_past"):
        desk.move(sok, State.INTERVIEW_SCHEDULED, facts=desk.interview(hours=-1))
    desk.move(sok, State.INTERVIEW_SCHEDULED, facts=desk.interview(hours=1))
    with pytest.raises(NotAllowed, match="interview_still_to_come"):
        desk.move(sok, State.MISSED)
    desk.wait(hours=2)
    assert desk.move(sok, State.MISSED).state is State.MISSED


def test_a_household_is_given_up_only_after_three_misses_on_two_days(desk: Desk) -> None:
    sok = officer("sok")
    desk.move(sok, State.ASSIGNED)
    for _ in range(3):
        desk.move(sok, State.INTERVIEW_SCHEDULED, facts=desk.interview(hours=1))
        desk.wait(hours=2)
        desk.move(sok, State.MISSED)
    with pytest.raises(NotAllowed, match="not_tried_enough"):
        desk.move(sok, State.UNREACHABLE, "nobody came")
    desk.move(sok, State.INTERVIEW_SCHEDULED, facts=desk.interview(hours=1))
    desk.wait(days=1)
    desk.move(sok, State.MISSED)
    assert desk.move(sok, State.UNREACHABLE, "nobody came").ended


def test_no_card_is_made_for_who_was_not_identified(desk: Desk) -> None:
    decided(desk, Outcome.NOT_IDENTIFIED)
    with pytest.raises(NotAllowed, match="no_card_is_due"):
        desk.move(officer("sok"), State.CARD_PENDING)


def test_the_way_to_a_card(desk: Desk) -> None:
    decided(desk)
    desk.move(officer("sok"), State.CARD_PENDING)
    desk.move(officer("reviewer", Role.PDOP_REVIEWER), State.CARD_READY)
    desk.move(HOUSEHOLD, State.CARD_COLLECTED)
    assert desk.move(SYSTEM, State.CLOSED).ended


def test_what_a_card_is_due_for_is_closed_before_only_by_somebody_else_and_with_the_reason(
    desk: Desk,
) -> None:
    chief, supervisor = officer("chief", Role.COMMUNE_CHIEF), officer("supervisor", Role.SUPERVISOR)
    decided(desk)
    with pytest.raises(NotAllowed, match="interviewed_by_you"):
        desk.move(officer("sok"), State.CLOSED, "no card needed")
    for reason in (None, " "):
        with pytest.raises(ReasonNeeded, match="card_not_collected"):
            desk.move(chief, State.CLOSED, reason)
    for who in (chief, supervisor):
        assert desk.try_move(who, State.CLOSED, "they moved abroad", NO_FACTS).request.ended
    desk.move(officer("sok"), State.CARD_PENDING)
    desk.move(officer("sok"), State.CARD_READY)
    with pytest.raises(ReasonNeeded):
        desk.move(supervisor, State.CLOSED)
    assert desk.move(supervisor, State.CLOSED, "they moved abroad").ended


def test_a_chief_who_interviewed_does_not_keep_the_card_back(desk: Desk) -> None:
    chief = officer("chief", Role.COMMUNE_CHIEF)
    interviewed(desk, chief)
    other = officer("other chief", Role.COMMUNE_CHIEF)
    desk.move(other, State.DECIDED, "interview", Facts(outcome=Outcome.AT_RISK))
    desk.move(chief, State.CARD_PENDING)
    desk.move(chief, State.CARD_READY)
    with pytest.raises(NotAllowed, match="interviewed_by_you"):
        desk.move(chief, State.CLOSED, "never came")


# --- appeals and opening again


def test_an_appeal_ends_upheld_and_closed_or_in_a_new_interview(desk: Desk) -> None:
    decided(desk)
    desk.move(HOUSEHOLD, State.APPEALED)
    appealed, steps = desk.request, desk.steps
    reviewer = officer("reviewer", Role.PDOP_REVIEWER)
    assert desk.move(reviewer, State.UPHELD, "as the interview says").state is State.CLOSED
    desk.request, desk.steps = appealed, steps
    again = desk.move(reviewer, State.RE_INTERVIEW, "the wrong house")
    assert (again.state, again.holder, again.outcome) == (State.QUEUED, None, None)
    assert again.queued_at == desk.now


def test_who_decided_never_answers_the_appeal(desk: Desk) -> None:
    decided(desk)
    desk.move(HOUSEHOLD, State.APPEALED)
    same = officer("chief", Role.PDOP_REVIEWER)
    with pytest.raises(NotAllowed, match="decided_by_you"):
        desk.move(same, State.UPHELD, "I was right")


def test_closing_does_not_take_the_appeal_away_but_time_and_an_answered_appeal_do(desk: Desk) -> None:
    decided(desk, Outcome.NOT_IDENTIFIED)
    desk.move(officer("sok"), State.CLOSED)
    closed, steps, now = desk.request, desk.steps, desk.now
    desk.wait(days=31)
    with pytest.raises(NotAllowed, match="too_late"):
        desk.move(HOUSEHOLD, State.APPEALED)
    desk.request, desk.steps, desk.now = closed, steps, now
    assert not desk.move(HOUSEHOLD, State.APPEALED).ended
    desk.move(officer("reviewer", Role.PDOP_REVIEWER), State.UPHELD, "as the interview says")
    with pytest.raises(NotAllowed, match="nothing_to_appeal"):
        desk.move(HOUSEHOLD, State.APPEALED)


@pytest.mark.parametrize(("days", "opens"), [(90, True), (91, False)])
def test_what_was_withdrawn_opens_again_for_ninety_days(desk: Desk, days: int, opens: bool) -> None:
    desk.move(HOUSEHOLD, State.WITHDRAWN)
    desk.wait(days=days)
    if opens:
        assert desk.move(HOUSEHOLD, State.QUEUED, "we need it after all").queued_at == desk.now
    else:
        with pytest.raises(NotAllowed, match="too_late"):
            desk.move(HOUSEHOLD, State.QUEUED, "we need it after all")


def test_a_duplicate_is_parted_again_by_an_officer_with_a_reason_and_never_by_the_household() -> None:
    rows = [row for row in TABLE if row.source is State.DUPLICATE]
    assert rows
    assert all(row.reason and not row.by & CALLERS for row in rows)
    assert {row.target for row in rows} == {row.source for row in TABLE if row.target is State.DUPLICATE}


@pytest.mark.parametrize("days", [0, 30])
def test_what_is_parted_stands_where_it_stood(desk: Desk, days: int) -> None:
    desk.move(officer("sok"), State.ASSIGNED)
    before = desk.move(officer("sok"), State.INTERVIEW_SCHEDULED, facts=desk.interview())
    joined = desk.move(officer("sok"), State.DUPLICATE, "same family", Facts(kept="other"))
    assert (joined.ended, joined.duplicate_of) == (True, "other")
    desk.wait(days=days)
    with pytest.raises(NotAllowed, match="came_from_elsewhere"):
        desk.move(officer("sok"), State.QUEUED, "not the same")
    after = desk.move(officer("sok"), State.INTERVIEW_SCHEDULED, "not the same")
    assert (after.holder, after.interview, after.queued_at) == ("sok", before.interview, before.queued_at)
    assert (after.step_from, after.due) == (before.step_from, before.due)


def test_three_tries_count_whoever_made_them(desk: Desk) -> None:
    sok, chan = officer("sok"), officer("chan")
    for who in (sok, sok, chan):
        if desk.request.state is State.QUEUED:
            desk.move(who, State.ASSIGNED)
        desk.move(who, State.INTERVIEW_SCHEDULED, facts=desk.interview(hours=1))
        desk.wait(days=1)
        desk.move(who, State.MISSED)
        if who is sok and len(desk.steps) > 7:
            desk.move(SYSTEM, State.QUEUED, "lease_expired")
    assert desk.move(chan, State.UNREACHABLE, "nobody came").ended


# --- notices


def test_the_household_hears_once_that_it_was_received_and_then_only_of_news(desk: Desk) -> None:
    assert desk.notices == [NoticeKind.REQUEST_RECEIVED]
    decided(desk)
    assert all(kind.is_news for kind in desk.notices[1:])
    assert desk.notices[1:] == [NoticeKind.INTERVIEW_SET, NoticeKind.REQUEST_DECIDED]


def test_the_end_of_every_request_is_told() -> None:
    quiet = {(row.source, row.target) for row in TABLE if row.target in ENDED and row.notice is None}
    # after a decision that was told, or after the answer to an appeal
    assert quiet == {
        (State.DECIDED, State.CLOSED),
        (State.CARD_COLLECTED, State.CLOSED),
        (State.UPHELD, State.CLOSED),
    }
