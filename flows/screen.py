"""What a step wants said and asked: the same for every door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flows.values import Json, Value


class Kind(StrEnum):
    """What the household is to do with a screen."""

    MENU = "menu"
    QUESTION = "question"
    PICK = "pick"
    ENDING = "ending"


@dataclass(frozen=True)
class Texts:
    """A step's English message ids.

    `short` where there is little room, `again` after "not understood" where there is, `fuller` where there is
    plenty: on a channel that counts no letters.
    """

    full: str
    short: str | None = None
    again: str | None = None
    fuller: str | None = None

    @property
    def roomiest(self) -> str:
        """What a channel says that has room for everything."""
        return self.fuller or self.full

    def all(self) -> tuple[str, ...]:
        return tuple(text for text in (self.full, self.short, self.again, self.fuller) if text)


@dataclass(frozen=True)
class Choice:
    """One thing to choose. `key` is fixed by the script; None is a list's item, numbered by the door.

    `label` is a message id, or a value for an item of a list. `value` is what it means to the engine.
    `plain`: the label tells what to type by itself ("Type 77 to withdraw."), so that no key stands before it.
    `khmer`: offered only where Khmer letters get through. `button`: the label where it is a button to touch,
    if that reads otherwise than beside a key. `joins`: may be taken together with others that do.
    """

    key: str | None
    label: str | Value
    value: str
    plain: bool = False
    khmer: bool = False
    button: str | None = None
    joins: bool = False


@dataclass(frozen=True)
class Screen:
    """One screen of a conversation, in no language yet."""

    spot: str
    kind: Kind
    texts: Texts
    show: Mapping[str, Value] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    back: str | None = None
    """The message id of the key 0's label; None where there is no way back."""
    not_understood: bool = False
    alone: bool = False
    """Takes one key pressed for it alone: input that came together with other input never answers it."""
    secret: bool = False
    """What is typed here is for nobody's eyes: a channel that keeps what was typed takes it away."""
    personal: bool = False
    """Tells what only its household may know: a channel where it stays takes it away after a while."""

    @property
    def final(self) -> bool:
        """Whether the call ends with it."""
        return self.kind is Kind.ENDING


@dataclass(frozen=True)
class Action:
    """Something for core to do; its named outcome goes back into the engine."""

    name: str
    given: Mapping[str, Json] = field(default_factory=dict)
    key: str = ""
    """The same for the same doing of the same draft, however often it is asked: (draft, step, visit)."""
