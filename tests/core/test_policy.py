"""Every role × area × state × holder × act, against a table that a person can check by reading it.

The table says who may do what in which state; area, activity and holding are said once, below it. It was
written from DOMAIN.md, section 7, not from the code.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product

import pytest

from core.acts import Act, AreaAct
from core.clock import FixedClock
from core.officers import Officer
from core.policy import Policy, may_grant, may_in, may_manage, may_switch
from core.requests import kinds
from core.requests.case import Rules
from core.requests.errors import NotAllowed, Unknown
from core.requests.request import (
    Answers,
    Contact,
    Interview,
    InterviewPlace,
    Outcome,
    Request,
    Step,
    StepKind,
)
from core.requests.states import State
from core.roles import OFFICER_ROLES, Actor, ActorKind, Role
from core.working_days import day_of

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
POLICY = Policy(FixedClock(NOW), Rules())
COMMUNE = "120101"

# act: who @ in which states. `*` before a role: only if they hold it. `-`: only if they do not hold it.
WHO = """
see note hear: verifier officer chief supervisor pdop @ every
show_phone: *verifier *officer *chief *supervisor *pdop @ every
show_phone: verifier @ pending_verification
show_phone: pdop @ appealed
describe: officer chief @ interviewed decided card_pending card_ready card_collected appealed closed
skip: officer chief @ queued
hand_over: *officer *chief supervisor @ assigned needs_info interview_scheduled missed
view_audit see_skips: supervisor pdop @ every
verify: verifier @ pending_verification
take: officer chief @ queued
assign: supervisor @ queued
hand_back: *officer *chief supervisor @ assigned interview_scheduled missed
transfer: officer chief supervisor @ queued
transfer: *officer *chief supervisor @ assigned
ask: verifier @ pending_verification
ask: *officer *chief @ assigned
resume: *officer *chief @ needs_info
schedule: *officer *chief @ assigned interview_scheduled missed
interviewed missed: *officer *chief @ interview_scheduled
give_up: *officer *chief @ missed
expire: verifier @ pending_verification
decide: -chief @ interviewed
order_card: officer chief @ decided
card_ready: officer chief pdop @ card_pending
card_collected: officer chief @ card_ready
close: officer chief @ card_collected
close: -officer -chief -supervisor @ decided
close: -chief -supervisor @ card_ready
close: pdop @ appealed
uphold re_interview: pdop @ appealed
send_again told_another_way: officer chief supervisor @ every
merge: verifier @ pending_verification
merge: officer chief supervisor @ queued
merge: *officer *chief supervisor @ assigned interview_scheduled missed
unmerge: officer chief supervisor @ duplicate
reopen: supervisor @ withdrawn unreachable expired closed
"""
ROLES = {
    "verifier": Role.VERIFIER,
    "officer": Role.COMMUNE_OFFICER,
    "chief": Role.COMMUNE_CHIEF,
    "supervisor": Role.SUPERVISOR,
    "pdop": Role.PDOP_REVIEWER,
}
AREAS = {
    "own commune": {"120101"},
    "its district": {"1201"},
    "its province": {"12"},
    "one of several": {"170404", "120101"},
    "another commune of the district": {"120102"},
    "another district": {"1202"},
    "another province": {"17"},
    "none": set[str](),
}
COVERING = {"own commune", "its district", "its province", "one of several"}


def oracle() -> set[tuple[Act, Role, State, bool]]:
    """(act, role, state, whether they hold it): all that is allowed in one's own area."""
    allowed = set()
    for line in WHO.strip().splitlines():
        acts, rest = line.split(":")
        who, _, where = rest.partition("@")
        states = list(State) if where.strip() == "every" else [State(word) for word in where.split()]
        for act, role, state in product(acts.split(), who.split(), states):
            for holds in {"*": [True], "-": [False]}.get(role[0], [True, False]):
                allowed.add((Act(act), ROLES[role.strip("*-")], state, holds))
    return allowed


ALLOWED = oracle()


