"""Walks a script: one event in, a new state and one screen or action out. Opens no socket and no file.

Every way is followed to the next step that needs somebody: the household (a screen) or core (an action).
"""

from __future__ import annotations

from dataclasses import replace

from flows.events import Back, Chosen, Enter, Event, Outcome, Typed
from flows.forgetting import asked_anew, lacks
from flows.messages import N_
from flows.releases import brought_over, is_current, standing
from flows.screen import Action, Screen
from flows.script import Scripts
from flows.state import TRAIL, State
from flows.steps.doing import Doing
from flows.steps.ending import Ending
from flows.steps.menu import Menu
from flows.steps.pick import Pick
from flows.steps.step import Asking, Go, Saying, Step
from flows.steps.use import Return, Use

PATIENCE = 3
"""Misses in a row after which a conversation ends, its answers kept (SCREENS, X3)."""
BACK = N_("Back")
MOST_HOPS = 32
"""Steps without a screen or an action, beyond which a script goes in a circle."""


class Stuck(Exception):
    """An event that the present step cannot take: the runner's mistake, never the household's."""


def start(scripts: Scripts, language: str) -> State:
    """The state of a dialogue that has just begun; show it with Enter."""
    return State(at=scripts.first, language=language)


def advance(scripts: Scripts, state: State, event: Event) -> tuple[State, Screen | Action]:
    """What `event` leads to. Raises Stuck for an event that nothing was waiting for.

    Of a question that another release asked, the event is no answer: the question of this one is shown.
    Nor is it one where something private was forgotten meanwhile: that is asked for again.
    """
    if isinstance(event, Outcome):
        return _after(scripts, state, scripts.step(state.step), event)
    instead = _instead(scripts, state)
    if instead is not None:
        return _arrive(scripts, instead)
    return _heard(scripts, replace(state, missing=()), event)


def _instead(scripts: Scripts, state: State) -> State | None:
    """Where to go on with a state that an event is no answer to; None where it is one."""
    if not is_current(scripts, state):
        return brought_over(scripts, state)
    return asked_anew(scripts, state) if lacks(scripts, state) else None


def _heard(
    scripts: Scripts, state: State, event: Enter | Typed | Chosen | Back
) -> tuple[State, Screen | Action]:
    step = scripts.step(state.step)
    if isinstance(event, Enter):
        return _arrive(scripts, state)
    if isinstance(event, Back):
        return _back(scripts, state, step)
    if not isinstance(step, Asking):
        raise Stuck(f"{step.spot} asks nothing")
    taken = step.take(event)
    if isinstance(taken, Go):
        return _go(scripts, _leave(state), taken)
    return _missed(scripts, state)


def _missed(scripts: Scripts, state: State) -> tuple[State, Screen | Action]:
    misses = state.misses + 1
    if misses >= PATIENCE:
        return _arrive(scripts, state.moved(scripts.give_up, misses=0))
    return _arrive(scripts, replace(state, misses=misses))


def _back(scripts: Scripts, state: State, step: Step) -> tuple[State, Screen | Action]:
    if isinstance(step, Menu) and step.home is not None:
        return _go(scripts, _leave(state), step.home)
    state = replace(state, trail=standing(scripts, state.trail))
    if not state.trail:
        return _missed(scripts, state)
    return _arrive(scripts, state.moved(state.trail[-1], trail=state.trail[:-1], misses=0))


def _after(scripts: Scripts, state: State, step: Step, outcome: Outcome) -> tuple[State, Screen | Action]:
    state = replace(state, language=outcome.language or state.language)
    if outcome.resume is not None:
        state = replace(outcome.resume, language=state.language, resumed=True)
        return _arrive(scripts, state)
    if outcome.draft is not None:
        # what lies behind was answered for the form before this one: Back must not show it again
        home = (scripts.home,) if scripts.home else ()
        state = replace(state, draft=outcome.draft, answers={}, trail=home, visits={})
        state = replace(state, resumed=False, earlier=())
    if isinstance(step, Pick):
        return _listed(scripts, state, step, outcome)
    if not isinstance(step, Doing):
        raise Stuck(f"{step.spot} does nothing")
    if step.once:
        visits = {**state.visits, step.spot: state.visits.get(step.spot, 0) + 1}
        state = replace(state, visits=visits)
    state = replace(state, private=scripts.lives.after(step, state.private))
    return _go(scripts, state, Go(step.outcomes[outcome.name], outcome.answers, outcome.told))


