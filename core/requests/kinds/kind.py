"""One kind of request, as its file tells it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from core.code_files import Code, Coded, Short, Strict, Words
from core.requests.levels import Level
from core.requests.states import ONWARD, State

# Half of an open request's slot (core.requests.slots), which is a code word.
_LONGEST_CODE = 30

CARD = frozenset({State.CARD_PENDING, State.CARD_READY, State.CARD_COLLECTED})
_EVERY = frozenset(
    {
        State.DRAFT,
        State.SUBMITTED,
        State.PENDING_VERIFICATION,
        State.QUEUED,
        State.DECIDED,
        State.CLOSED,
        State.WITHDRAWN,
    }
)
# What only officers of a commune do leads here, or from here on.
_OF_THE_COMMUNE = CARD | {
    State.ASSIGNED,
    State.NEEDS_INFO,
    State.INTERVIEW_SCHEDULED,
    State.MISSED,
    State.INTERVIEWED,
    State.TRANSFERRED,
    State.DUPLICATE,
    State.UNREACHABLE,
}


class Ask(StrEnum):
    """What the form of some kinds asks, by the names of `Answers`. Any kind may ask for the rest of them."""

    PEOPLE = "people"
    NEEDS = "needs"
    PROGRAMMES = "programmes"
    MATTER = "matter"
    CARD_LAST4 = "card_last4"


class Matter(Strict):
    """One thing that may be wrong."""

    code: Code
    name: Words


class Result(Strict):
    """One outcome. `card`: whether a card is to be collected after it."""

    code: Code
    name: Words
    card: bool = False


class Hurry(Strict):
    """How urgent a request of this kind is, whatever its household told, and why (a code word)."""

    level: Level
    reason: Code


class Kind(Coded):
    """A kind. ValueError where its parts do not fit together.

    `short`: its name where a screen has little room. `asks`: in the order of its form. `matters`: what may be
    wrong. `life`: the states it may be in; a row of the table (core.requests.transitions) is open to it when
    both ends are. `clocks`: working days by state, instead of the target that is set, where one is set.
    `above_commune`: it may be about somebody of the commune, so it exists for nobody there (core.sight), and
    who is above decides it.
    """

    name: Words
    short: Short
    asks: tuple[Ask, ...] = ()
    matters: tuple[Matter, ...] = ()
    outcomes: Annotated[tuple[Result, ...], Field(min_length=1)]
    life: frozenset[State]
    above_commune: bool = False
    urgency: Hurry | None = None
    clocks: Mapping[State, Annotated[int, Field(ge=1, le=365)]] = Field(default_factory=dict)

    @property
    def interviews(self) -> bool:
        """Whether anybody is interviewed before it is decided."""
        return State.INTERVIEW_SCHEDULED in self.life

    def asks_for(self, ask: Ask) -> bool:
        """Whether its form asks this."""
        return ask in self.asks

    def matter(self, code: str | None) -> Matter | None:
        """What is wrong, by its code; None for what is none of its own."""
        return next((each for each in self.matters if each.code == code), None)

    def result(self, code: str | None) -> Result | None:
        """The outcome of this code; None for what is none of its own."""
        return next((each for each in self.outcomes if each.code == code), None)

    def gives_card(self, outcome: str | None) -> bool:
        """Whether a card is to be collected after this outcome."""
        result = self.result(outcome)
        return result is not None and result.card

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for fault in self._faults():
            raise ValueError(fault)
        return self

    def _faults(self) -> list[str]:
        onward = {target for state, target in ONWARD.items() if state in self.life}
        cards, gives = self.life & CARD, any(result.card for result in self.outcomes)
        found = {
            f"a code has at most {_LONGEST_CODE} letters": len(self.code) > _LONGEST_CODE,
            "matters stand where the form asks for one": bool(self.matters) != self.asks_for(Ask.MATTER),
            "nothing is asked twice": len(set(self.asks)) < len(self.asks),
            "no matter comes twice": _twice(self.matters),
            "no outcome comes twice": _twice(self.outcomes),
            "every life has the states that filing, taking and deciding need": not self.life >= _EVERY,
            "it is taken by somebody of the commune, or all of its life is above the commune": (
                bool(self.life & _OF_THE_COMMUNE) if self.above_commune else State.ASSIGNED not in self.life
            ),
            "a life goes on where the system goes on by itself": not self.life >= onward,
            "a card is collected in its three states, or in none": self.life & CARD
            not in (CARD, frozenset()),
            "a card is to be collected where there are states for it": gives != bool(cards),
            "a clock runs in a state of the life": not self.life >= set(self.clocks),
        }
        return [fault for fault, is_so in found.items() if is_so]


def _twice(things: tuple[Matter, ...] | tuple[Result, ...]) -> bool:
    codes = [each.code for each in things]
    return len(set(codes)) < len(codes)