INTERVIEWS = {Act.SCHEDULE, Act.INTERVIEWED, Act.MISSED, Act.GIVE_UP}


def allowed_of(kind: kinds.Kind) -> set[tuple[Act, Role, State, bool]]:
    """The same for a request of a kind, decided by its holder where nobody interviewed."""
    allowed = {each for each in ALLOWED if each[2] in kind.life}
    if kind.above_commune:
        return above(allowed)
    if kind.interviews:
        return allowed
    allowed = {each for each in allowed if each[0] not in INTERVIEWS}
    allowed |= {(Act.DECIDE, ROLES[who], State.ASSIGNED, True) for who in ("officer", "chief")}
    allowed -= {each for each in allowed if each[2] is State.APPEALED and each[0] in APPEALS and each[3]}
    if State.CARD_PENDING not in kind.life:
        allowed -= {each for each in allowed if each[0] is Act.ORDER_CARD}
        closers = [ROLES[who] for who in ("officer", "chief", "supervisor")]
        allowed |= {(Act.CLOSE, who, State.DECIDED, holds) for who in closers for holds in (True, False)}
    return allowed


def above(allowed: set[tuple[Act, Role, State, bool]]) -> set[tuple[Act, Role, State, bool]]:
    """What is left to those above the commune, who do by themselves what the commune would."""
    theirs = {Act.ASSIGN, Act.TRANSFER, Act.MERGE, Act.HAND_OVER, *INTERVIEWS}
    left = {each for each in allowed if each[1] in (Role.SUPERVISOR, Role.PDOP_REVIEWER)}
    left = {each for each in left if each[0] not in theirs}
    left -= {each for each in left if each[2] is State.APPEALED and each[0] in APPEALS and each[3]}
    acts = {State.QUEUED: (Act.DECIDE, Act.SHOW_PHONE), State.DECIDED: (Act.CLOSE, Act.SHOW_PHONE)}
    mine = [(act, state) for state, done in acts.items() for act in done]
    return left | {(act, Role.SUPERVISOR, state, holds) for act, state in mine for holds in (True, False)}


APPEALS = {Act.UPHOLD, Act.RE_INTERVIEW, Act.CLOSE}


@cache  # they never change, and are asked about 150,000 times
def request(state: State, holder: str | None) -> Request:
    return Request(
        id="r",
        reference="123456789",
        person_id="household",
        own=True,
        helper_role=None,
        state=state,
        version=9,
        commune=COMMUNE,
        contact=Contact.CALL_AND_TEXT,
        answers=Answers(),
        channel="ussd",
        language="km",
        submitted_at=NOW,
        queued_at=NOW,
        state_since=NOW,
        step_from=day_of(NOW),
        queue_from=day_of(NOW),
        resume_state=State.ASSIGNED if state in (State.NEEDS_INFO, State.DUPLICATE) else None,
        ended_at=NOW,
        holder=holder,
        interview=Interview(NOW - timedelta(hours=1), InterviewPlace.OFFICE),
        outcome=Outcome.POOR_1,
        due=None,
        late=False,
    )


@cache
def story(holder: str) -> tuple[Step, ...]:
    """Missed by the holder three times on three days, then interviewed by them; decided by somebody else."""

    def step(version: int, target: State, by: str, day: int) -> Step:
        actor = Actor(ActorKind.OFFICER, by, Role.COMMUNE_OFFICER)
        at = NOW - timedelta(days=20 - day)
        return Step("r", version, StepKind.MOVED, State.SUBMITTED, target, actor, "console", None, {}, at)

    told = [(State.QUEUED, "system"), *[(State.MISSED, holder)] * 3, (State.INTERVIEWED, holder)]
    told.append((State.DECIDED, "some chief"))
    return tuple(step(n, target, by, n) for n, (target, by) in enumerate(told, start=1))


@cache
def decided_by(holder: str) -> tuple[Step, ...]:
    """What was decided without an interview, by who held it."""
    queued, *_, decision = story(holder)
    actor = Actor(ActorKind.OFFICER, holder, Role.COMMUNE_OFFICER)
    return queued, replace(decision, actor=actor, source=State.ASSIGNED)