def _listed(scripts: Scripts, state: State, step: Pick, outcome: Outcome) -> tuple[State, Screen | Action]:
    if not outcome.items and step.empty:
        return _go(scripts, state, Go(step.empty))
    return _asked(scripts, state, step, step.listed(state, outcome.items))


def _leave(state: State) -> State:
    """Remembers the present screen for Back."""
    return replace(state, trail=(*state.trail, state.at)[-TRAIL:], misses=0)


def _go(scripts: Scripts, state: State, go: Go) -> tuple[State, Screen | Action]:
    answers = {**state.answers, **go.answers}
    earlier = tuple(name for name in state.earlier if name not in go.answers)
    there = replace(state, answers=answers, earlier=earlier).moved(_target(state.at, go.to))
    # into another script goes along what is given on the very way there
    return _arrive(scripts, replace(there, private={**there.private, **go.private}))


def _target(at: str, to: str) -> str:
    """Another script replaces the whole way; a step of this one only its last part."""
    if "/" in to:
        return to
    outer, _, last = at.rpartition(">")
    flow = last.split("/", 1)[0]
    return f"{outer}>{flow}/{to}" if outer else f"{flow}/{to}"


def _arrive(scripts: Scripts, state: State) -> tuple[State, Screen | Action]:
    for _ in range(MOST_HOPS):
        step = scripts.step(state.step)
        if isinstance(step, Use):
            state = state.moved(f"{state.at}>{scripts.entered(step)}")
        elif isinstance(step, Return):
            outer = state.at.rpartition(">")[0]
            user = scripts.step(outer.rsplit(">", 1)[-1])
            state = state.moved(_target(outer, user.go)) if isinstance(user, Use) else state
        else:
            return _present(scripts, state, step)
    raise Stuck(f"{state.at} goes in a circle")


def _present(scripts: Scripts, state: State, step: Step) -> tuple[State, Screen | Action]:
    if scripts[state.flow].root and state.at == state.step:
        state = replace(state, trail=())
    state = scripts.lives.kept(state)
    if isinstance(step, Doing) and step.once and state.draft is None:
        # without a form of its own, one household's doing would be taken for another's
        raise Stuck(f"{step.spot} is done once for a draft, and none was begun")
    if isinstance(step, Doing | Pick):
        return state, step.request(state)
    if isinstance(step, Asking | Ending):
        return _asked(scripts, state, step, step.screen(state))
    raise Stuck(f"{step.spot} can neither be shown nor done")


def _asked(scripts: Scripts, state: State, step: Step, screen: Screen) -> tuple[State, Screen]:
    """The state remembers what was asked: another release may ask something else at this step."""
    state = replace(state, asked=step.question if isinstance(step, Asking) else "")
    return state, dressed(state, replace(screen, personal=_tells(scripts, state, step)))


def _tells(scripts: Scripts, state: State, step: Step) -> bool:
    """Also "your card is valid" tells something, for which digits of it were typed."""
    if not state.private or not isinstance(step, Saying) or step.spot in scripts.lives.asking:
        return False
    return any(name in state.private for name in (*step.shown, *scripts.lives.secrets))


def dressed(state: State, screen: Screen) -> Screen:
    """The screen with what only the state knows: a way back, and whether the last input was understood."""
    if screen.final:
        return screen
    back = screen.back or (BACK if state.trail else None)
    return replace(screen, back=back, not_understood=state.misses > 0)
