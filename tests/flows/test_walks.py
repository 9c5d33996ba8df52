"""Crooked walks through the real scripts: whatever core answers and whatever is pressed, a screen follows."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.actions import registry
from flows.engine import advance, start
from flows.events import Back, Chosen, Enter, Event, Item, Outcome, Typed
from flows.library import load_scripts
from flows.resuming import resume_at
from flows.screen import Action, Kind, Screen
from flows.state import State
from flows.steps.pick import Pick
from flows.values import Value
from tests.examples import examples

SCRIPTS = load_scripts()
MOST_ACTIONS = 200
"""A fake core answers at random, so that a circle of actions is left late, but is left."""
GIVEN = {
    "commune": "120109",
    "language": "km",
    "reference": "123456789",
    "own_reference": "123456789",
    "village": "12010901",
    "whose": "own",
}


@dataclass
class Walk:
    """A dialogue with a core that answers at random, as every action has declared that it may."""

    draw: st.DrawFn
    state: State
    kept: State | None = None

    def tell(self, event: Event) -> Screen:
        self.state, now = advance(SCRIPTS, self.state, event)
        for _ in range(MOST_ACTIONS):
            if isinstance(now, Screen):
                return now
            self.state, now = advance(SCRIPTS, self.state, self.outcome(now))
        raise AssertionError(f"{self.state.at} never comes to a screen")

    def outcome(self, action: Action) -> Outcome:
        if action.name in registry.lists:
            labels = Value("place_name", "120109")
            count = self.draw(st.integers(0, 12))
            return Outcome("listed", items=tuple(Item(f"{n}", labels) for n in range(count)))
        if action.name == "drafts.resume" and self.kept and (to := resume_at(SCRIPTS, self.kept)):
            return Outcome("resumed", resume=to)
        deed = registry.doings[action.name]
        begins = action.name in ("drafts.begin", "drafts.discard")
        return Outcome(
            self.draw(st.sampled_from(deed.outcomes)),
            {name: GIVEN.get(name, "1") for name in deed.gives},
            language=self.draw(st.sampled_from([None, "km", "en"])),
            draft="d" if begins else None,
        )

    def event(self, screen: Screen) -> Event:
        """What a door may send: what stands on the screen, back, another page, or anything typed."""
        events: list[Event] = [Chosen(choice.value) for choice in screen.choices]
        events += [Back(), Enter(), Typed(self.draw(st.text("0123456789*ក ", max_size=8)))]
        return self.draw(st.sampled_from(events))


@st.composite
def walks(draw: st.DrawFn) -> tuple[list[Screen], list[State]]:
    walk = Walk(draw, start(SCRIPTS, "km"))
    screens, states = [walk.tell(Enter())], [walk.state]
    for _ in range(draw(st.integers(1, 30))):
        if screens[-1].final:
            walk.state = start(SCRIPTS, "km")
            screens.append(walk.tell(Enter()))
        else:
            screens.append(walk.tell(walk.event(screens[-1])))
        states.append(walk.state)
        if SCRIPTS[walk.state.flow].draft and walk.state.draft:
            walk.kept = walk.state
    return screens, states


@settings(max_examples=examples(80), deadline=None)
@given(walks())
def test_every_way_leads_to_a_screen_and_every_state_can_be_kept(
    walk: tuple[list[Screen], list[State]],
) -> None:
    screens, states = walk
    for screen, state in zip(screens, states, strict=True):
        assert screen.spot == state.step
        # what is private is kept elsewhere
        assert State.from_json(state.to_json()).recalling(state.private) == state
        assert not State.from_json(state.to_json()).private
        assert screen.final or screen.choices or screen.back or screen.kind in ("question", "pick")
        assert not (screen.final and screen.back)


@settings(max_examples=examples(80), deadline=None)
@given(walks())
def test_wherever_a_form_was_left_it_is_resumed_where_nothing_is_told(
    walk: tuple[list[Screen], list[State]],
) -> None:
    for state in walk[1]:
        resumed = resume_at(SCRIPTS, state)
        if resumed is None:
            assert state.draft is None or not SCRIPTS[state.flow].draft
            continue
        shown, now = advance(SCRIPTS, resumed, Enter())
        told = [SCRIPTS.step(spot.rsplit(">", 1)[-1]) for spot in (*shown.trail, shown.at)]
        # a list's heading says only which kind of place is asked for
        assert all(isinstance(step, Pick) or not getattr(step, "show", {}) for step in told)
        assert not isinstance(now, Screen) or now.kind is Kind.PICK or not now.show
