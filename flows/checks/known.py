"""What scripts may name outside themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Deed:
    """An action of core, as scripts see it.

    `outcomes`: those a script must provide for; none for a list. `needs`: what it must be given, by `of:` or
    `with:`. `gives`: the answers that it may add.
    """

    outcomes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """Names that scripts may use.

    `doings` for `do:` and `lists` for `pick:`, by name. `values`: the kinds of value for `as:`, each with the
    answers it is made of; none where it is made of one, whatever that is called.
    """

    doings: Mapping[str, Deed]
    lists: Mapping[str, Deed]
    values: Mapping[str, tuple[str, ...]]