def allowed(act: Act, officer: Officer, there: bool, state: State, holds: bool) -> bool:
    return there and officer.active and (act, officer.role, state, holds) in ALLOWED


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES))
@pytest.mark.parametrize("where", AREAS)
def test_policy_allows_what_the_table_says_and_nothing_else(role: Role, where: str) -> None:
    for active, state, holds in product((True, False), State, (True, False)):
        officer = Officer("me", "me", "-", role, frozenset(AREAS[where]), active)
        holder = "me" if holds else "another"
        case = request(state, holder)
        for act in Act:
            told = POLICY.may(officer, act, case, story(holder))
            wanted = allowed(act, officer, where in COVERING, state, holds)
            assert told == wanted, f"{act} by {role} of {where}, active={active}, {state}, holds={holds}"


@pytest.mark.parametrize("kind", kinds.load())
def test_of_each_kind_what_its_life_has_is_allowed_and_nothing_else(kind: str) -> None:
    of_its_kind = kinds.of(kind)
    table = allowed_of(of_its_kind)
    outcome = next((each.code for each in of_its_kind.outcomes if each.card), of_its_kind.outcomes[0].code)
    for role, state, holds in product(OFFICER_ROLES, of_its_kind.life, (True, False)):
        officer = Officer("me", "me", "-", role, frozenset({COMMUNE}))
        holder = "me" if holds else "another"
        case = replace(request(state, holder), kind=kind, outcome=outcome)
        steps = story(holder) if of_its_kind.interviews else decided_by(holder)
        for act in Act:
            told = POLICY.may(officer, act, case, steps)
            assert told == ((act, role, state, holds) in table), f"{act} by {role}, {state}, holds={holds}"


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES))
@pytest.mark.parametrize("where", AREAS)
def test_what_lies_outside_does_not_exist_rather_than_being_forbidden(role: Role, where: str) -> None:
    officer = Officer("me", "me", "-", role, frozenset(AREAS[where]))
    case = request(State.QUEUED, None)
    sees = POLICY.may(officer, Act.SEE, case)
    for act in Act:
        refusal = POLICY.refusal(officer, act, case, story("another"))
        if refusal is not None:
            assert isinstance(refusal, NotAllowed if sees else Unknown)


def test_checking_a_step_agrees_with_the_act_that_it_is() -> None:
    for role, state in product(OFFICER_ROLES, State):
        officer = Officer("me", "me", "-", role, frozenset({COMMUNE}))
        case = request(state, "me")
        acts = POLICY.acts(officer, case, story("me"))
        for to in State:
            try:
                POLICY.check_move(officer, to, case, story("me"))
            except (NotAllowed, Unknown):
                continue
            assert acts, f"{state} -> {to} by {role} has a name"


def test_an_act_asks_for_a_reason_where_the_table_does_and_where_it_is_out_of_the_ordinary() -> None:
    officer = Officer("me", "me", "-", Role.COMMUNE_OFFICER, frozenset({COMMUNE}))
    held = request(State.INTERVIEW_SCHEDULED, "me")
    sooner = replace(held, interview=Interview(NOW + timedelta(minutes=1), InterviewPlace.OFFICE))
    usual = {Act.NOTE, Act.HAND_BACK, Act.MERGE, Act.SCHEDULE}
    assert POLICY.asks_why(officer, held, ()) == usual
    assert POLICY.asks_why(officer, sooner, ()) == usual | {Act.INTERVIEWED}
    assert POLICY.asks_why(officer, replace(sooner, holder="another"), ()) == {Act.NOTE}
    assert POLICY.asks_why(officer, request(State.QUEUED, None), ()) == {
        *(Act.NOTE, Act.SKIP, Act.TRANSFER, Act.MERGE)
    }


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF])
def test_a_supervisor_decides_only_what_a_chief_interviewed(role: Role) -> None:
    supervisor = Officer("me", "me", "-", Role.SUPERVISOR, frozenset({"12"}))
    held = [
        replace(step, actor=Actor(ActorKind.OFFICER, "another", role))
        for step in story("another")
        if step.target is not State.DECIDED
    ]
    may = POLICY.may(supervisor, Act.DECIDE, request(State.INTERVIEWED, "another"), held)
    assert may == (role is Role.COMMUNE_CHIEF)


