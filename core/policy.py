"""May this officer do this: to this request, in this place, to this account?

Every door asks here, before it shows a way and before it acts.
The officer's area is looked at first: what lies outside it does not exist for them. Where an act moves a
request, the one table decides (core.requests.transitions).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from core.acts import Act, AreaAct, act_of, moves, target_of
from core.areas import covers
from core.clock import Clock
from core.officers import Officer
from core.requests import kinds, transitions
from core.requests.case import Case, Rules
from core.requests.errors import FactNeeded, NotAllowed, ReasonNeeded, RequestError, Unknown
from core.requests.facts import NO_FACTS
from core.requests.request import Contact, Request, Step
from core.requests.states import State
from core.roles import CASE_ROLES, COMMUNE, OFFICER_ROLES, OVERSEERS, Role
from core.sight import exists_for

S = State
_TEXTS = frozenset({Act.NOTE, Act.SKIP})
_HELD = frozenset({S.ASSIGNED, S.NEEDS_INFO, S.INTERVIEW_SCHEDULED, S.MISSED})
# the interview is over or, of a kind without, the decision
_DESCRIBED = frozenset(
    {S.INTERVIEWED, S.DECIDED, S.CARD_PENDING, S.CARD_READY, S.CARD_COLLECTED, S.APPEALED, S.CLOSED}
)
_EVERY = frozenset(State)


@dataclass(frozen=True)
class Policy:
    """Judges by the officer and the request as they are given: both freshly read."""

    clock: Clock
    rules: Rules

    def may(self, officer: Officer, act: Act, request: Request, steps: Sequence[Step] = ()) -> bool:
        """Whether they may, given the reason and the facts that it takes."""
        return self.refusal(officer, act, request, steps) is None

    def acts(self, officer: Officer, request: Request, steps: Sequence[Step]) -> frozenset[Act]:
        """All that they may do to it now."""
        return frozenset(act for act in Act if self.may(officer, act, request, steps))

    def asks_why(
        self,
        officer: Officer,
        request: Request,
        steps: Sequence[Step],
        acts: frozenset[Act] | None = None,
    ) -> frozenset[Act]:
        """Those of `acts` that are only done with a reason, as things stand; of a note, its text is that.

        `acts`: what `acts` gave; asked here if unsaid.
        """
        acts = self.acts(officer, request, steps) if acts is None else acts
        return frozenset(act for act in acts if self._asks_why(officer, act, request, steps))

    def check(self, officer: Officer, act: Act, request: Request, steps: Sequence[Step] = ()) -> None:
        """Raises Unknown for what does not exist for them, NotAllowed for what they may not do."""
        if refused := self.refusal(officer, act, request, steps):
            raise refused

    def check_move(self, officer: Officer, to: State, request: Request, steps: Sequence[Step]) -> None:
        """`check`, for a step into the state `to`."""
        act = act_of(request.state, to, officer.role)
        self.check(officer, Act.SEE, request)
        if act is None:
            raise NotAllowed("no_such_step", request.state, to)
        if refused := self._move_refused(officer, to, request, steps):
            raise refused

    def refusal(
        self, officer: Officer, act: Act, request: Request, steps: Sequence[Step]
    ) -> RequestError | None:
        """Why they may not; None if they may. `steps`, all of them, are needed for the acts that move."""
        if not exists_for(officer, request):
            return Unknown()
        if rule := _STILL.get(act):
            return rule.refusal(officer, request)
        targets = moves(request.life)[request.state, act, officer.role]
        refused: RequestError = NotAllowed(_why_none(request, act), request.state)
        for to in targets:
            again = self._move_refused(officer, to, request, steps)
            if again is None:
                return None
            refused = again
        return refused

    def _move_refused(
        self, officer: Officer, to: State, request: Request, steps: Sequence[Step]
    ) -> NotAllowed | None:
        stopped = self._stopped(officer, to, request, steps)
        # what is only missing is given with the act
        return None if isinstance(stopped, FactNeeded | ReasonNeeded) else stopped

    def _asks_why(self, officer: Officer, act: Act, request: Request, steps: Sequence[Step]) -> bool:
        to = target_of(act, request, officer.role)
        if act in _TEXTS or to is None:
            return act in _TEXTS
        needed = transitions.permitted(request.state, to, officer.role, request.life).reason
        return needed or isinstance(self._stopped(officer, to, request, steps), ReasonNeeded)

    def _stopped(
        self, officer: Officer, to: State, request: Request, steps: Sequence[Step]
    ) -> NotAllowed | None:
        case = Case(request, tuple(steps), officer.actor, to, NO_FACTS, self.clock.now(), self.rules)
        try:
            row = transitions.permitted(request.state, to, officer.role, request.life)
            for condition in row.conditions:
                condition(case)
        except NotAllowed as refused:
            return refused
        return None


@dataclass(frozen=True)
class _Still:
    """Who may do what leaves the state as it is."""

    roles: frozenset[Role]
    states: frozenset[State] = _EVERY
    condition: Callable[[Officer, Request], str | None] | None = None

    def refusal(self, officer: Officer, request: Request) -> NotAllowed | None:
        if officer.role not in self.roles:
            return NotAllowed("not_your_role", request.state)
        if request.state not in self.states:
            return NotAllowed("no_such_step", request.state)
        why = self.condition(officer, request) if self.condition else None
        return NotAllowed(why, request.state) if why else None


def _held_by_them(officer: Officer, request: Request) -> str | None:
    if request.holder is None:
        return "held_by_nobody"
    return "held_by_another" if officer.role in COMMUNE and request.holder != officer.id else None


def _not_erased(_officer: Officer, request: Request) -> str | None:
    return "erased" if request.answers is None else None


def _may_call(officer: Officer, request: Request) -> str | None:
    """Who has the request in hand: its holder, its verifier, the reviewer of its appeal.

    One that is above the commune has no holder: whoever decides it.
    """
    in_hand = {S.PENDING_VERIFICATION: Role.VERIFIER, S.APPEALED: Role.PDOP_REVIEWER}
    if kinds.of(request.kind).above_commune:
        in_hand |= dict.fromkeys((S.QUEUED, S.DECIDED), Role.SUPERVISOR)
    if request.contact is Contact.NONE:
        return "no_contact"
    if request.holder == officer.id or in_hand.get(request.state) is officer.role:
        return None
    return "held_by_nobody" if request.holder is None else "held_by_another"


_STILL: Mapping[Act, _Still] = MappingProxyType(
    {
        Act.SEE: _Still(CASE_ROLES),
        Act.NOTE: _Still(CASE_ROLES, condition=_not_erased),
        Act.DESCRIBE: _Still(COMMUNE, _DESCRIBED, condition=_not_erased),
        Act.SHOW_PHONE: _Still(CASE_ROLES, condition=_may_call),
        Act.HEAR: _Still(CASE_ROLES),
        Act.SEND_AGAIN: _Still(COMMUNE | {Role.SUPERVISOR}, condition=_not_erased),
        Act.TOLD_ANOTHER_WAY: _Still(COMMUNE | {Role.SUPERVISOR}, condition=_not_erased),
        Act.SKIP: _Still(COMMUNE, frozenset({S.QUEUED})),
        Act.HAND_OVER: _Still(COMMUNE | {Role.SUPERVISOR}, _HELD, _held_by_them),
        Act.VIEW_AUDIT: _Still(OVERSEERS),
        Act.SEE_SKIPS: _Still(OVERSEERS),
    }
)

_IN_AREA: Mapping[AreaAct, frozenset[Role]] = MappingProxyType(
    {
        AreaAct.LIST: CASE_ROLES,
        AreaAct.FILE: COMMUNE,
        AreaAct.SEE_LATE: OVERSEERS,
        AreaAct.EXPORT: OVERSEERS,
        AreaAct.OPEN_PHONE: OVERSEERS,
        AreaAct.ISSUE_CODE: COMMUNE | {Role.SUPERVISOR},
    }
)


def may_in(officer: Officer, act: AreaAct, area: str | None = None) -> bool:
    """Whether they may do it in an area (a code prefix), or anywhere if unsaid."""
    there = area is None or covers(officer.areas, area)
    return officer.active and officer.role in _IN_AREA[act] and there


def looks_after_switches(officer: Officer) -> bool:
    """Whether they may close and open anything at all."""
    return officer.active and officer.role is Role.OPERATOR


def may_switch(officer: Officer, area: str | None = None) -> bool:
    """Whether they may close and open the intake of `area`, or without one what is the whole country's.

    Who is given areas has those alone, and neither a script nor a channel: these are everybody's.
    """
    if not looks_after_switches(officer):
        return False
    return not officer.areas or (area is not None and covers(officer.areas, area))


def reads_statistics(officer: Officer) -> bool:
    """Whether the months of core.statistics are theirs to read even where not everybody may."""
    return officer.active and officer.role is Role.MINISTRY_VIEWER


# Whose accounts a supervisor looks after, in their own area; an administrator looks after everybody's.
UNDER_A_SUPERVISOR = COMMUNE | {Role.VERIFIER}


def looks_after_accounts(actor: Officer) -> bool:
    """Whether they look after any account at all."""
    return actor.active and actor.role in (Role.ADMINISTRATOR, Role.SUPERVISOR)


def may_grant(actor: Officer, role: Role, areas: Collection[str]) -> bool:
    """Whether they may give somebody this role in these areas."""
    if not looks_after_accounts(actor) or role not in OFFICER_ROLES:
        return False
    if actor.role is Role.ADMINISTRATOR:
        return True
    inside = bool(areas) and all(covers(actor.areas, area) for area in areas)
    return inside and role in UNDER_A_SUPERVISOR


def may_manage(actor: Officer, officer: Officer) -> bool:
    """Whether they look after this account: never their own."""
    return actor.id != officer.id and may_grant(actor, officer.role, officer.areas)


def roles_to_grant(actor: Officer) -> list[Role]:
    """The roles they may give, in one order."""
    everywhere = actor.areas or {"12"}
    return [role for role in Role if may_grant(actor, role, everywhere)]


@cache
def _done_there(life: frozenset[State]) -> frozenset[tuple[State, Act]]:
    """What somebody may do in a state, whoever it is."""
    return frozenset((source, act) for (source, act, _), targets in moves(life).items() if targets)


def _why_none(request: Request, act: Act) -> str:
    return "not_your_role" if (request.state, act) in _done_there(request.life) else "no_such_step"
