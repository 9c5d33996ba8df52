"""The registry of checks: a check goes by its file's name, and guarantees what the first line there says."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from flows.checks.whole import Whole
from flows.faults import Fault

if TYPE_CHECKING:
    from flows.proving.finding import Finding
    from flows.proving.proof import Proof

Judge: TypeAlias = Callable[[Whole], Iterator[Fault]]
Prover: TypeAlias = "Callable[[Proof], Iterator[Finding]]"


class When(Enum):
    """When a check is run. The first two are part of reading the scripts: nothing starts without them."""

    READ = "as the scripts are read"
    WALKED = "along every way, once the scripts fit together"
    START = "on the texts, by `flows check` and at every start"
    SCREENS = "on every screen, by `flows check`"


@dataclass(frozen=True)
class Check:
    """A check's name, and what holds of scripts that passed it."""

    name: str
    guarantee: str
    when: When


CHECKS: dict[str, Check] = {}
JUDGES: dict[str, Judge] = {}
PROVERS: dict[str, Prover] = {}


def judging(when: When) -> Callable[[Judge], Judge]:
    """Registers a check of the scripts among themselves, run by the compiler."""

    def add(judge: Judge) -> Judge:
        JUDGES[_register(judge.__module__, when)] = judge
        return judge

    return add


def proving(when: When) -> Callable[[Prover], Prover]:
    """Registers a check of what the scripts say, run on scripts that compile."""

    def add(prover: Prover) -> Prover:
        PROVERS[_register(prover.__module__, when)] = prover
        return prover

    return add


def _register(module: str, when: When) -> str:
    name = module.rpartition(".")[2]
    if name in CHECKS:
        raise ValueError(f"two checks are called {name}")
    CHECKS[name] = Check(name, (sys.modules[module].__doc__ or "").partition("\n")[0], when)
    return name
