"""What scripts may name outside themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from flows.events import Item
    from flows.wording.words import Words

Lists: TypeAlias = "Callable[[Words], Iterable[tuple[Item, ...]]]"


def no_lists(words: Words) -> Iterable[tuple[Item, ...]]:
    """What is no list has none."""
    return ()


@dataclass(frozen=True)
class Deed:
    """An action of core, as scripts see it.

    `outcomes`: those a script must provide for; none for a list. `needs`: what it must be given, by `of:` or
    `with:`. `gives`: the answers that it may add.

    `asks`: outcomes named by the answers that are asked for there, in their order; any other follows once
    they are all given. `spares`: those of them that are left out when time is short. `newcomer`: the outcomes
    for somebody who never dialled before; none where it makes no difference. `longest`: of a list, those that
    take the most room. `takes`: by answer that it is given, what that answer may hold.

    `once`: for one form it must not be done twice. `alone`: no key dialled in one go with others may
    lead to it; what is done once is that as well.

    `secrets`: of what it needs, the answers that only a step with `secret: yes` may ask for. `tells`: answers
    that it may add and that only their household may know (`Outcome.told`).
    """

    outcomes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    spares: tuple[str, ...] = ()
    newcomer: tuple[str, ...] = ()
    longest: Lists = no_lists
    takes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    once: bool = False
    alone: bool = False
    secrets: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """Names that scripts may use.

    `doings` for `do:` and `lists` for `pick:`, by name. `values`: the kinds of value for `as:`, each with the
    answers it is made of; none where it is made of one, whatever that is called.
    """

    doings: Mapping[str, Deed]
    lists: Mapping[str, Deed]
    values: Mapping[str, tuple[str, ...]]
