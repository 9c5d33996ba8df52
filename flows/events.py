"""What can happen to a conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from flows.values import Json, Value

if TYPE_CHECKING:
    from flows.state import State


@dataclass(frozen=True)
class Enter:
    """Show the present step, as on arrival or for another page: nothing was answered."""


@dataclass(frozen=True)
class Typed:
    """Characters that are not the key of anything shown, digits folded to ASCII."""

    text: str = field(repr=False)  # it may be a secret


@dataclass(frozen=True)
class Chosen:
    """Something that the screen offered: a Choice's `value`, resolved by the door that showed it."""

    value: str


@dataclass(frozen=True)
class Back:
    """One step back."""


@dataclass(frozen=True)
class Item:
    """One item of a list that core supplies."""

    id: str
    label: Value


@dataclass(frozen=True)
class Outcome:
    """How a doing went: its name, what it adds to the answers, and for a pick the items."""

    name: str
    answers: Mapping[str, Json] = field(default_factory=dict)
    told: Mapping[str, Json] = field(default_factory=dict, repr=False)
    """What only the household may know: kept no longer than a step ahead reads it, and in no draft."""
    items: tuple[Item, ...] = ()
    language: str | None = None
    """The language to go on in, where that changed."""
    resume: State | None = None
    """The conversation to go on with instead of this one."""
    draft: str | None = None
    """The identity of a form that begins here: answers given before are not its own."""


Event: TypeAlias = Enter | Typed | Chosen | Back | Outcome