def test_to_close_before_the_card_was_collected_asks_why_and_without_a_card_it_does_not() -> None:
    chief = Officer("me", "me", "-", Role.COMMUNE_CHIEF, frozenset({COMMUNE}))
    due = request(State.DECIDED, "another")
    assert POLICY.asks_why(chief, due, story("another")) == {Act.NOTE, Act.CLOSE}
    no_card = replace(due, outcome=Outcome.NOT_IDENTIFIED)
    assert Act.CLOSE in POLICY.acts(chief, no_card, story("me"))
    assert POLICY.asks_why(chief, no_card, story("me")) == {Act.NOTE}


def test_nobody_calls_who_said_not_to() -> None:
    officer = Officer("me", "me", "-", Role.COMMUNE_OFFICER, frozenset({COMMUNE}))
    silent = replace(request(State.ASSIGNED, "me"), contact=Contact.NONE)
    assert not POLICY.may(officer, Act.SHOW_PHONE, silent)


def test_nothing_is_handed_over_that_nobody_holds() -> None:
    supervisor = Officer("me", "me", "-", Role.SUPERVISOR, frozenset({"12"}))
    assert not POLICY.may(supervisor, Act.HAND_OVER, request(State.NEEDS_INFO, None))


AREA_ACTS = {
    AreaAct.LIST: set(ROLES.values()),
    AreaAct.FILE: {Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF},
    AreaAct.SEE_LATE: {Role.SUPERVISOR, Role.PDOP_REVIEWER},
    AreaAct.EXPORT: {Role.SUPERVISOR, Role.PDOP_REVIEWER},
    AreaAct.OPEN_PHONE: {Role.SUPERVISOR, Role.PDOP_REVIEWER},
    AreaAct.ISSUE_CODE: {Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF, Role.SUPERVISOR},
}


@pytest.mark.parametrize("act", AreaAct)
def test_what_is_done_in_a_place_is_done_in_ones_own(act: AreaAct) -> None:
    for role, where, active in product(OFFICER_ROLES, AREAS, (True, False)):
        officer = Officer("me", "me", "-", role, frozenset(AREAS[where]), active)
        wanted = active and role in AREA_ACTS[act]
        assert may_in(officer, act, COMMUNE) == (wanted and where in COVERING)
        assert may_in(officer, act) == wanted


def test_the_operators_supervisor_alone_switches_and_in_given_areas_only_their_intake() -> None:
    for role, where, active in product(OFFICER_ROLES, AREAS, (True, False)):
        officer = Officer("me", "me", "-", role, frozenset(AREAS[where]), active)
        theirs = active and role is Role.OPERATOR
        assert may_switch(officer) == (theirs and where == "none")
        assert may_switch(officer, COMMUNE) == (theirs and (where == "none" or where in COVERING))


def test_a_supervisor_looks_after_officers_below_in_their_area_and_an_administrator_after_all() -> None:
    for role, other, where in product(OFFICER_ROLES, OFFICER_ROLES, AREAS):
        officer = Officer("me", "me", "-", role, frozenset(AREAS[where]))
        account = Officer("them", "them", "-", other, frozenset({COMMUNE}))
        below = other in {Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF, Role.VERIFIER}
        supervises = role is Role.SUPERVISOR and below and where in COVERING
        assert may_manage(officer, account) == (supervises or role is Role.ADMINISTRATOR)
        assert not may_manage(replace(officer, active=False), account)
        assert not may_manage(officer, replace(account, id="me"))
    supervisor = Officer("me", "me", "-", Role.SUPERVISOR, frozenset({"1201"}))
    for areas in ([], ["12"], [COMMUNE, "170404"]):
        assert not may_grant(supervisor, Role.COMMUNE_OFFICER, areas)
