"""What must hold for a step besides state and role. Each condition raises NotAllowed, or is content."""

from __future__ import annotations

import re
from datetime import time, timedelta

from core.requests import kinds
from core.requests.case import Case
from core.requests.errors import FactNeeded
from core.requests.states import State
from core.roles import COMMUNE, Role
from core.working_days import CAMBODIA, day_of

_MORNING, _EVENING = time(6), time(18)


def held_by_the_actor(case: Case) -> None:
    """An officer moves only what they hold; the household, a supervisor and the system are free of this."""
    if case.actor.role in COMMUNE and case.request.holder != case.actor.id:
        raise case.refuse("held_by_another")


def named_by_a_supervisor_only(case: Case) -> None:
    """A supervisor assigns to somebody; an officer takes for themselves."""
    is_supervisor = case.actor.role is Role.SUPERVISOR
    if is_supervisor and case.facts.officer is None:
        raise FactNeeded("officer", case.request.state, case.to)
    if not is_supervisor and case.facts.officer not in (None, case.actor.id):
        raise case.refuse("not_your_role")


def interview_to_come(case: Case) -> None:
    """An appointment is made for a time that is not over."""
    if case.facts.interview and case.facts.interview.at <= case.now:
        raise case.refuse("interview_in_the_past")


def interview_soon_enough(case: Case) -> None:
    """A slip of the finger in the year is caught before the household is told."""
    interview = case.facts.interview
    if interview and interview.at > case.now + timedelta(days=case.rules.interview_days):
        raise case.refuse("interview_too_far_off")


def interview_on_a_working_day(case: Case) -> None:
    """On a day when the office is closed only if the officer says so once more."""
    interview = case.facts.interview
    if interview is None or case.facts.any_day or case.days is None:
        return
    if not case.days.is_working(day_of(interview.at)):
        raise case.refuse("interview_on_a_day_off")


def interview_by_its_due_day(case: Case) -> None:
    """Later than it is due only if the officer says so once more; not once no day to come is in time."""
    interview, due = case.facts.interview, case.interview_due
    if interview is None or case.facts.any_day or due is None:
        return
    if day_of(interview.at) > due > day_of(case.now):
        raise case.refuse("interview_after_due")


def interview_by_day(case: Case) -> None:
    """Before six or after eighteen only if the officer says so once more."""
    interview = case.facts.interview
    if interview is None or case.facts.any_hour:
        return
    if not _MORNING <= interview.at.astimezone(CAMBODIA).time() <= _EVENING:
        raise case.refuse("interview_at_night")


def a_reference_of_the_tablet(case: Case) -> None:
    """What is given as the reference of the interview on the IDPoor tablet has the form of one."""
    if case.facts.tablet and not re.fullmatch(case.rules.tablet_reference, case.facts.tablet):
        raise FactNeeded("tablet", case.request.state, case.to)


def interview_begun(case: Case) -> None:
    """An interview is held at the time that the household was told; sooner only with the reason."""
    interview = case.request.interview
    if interview and interview.at > case.now and not case.reason:
        raise case.ask_why("interview_held_sooner")


def interview_past(case: Case) -> None:
    """Nobody has missed what has not begun."""
    if case.request.interview and case.request.interview.at > case.now:
        raise case.refuse("interview_still_to_come")


def missed_often_enough(case: Case) -> None:
    """Given up only after several misses on different days (DOMAIN.md, section 7)."""
    misses = [step for step in case.this_round() if step.target is State.MISSED]
    days = {day_of(step.at) for step in misses}
    if len(misses) < case.rules.misses or len(days) < case.rules.miss_days:
        raise case.refuse("not_tried_enough")


def back_where_it_was(case: Case) -> None:
    """An answered question puts the request back where it was asked."""
    if case.request.resume_state is not case.to:
        raise case.refuse("came_from_elsewhere")


def interviewed_by_another(case: Case) -> None:
    """The one who decides is not the one who alone interviewed."""
    if case.interviewers().keys() <= {case.actor.id}:
        raise case.refuse("interviewed_alone_by_you")


def the_chief_cannot(case: Case) -> None:
    """A supervisor decides only in the stead of a chief who held the interview."""
    if case.actor.role is Role.SUPERVISOR and Role.COMMUNE_CHIEF not in case.interviewers().values():
        raise case.refuse("chief_decides")


def an_outcome_of_its_kind(case: Case) -> None:
    """What is decided is one of the outcomes of the request's kind."""
    outcome = case.facts.outcome
    if outcome is not None and kinds.of(case.request.kind).result(outcome) is None:
        raise FactNeeded("outcome", case.request.state, case.to)


def a_card_is_due(case: Case) -> None:
    """There is no card after what gives none: for a household that was not identified."""
    if not case.request.card_is_due:
        raise case.refuse("no_card_is_due")


def card_collected_or_said_why_not(case: Case) -> None:
    """A card that is due is handed out, or somebody other than the interviewer says why not.

    Where there was no interview: somebody other than who decided.
    """
    if not case.request.card_is_due:
        return
    if case.actor.id in case.interviewers():
        raise case.refuse("interviewed_by_you")
    decided = case.last(State.DECIDED)
    if not case.interviewers() and decided and decided.actor.id == case.actor.id:
        raise case.refuse("decided_alone_by_you")
    if not case.reason:
        raise case.ask_why("card_not_collected")


def decided_by_another(case: Case) -> None:
    """An appeal never goes to the one who decided."""
    decided = case.last(State.DECIDED)
    if decided is None or decided.actor.id == case.actor.id:
        raise case.refuse("decided_by_you")


def within_the_time_to_appeal(case: Case) -> None:
    """One appeal a decision, within so many days of it."""
    decided, appealed = case.last(State.DECIDED), case.last(State.APPEALED)
    if decided is None or (appealed and appealed.version > decided.version):
        raise case.refuse("nothing_to_appeal")
    if case.now - decided.at > timedelta(days=case.rules.appeal_days):
        raise case.refuse("too_late")


def not_erased(case: Case) -> None:
    """What was erased is over for good: nobody is left to decide about (core.erasure)."""
    if case.request.answers is None:
        raise case.refuse("erased")


def within_the_time_to_reopen(case: Case) -> None:
    """An ended request is taken up again within so many days of its end."""
    ended = case.request.ended_at
    if ended is None or case.now - ended > timedelta(days=case.rules.reopen_days):
        raise case.refuse("too_late")
